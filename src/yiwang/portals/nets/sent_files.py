"""A file that was sent with a form, as a file under its own name while it is read."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from yiwang.foundation.refusals import Invalid
from yiwang.structure.territory.importing.delivery import LARGEST


@contextmanager
def as_file(request: HttpRequest, field: str) -> Iterator[Path]:
    """The path of what was sent. Raises Invalid where nothing was, or too much."""
    upload = request.FILES.get(field)
    if not isinstance(upload, UploadedFile) or not upload.name:
        raise Invalid({field: _("Choose the file that is to be read.")})
    if (upload.size or 0) > LARGEST:
        raise Invalid({field: _("The file is larger than 256 MB: deliver it in parts.")})
    if PurePath(upload.name).suffix.lower() == ".shp":
        sentence = _("A shapefile is several files: pack .shp, .dbf, .shx and .prj into one zip.")
        raise Invalid({field: sentence})
    with tempfile.TemporaryDirectory(prefix="yiwang-import-") as folder:
        copy = Path(folder) / PurePath(upload.name.replace("\x00", "")).name
        with copy.open("wb") as file:
            for chunk in upload.chunks():
                file.write(chunk)
        yield copy
