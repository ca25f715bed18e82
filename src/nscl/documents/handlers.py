"""Taking in the files of a request: into a file without a name, so that a process that dies leaves nothing behind."""

from __future__ import annotations

import tempfile
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from nscl.documents.storage import root

IN_MEMORY = 1024 * 1024


class Incoming(UploadedFile):  # type: ignore[type-arg]
    """A file that came with a request; `failed` when the disk took no more of it."""

    failed = False


class NamelessUpload(FileUploadHandler):
    """Keeps a byte more than is allowed and lets the rest go by: the refusal is a sentence, the form's words stay."""

    file: Incoming | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.chunk_size = 256 * 1024
        self.taken, self.failed = 0, False
        folder = root() / "tmp"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            self.failed = True
        self.content: Any = tempfile.SpooledTemporaryFile(IN_MEMORY, dir=str(folder))  # noqa: SIM115 (closed with the request)
        self.file = Incoming(self.content, self.file_name, self.content_type, 0, self.charset)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        room = max(settings.UPLOAD_LIMIT_BYTES, settings.TABLE_LIMIT_BYTES) + 1 - self.taken
        if self.failed or room <= 0:
            return
        try:
            self.content.write(raw_data[:room])
        except OSError:
            self.failed = True
        self.taken += min(len(raw_data), room)

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        assert self.file is not None
        try:
            self.content.seek(0)
        except OSError:
            self.failed = True
        self.file.size, self.file.failed = self.taken, self.failed
        return self.file

    def upload_interrupted(self) -> None:
        if self.file is not None:
            self.content.close()
