"""Names of WordprocessingML elements and small helpers to read their attributes."""

from __future__ import annotations

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def w(name: str) -> str:
    """The qualified name of a main element or attribute."""
    return f"{{{MAIN}}}{name}"


VAL = w("val")


def value(parent: etree._Element | None, *path: str) -> str | None:
    """`w:val` of the element found by child names from `parent`; "" when it is there without a value, else None."""
    found = child(parent, *path)
    return None if found is None else found.get(VAL, "")


def child(parent: etree._Element | None, *path: str) -> etree._Element | None:
    """The element found by child names from `parent`."""
    for name in path:
        if parent is None:
            return None
        parent = parent.find(w(name))
    return parent


def number(text: str | None, default: int) -> int:
    """An attribute as a whole number; `default` where it is none."""
    try:
        return int(text) if text else default
    except ValueError:
        return default


def is_on(text: str | None) -> bool | None:
    """A toggle as Word reads it; None when the property is absent."""
    return None if text is None else text.lower() not in ("0", "false", "off")
