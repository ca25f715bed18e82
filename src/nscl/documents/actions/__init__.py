"""What is done with documents, one verb a file."""

from nscl.documents.actions.add import InCommonList, add
from nscl.documents.actions.attach import Upload, attach, detach, mark_sensitive, take
from nscl.documents.actions.central_files import drop_file, keep_files
from nscl.documents.actions.common import Conflict, Known, hold_number
from nscl.documents.actions.edit import correct, edit, end, record_number, void
from nscl.documents.actions.register import add_file, register
from nscl.documents.actions.relate import adopt_texts, relate, tie, withdraw

__all__ = [
    "Conflict",
    "InCommonList",
    "Known",
    "Upload",
    "add",
    "add_file",
    "adopt_texts",
    "attach",
    "correct",
    "detach",
    "drop_file",
    "edit",
    "end",
    "hold_number",
    "keep_files",
    "mark_sensitive",
    "record_number",
    "register",
    "relate",
    "take",
    "tie",
    "void",
    "withdraw",
]
