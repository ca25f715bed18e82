"""DOCX, written part by part: every byte is ours, and a long table costs some joining of strings."""

from nscl.documents.rendering.wordml.package import docx, pack

__all__ = ["docx", "pack"]
