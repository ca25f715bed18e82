"""Invented official documents (`NAME.txt`, `.md`, `.html`, `NAME.docx.json`), each with `NAME.expected.json`."""
