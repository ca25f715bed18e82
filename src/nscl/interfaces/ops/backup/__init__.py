"""Backing up an installation and bringing a backup back: the database and the files of one moment.

A backup is a folder (or a prefix in an S3 bucket) with `database.dump`, `files.jsonl`, `files/…` and, written last,
`manifest.json`: without it the backup is unfinished and is never restored. Decided with figures in ADR 0014.
"""

from nscl.interfaces.ops.backup.checking import check
from nscl.interfaces.ops.backup.installed import Installed
from nscl.interfaces.ops.backup.making import make
from nscl.interfaces.ops.backup.manifest import Manifest
from nscl.interfaces.ops.backup.places import Bucket, Folder, Place, place_at
from nscl.interfaces.ops.backup.restoring import restore

__all__ = ["Bucket", "Folder", "Installed", "Manifest", "Place", "check", "make", "place_at", "restore"]
