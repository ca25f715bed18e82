"""The DOCX package of a template: what may not be in it, and the text of its parts paragraph by paragraph."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from nscl.documents.filling.answers import Refused

LARGEST_UNPACKED = 60 * 1024 * 1024
LARGEST_PART = 20 * 1024 * 1024
MOST_PARTS = 2000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARTS = ((re.compile(r"word/document\.xml"), "body"), (re.compile(r"word/header\d*\.xml"), "header"),
         (re.compile(r"word/footer\d*\.xml"), "footer"), (re.compile(r"word/footnotes\.xml"), "footnote"))  # fmt: skip
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_ACTIVE = re.compile(r"\b(INCLUDETEXT|INCLUDEPICTURE|DDEAUTO|DDE|LINK|MACROBUTTON|IMPORT|DATABASE)\b", re.IGNORECASE)
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of a part, as its reader sees it; line breaks inside are blanks."""

    part: str
    paragraph: int
    text: str


def lines(path: Path) -> list[Line]:
    """Every paragraph of the template. Raises `Refused` for a file that may not be one."""
    try:
        with zipfile.ZipFile(path) as package:
            _check_size(package)
            _check_types(package)
            for info in package.infolist():
                _check_part(package, info)
            return [line for name in sorted(package.namelist()) for line in _lines(package, name)]
    except (zipfile.BadZipFile, EOFError, NotImplementedError, etree.XMLSyntaxError, RuntimeError, KeyError) as error:
        raise Refused("damaged") from error


def _check_size(package: zipfile.ZipFile) -> None:
    infos = package.infolist()
    if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > LARGEST_UNPACKED:
        raise Refused("bomb")
    names = [info.filename for info in infos]
    if len(set(names)) != len(names):
        raise Refused("damaged")
    if "word/document.xml" not in names or "[Content_Types].xml" not in names:
        raise Refused("kind")


def _check_types(package: zipfile.ZipFile) -> None:
    types = _read(package, "[Content_Types].xml").lower()
    if b"macroenabled" in types or b"vbaproject" in types:
        raise Refused("macro")
    if b"wordprocessingml.document.main+xml" not in types:
        raise Refused("kind")


def _check_part(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    name = info.filename.lower()
    if "vbaproject" in name or "/activex/" in name:
        raise Refused("macro")
    if "/embeddings/" in name:
        raise Refused("embedded")
    if name.endswith(".rels"):
        _check_ties(_tree(package, info.filename))
    elif name.startswith("word/") and name.endswith(".xml"):
        _check_fields(_tree(package, info.filename))


def _check_ties(tree: etree._Element) -> None:
    """Word itself makes links of mail and web addresses; nothing else may come from outside."""
    for tie in tree.iter("{*}Relationship"):
        kind, target = tie.get("Type", "").rpartition("/")[2], tie.get("Target", "")
        if tie.get("TargetMode", "").lower() == "external" and not (kind == "hyperlink" and _SAFE_LINK.match(target)):
            raise Refused("attached" if kind == "attachedTemplate" else "external", target[:120])


def _check_fields(tree: etree._Element) -> None:
    if next(tree.iter(f"{W}altChunk", f"{W}object", f"{W}control", f"{W}subDoc"), None) is not None:
        raise Refused("embedded")
    told = "".join(element.text or "" for element in tree.iter(f"{W}instrText"))
    simple = " ".join(element.get(f"{W}instr", "") for element in tree.iter(f"{W}fldSimple"))
    if found := _ACTIVE.search(f"{told} {simple}"):
        raise Refused("field", found[0].upper())


def _lines(package: zipfile.ZipFile, name: str) -> list[Line]:
    part = next((part for pattern, part in PARTS if pattern.fullmatch(name)), None)
    if part is None:
        return []
    found = _tree(package, name).iter(f"{W}p")
    return [Line(part, at, paragraph_text(paragraph)) for at, paragraph in enumerate(found, start=1)]


def paragraph_text(paragraph: etree._Element) -> str:
    """The words of a paragraph, without those of paragraphs inside it (text boxes)."""
    parts = []
    for element in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab", f"{W}cr"):
        if next(element.iterancestors(f"{W}p"), None) is paragraph:
            parts.append(element.text or "" if element.tag == f"{W}t" else " ")
    return "".join(parts).replace("\n", " ")


def _tree(package: zipfile.ZipFile, name: str) -> etree._Element:
    tree = etree.fromstring(_read(package, name), _PARSER)
    if tree.getroottree().docinfo.internalDTD is not None:
        raise Refused("damaged")
    return tree


def _read(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as part:
        data = part.read(LARGEST_PART + 1)
    if len(data) > LARGEST_PART:
        raise Refused("bomb")
    return data
