"""The files of the pages: gathered, named by their content and compressed once, before serving."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

REFERENCES_IN_STYLES = (
    (r"""(?P<matched>url\(['"]{0,1}\s*(?P<url>.*?)["']{0,1}\))""", 'url("%(url)s")'),
    (r"""(?P<matched>@import\s*["']\s*(?P<url>.*?)["'])""", '@import url("%(url)s")'),
)
MODULES = (  # what our own modules import, where it is said as `import … from "./…";`
    (
        r"""(?P<matched>import(?P<import>[\s{][^"';]*?)\s*from\s*["'](?P<url>\./.*?)["']\s*;)""",
        'import%(import)s from "%(url)s";',
    ),
)


class NamedByContent(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped
    """Follows what a browser loads; source maps, for debugging libraries, are not served."""

    patterns = (("*.css", REFERENCES_IN_STYLES), ("yiwang/*.js", MODULES))


def collect_static_files() -> None:
    """Gather what has changed since the last time; quick when nothing has."""
    stamp, found = Path(settings.STATIC_ROOT) / ".collected", _digest()
    if stamp.exists() and stamp.read_text() == found:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(found)


def _digest() -> str:
    return hashlib.sha256("\n".join(sorted(_lines())).encode()).hexdigest()


def _lines() -> Iterator[str]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            path = Path(storage.path(name))
            seen = path.stat()
            yield f"{name} {path} {seen.st_size} {seen.st_mtime_ns}"
