"""The files of the worker's pages that a phone keeps, and the service worker that serves them.

It reaches the pages below `/work/` and no others. Its script names every file as the release does;
one changed file makes another release, which takes the place of the former.
"""

import json
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

REACH = "/work/"  # the pages it serves
WORKER = "yiwang/offline/worker.js"
STYLES = (
    *("vendor/tabler.css", "yiwang/tokens.css", "yiwang/shell.css", "yiwang/controls.css"),
    *("yiwang/lists.css", "yiwang/time.css", "yiwang/print.css"),
    *("yiwang/casework.css", "yiwang/worker.css", "yiwang/help.css", "yiwang/mark.svg"),
)
MODULES = ("store", "kept", "numbers", "photos", "outbox", "form", "restore", "phone")
PAGES = ("unsent", "export", "leaving")
SCRIPTS = (
    *("yiwang/desk.js", "yiwang/cover.js"),
    *(f"yiwang/offline/{name}.js" for name in (*MODULES, *PAGES)),
)


@never_cache
@require_safe
def script(request: HttpRequest) -> HttpResponse:
    """The service worker. Browsers fetch it without cookies, and it names files only: it is open to
    anybody."""
    shell = json.dumps({"release": release(), "files": files()})
    lines = f'import {{ begin }} from "{staticfiles_storage.url(WORKER)}";\nbegin({shell});\n'
    return HttpResponse(lines, "text/javascript", headers={"Service-Worker-Allowed": REACH})


def files() -> list[str]:
    """The addresses of what is kept, as the pages of this release name them."""
    return [staticfiles_storage.url(name) for name in (*STYLES, *SCRIPTS)]


def release() -> str:
    """What this release is known by: another one as soon as any of the files is another."""
    addresses = [*files(), staticfiles_storage.url(WORKER)]
    if hasattr(staticfiles_storage, "hashed_files"):  # their names say what is in them
        return _digest("\n".join(addresses).encode())
    contents = [_content(name) for name in (*STYLES, *SCRIPTS, WORKER)]
    return _digest(b"\n".join(contents))


def _content(name: str) -> bytes:
    found = finders.find(name)
    return Path(found).read_bytes() if isinstance(found, str) else b""


@lru_cache(maxsize=8)
def _digest(what: bytes) -> str:
    return sha256(what).hexdigest()[:16]
