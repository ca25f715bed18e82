"""The tasks of a plan: leaf items of its tasks, rows of task tables, what a page of news tells.

An item with sub-bullets "Cơ quan chủ trì: …" is one task; otherwise every numbered item without numbered items
below it is. Bullets are tasks of their own only right below the section's heading, or when each has its own attributes.
"""

from __future__ import annotations

import re

from nscl.plans.importer.facts import Document, Task
from nscl.plans.importer.parse.agencies import agency_list, alike, begins_name
from nscl.plans.importer.parse.attributes import Attribute, attributes, both, spoken
from nscl.plans.importer.parse.outline import Node, Outline, Role
from nscl.plans.importer.parse.passage import Passage, joined
from nscl.plans.importer.parse.tables import Column, Kind, Line, Sheet, sheets
from nscl.plans.importer.parse.whens import when
from nscl.plans.importer.source import Source, Span

_STRONG = frozenset({"lead", "cooperating", "both", "when", "outputs"})
_INTRO = re.compile(r":$")
_REFERS = re.compile(
    r"(?:phu luc|bieu|bang|danh muc)\b.{0,40}(?:kem theo|dinh kem|duoi day|sau day|ban hanh)|chi tiet (?:tai|theo)"
    r" (?:phu luc|bieu|bang)|nhu sau:?$|co phu luc"
)
_BRACKET_TIME = re.compile(
    r"\((?:[^()]*?;\s*)?(?:thoi gian|tien do|thoi han|hoan thanh)[^:()]{0,30}:?\s*(?P<t>[^();]+)"
)
_PART = r"(?:(?:ngay|thang|quy) [\divx]{1,4}[ ,/]*)*(?:nam |/)?"
_DATE = r"(?:\d{1,2}[/.-])?\d{1,2}[/.-]20\d\d"
_YEARS = (
    rf"(?:(?:thang|quy) [\divx]{{1,4}} ?(?:den|-|va|,) ?(?:thang |quy )?[\divx]{{1,4}}[ ,/]*(?:nam |/)?20\d\d"
    rf"|{_DATE}(?:\s*(?:-|den)\s*(?:ngay )?{_DATE})?|{_PART}20\d\d(?:\s*(?:-|den)\s*{_PART}20\d\d)?)"
)
_ALWAYS = r"(?:hang|moi|tung) nam|thuong xuyen|hang quy|hang thang"
_DONE = re.compile(
    rf"(?:hoan thanh|thuc hien|xong|trien khai|hoan thien|to chuc)(?: (?!tu |den |thang |quy |nam |trong |truoc |ngay"
    rf" |vao )[a-z]{{2,6}}){{0,2}},? (?P<t>(?:(?:trong|truoc|cham nhat|vao|den het|den|tu|giai doan) )*(?:ngay"
    rf" )?(?:{_YEARS}|{_ALWAYS}))(?=\s*(?:[,.;)]|$))"
)
_ENDS = re.compile(
    rf"(?P<t>(?:trong |trong giai doan |giai doan |truoc |den het |den )(?:ngay )?{_YEARS}|{_ALWAYS})\s*\.?$"
)
_OPENS = re.compile(
    rf"(?P<t>(?:trong |den het |den |truoc |giai doan |dinh ky |tu )?(?:{_YEARS}|{_ALWAYS})(?:,? thuong"
    rf" xuyen)?)(?=[\s,:])"
)


def tasks(outline: Outline, document: Document) -> list[Task]:
    """Every task, in the order of the text."""
    rows = [sheet for sheet in sheets(outline) if sheet.kind is Kind.tasks and sheet.node.role is not Role.results]
    found: list[Task] = []
    for sheet in rows:
        found.extend(_of_sheet(sheet, document, outline.source))
    for node in outline.nodes():
        if node.role is Role.tasks and (node.parent is None or node.parent.role is not Role.tasks):
            found.extend(_of_section(node, document, outline))
        elif node.role in _ELSEWHERE and _leads(node) and not any(_leads(above) for above in node.ancestors()):
            found.append(_task(node, document, outline))
    return sorted(found, key=lambda task: task.source)


# Sections where an item with "Cơ quan chủ trì: …" below it is a task all the same.
_ELSEWHERE = frozenset({Role.other, Role.annex, Role.organisation, Role.objectives, Role.aims})


def _leads(node: Node) -> bool:
    """Whether an item outside the tasks says below it who leads."""
    if node.style in ("text", "part", "root"):
        return False
    return any(
        kid.role is node.role
        and any(
            a.kind in ("lead", "both") and a.at == 0 and _of_somebody(a.value, kid) for a in attributes(kid.passage)
        )
        for kid in node.children
    )


def _of_somebody(value: Passage, node: Node) -> bool:
    """Whether what a label says ("Đơn vị được giao: Sở A"), in its line or the bullets below, is somebody's name."""
    return any(begins_name(alike(text)) for text in ([value.text] if value else [kid.text for kid in node.children]))


# -- items ------------------------------------------------------------------------------------------------------
def _of_section(node: Node, document: Document, outline: Outline) -> list[Task]:
    return [_task(item, document, outline) for item in _items(node, top=True)]


def _kids(node: Node) -> list[Node]:
    return [child for child in node.children if child.role is Role.tasks]


def _own(node: Node) -> list[Attribute]:
    """The attributes a node's own paragraph begins with (or holds inside)."""
    return [a for a in attributes(node.passage) if a.kind in _STRONG]


def _is_attribute(node: Node) -> bool:
    """Whether a node only says something of the task above it."""
    found = attributes(node.passage)
    return bool(found) and found[0].at == 0


def _strong_attribute(node: Node) -> bool:
    found = attributes(node.passage)
    return bool(found) and found[0].at == 0 and any(a.kind in _STRONG for a in found)


def _items(node: Node, *, top: bool) -> list[Node]:
    """The nodes below `node` (or itself) that are tasks."""
    kids = _kids(node)
    said = [kid for kid in kids if _strong_attribute(kid)]
    content = [kid for kid in kids if not _is_attribute(kid)]
    numbered = [kid for kid in content if kid.numbered or kid.style in ("heading", "caps")]
    deeper = [
        kid
        for kid in content
        if any(_strong_attribute(below) for below in kid.walk() if below is not kid) or (kid.bullet and _own(kid))
    ]
    if deeper and not (said and not numbered and not _each(deeper, content)):
        chosen = numbered if numbered and any(kid in numbered for kid in deeper) else deeper
        return [item for kid in chosen for item in _items(kid, top=False)]
    if said and (not top or not numbered):
        return [node]
    if numbered:
        return [item for kid in numbered for item in _items(kid, top=False)]
    if not top:
        return [] if not _says_something(node) else [node]
    bullets = [kid for kid in content if kid.bullet]
    if bullets:
        return [kid for kid in bullets if _says_something(kid)]
    plain = [kid for kid in content if _says_something(kid) and not kid.text.endswith(":")]
    if plain and node.style != "article":
        return (
            [node]
            if len(plain) == 1 and node.numbered and not node.tables
            else [kid for kid in plain if not node.tables]
        )
    return [node] if node.style == "text" and _says_something(node) else []


def _each(deeper: list[Node], content: list[Node]) -> bool:
    return len(deeper) > 1 or len(deeper) == len(content)


def _says_something(node: Node) -> bool:
    """Whether an item tells work to do, not only where to read of it."""
    if node.tables and not node.children:
        return False
    text = node.whole
    return len(text.text) > 12 and not (_REFERS.search(node.folded) and not node.children)


def _task(node: Node, document: Document, outline: Outline) -> Task:
    task = Task(ref=node.ref, title=_title(node), text=node.whole.text, source=node.full_span)
    pieces = [node.passage]
    for kid in node.children:
        found = _strong_attribute(kid)
        if found:
            _apply_all(task, kid, document)
        else:
            pieces.extend(
                below.passage
                for below in kid.walk()
                if not _strong_attribute(below) or _apply_all(task, below, document)
            )
    own = [a for a in attributes(node.passage) if a.kind in _STRONG]
    for attribute in own:
        _apply(task, attribute, [], document)
    _spoken(task, pieces, document)
    return task


def _title(node: Node) -> str:
    text = node.text
    own = attributes(node.passage)
    strong = [a for a in own if a.kind in _STRONG]
    if strong and strong[0].at > 10:
        text = node.passage.slice(0, strong[0].at).strip(" -;:,(.").text
    told = _TOLD.search(text)
    if told and told.start() > 10:
        text = text[: told.start()]
    if not text and node.children:
        text = node.children[0].text
    text = text.strip(" .;:")
    if len(text) > 300:
        stop = text.find(". ")
        text = (
            text[:stop]
            if 40 < stop < 300
            else text[:300].rsplit(" ", 1)[0] + "…"
            if stop < 0
            else text[: min(stop, 300)]
        )
    return text


# "Tuyên truyền (Sở A chủ trì …)", "Đào tạo: Sở A chủ trì, …": the title ends where the assignment begins.
_TOLD = re.compile(
    r"\s*(?:\((?=[^()]*\bchủ trì\b)|:\s*(?=(?:Giao )?(?:Sở|UBND|Ủy ban|Ban|Chi cục|Công an|Trung tâm"
    r"|Văn phòng|Hội|Viện|Trường|Báo|Đài)\b[^.;:]{0,120}chủ trì\b))"
)


def _apply_all(task: Task, node: Node, document: Document) -> bool:
    """Takes over what an attribute node (with its bullets) says; always False, for use in a condition."""
    found = attributes(node.passage)
    for index, attribute in enumerate(found):
        below = node.children if index == len(found) - 1 else []
        _apply(task, attribute, below, document)
    return False


def _apply(task: Task, attribute: Attribute, below: list[Node], document: Document) -> None:
    if attribute.kind == "when":
        if task.when_text is None and attribute.value:
            _when(task, attribute.value, document)
    elif attribute.kind == "outputs":
        parts = _outputs(attribute.value, below)
        task.outputs.extend(part.text for part in parts)
        task.sources.setdefault("outputs", []).extend(part.whole for part in parts)
    elif attribute.kind in ("lead", "cooperating", "both"):
        value = (
            joined([attribute.value, *(kid.passage for kid in below)])
            if below and not attribute.value
            else attribute.value
        )
        lead, helpers = _agencies(attribute.kind, value, below)
        _name(task, "lead", lead)
        _name(task, "cooperating", helpers)


def _agencies(kind: str, value: Passage, below: list[Node]) -> tuple[list[Passage], list[Passage]]:
    mixed = re.search(r"(?:chủ trì|phối hợp)\b", value.text)
    if kind == "both" or (mixed and kind == "lead"):
        return both(value)
    parts = [name for kid in below for name in agency_list(kid.passage)] if below else []
    names = parts or agency_list(value)
    return (names, []) if kind == "lead" else ([], names)


def _name(task: Task, key: str, names: list[Passage]) -> None:
    known: list[str] = getattr(task, key)
    for name in names:
        if name.text not in known:
            known.append(name.text)
            task.sources.setdefault(key, []).append(name.whole)


def _outputs(value: Passage, below: list[Node]) -> list[Passage]:
    """What comes out: bullets one each (a heading over bullets is none), else the parts between semicolons."""
    parts = [part for part in value.split(re.compile(r";\s+(?!trong đó)")) if len(part.text) > 2]
    for kid in below:
        leaves = [n for n in kid.walk() if not n.children] if kid.children else [kid]
        parts.extend(leaf.passage for leaf in leaves)
    cleaned = [part.strip(" .;-+") for part in parts]
    return [part for part in cleaned if part.text and not (part.text.endswith(":") and below)]


def _when(task: Task, value: Passage, document: Document) -> None:
    text = value.strip(" .;,()")
    task.when_text = text.text
    task.when = when(text.folded, document.period)
    task.sources["when"] = [text.whole]


def _spoken(task: Task, pieces: list[Passage], document: Document) -> None:
    """What the sentences of the task say where it has no attributes for it."""
    for piece in pieces:
        if task.lead:
            break
        lead, helpers = spoken(piece)
        _name(task, "lead", lead)
        if not task.cooperating:
            _name(task, "cooperating", helpers)
        ends = (_DONE.search(piece.folded) or _ENDS.search(piece.folded)) if lead else None
        if ends and task.when_text is None:
            _when(task, piece.group(ends, "t"), document)
    for piece in pieces:
        if task.when_text is not None:
            break
        match = _BRACKET_TIME.search(piece.folded) or _DONE.search(piece.folded) or _OPENS.match(piece.folded)
        if match:
            _when(task, piece.group(match, "t"), document)


# -- tables -----------------------------------------------------------------------------------------------------
def _of_sheet(sheet: Sheet, document: Document, source: Source) -> list[Task]:
    parents = {id(above) for line in sheet.lines for above in line.parents}
    lines = [
        line
        for line in sheet.lines
        if not line.group and not line.total and line.title and not (id(line) in parents and _bare(sheet, line))
    ]
    return [_of_line(sheet, line, document, source) for line in lines]


_ITEMS = re.compile(r";\s+|(?:^|\s)[-+•]\s+(?=[A-ZĐ0-9])")


def _lines(source: Source, cell: Passage) -> list[Passage]:
    """The paragraphs of a cell, where the format tells them; else the cell as it is."""
    if not cell:
        return []
    text, end = source.text, "\n" if source.format in ("docx", "html") else "<br"
    cuts = [
        i
        for i, char in enumerate(cell.text)
        if char == " " and end in text[cell.ends[i - 1] : cell.starts[i + 1]].lower()
    ]
    return [cell.slice(a, b) for a, b in zip([0, *cuts], [*cuts, len(cell.text)], strict=True)]


def _names(source: Source, cell: Passage) -> list[Passage]:
    return [name for part in _lines(source, cell) for name in agency_list(part)]


_SHARED = re.compile(r"phối hợp\b|\(\s*chủ trì\s*\)", re.IGNORECASE)


def _told_in_cell(source: Source, cell: Passage) -> tuple[list[Passage], list[Passage]] | None:
    """Who leads and who cooperates where one cell says both: "Chủ trì: Sở A. Phối hợp: Sở B, Sở C"."""
    named: dict[str, list[Passage]] = {"lead": [], "cooperating": []}
    kind = ""
    for part in _lines(source, cell):
        told = [a for a in attributes(part) if a.kind in named]
        if told and told[0].at > 3:
            return None
        for attribute in told:
            kind = attribute.kind
            named[kind] += agency_list(attribute.value)
        if not told and kind:
            named[kind] += agency_list(part)
    return (named["lead"], named["cooperating"]) if named["lead"] or named["cooperating"] else None


def _bare(sheet: Sheet, line: Line) -> bool:
    """Whether a row says nothing of who, when or with what result: the heading of the rows below it."""
    return not any(sheet.cell(line, column) for column in (Column.lead, Column.cooperating, Column.time, Column.output))


_MARK = re.compile(r"[xX×✓✔√vV•*+]$")


def _marked(sheet: Sheet, line: Line) -> str | None:
    """The years whose columns are marked in a row (`2026 | 2027` over `x | x`)."""
    marked = [
        head.period
        for head, cell in zip(sheet.heads, line.cells, strict=False)
        if head.meaning is Column.period and head.period and _MARK.match(cell.text)
    ]
    years = [year for period in marked for year in re.findall(r"20\d\d", period)]
    if not years:
        return None
    return min(years) if len(set(years)) == 1 else f"{min(years)}-{max(years)}"


def _of_line(sheet: Sheet, line: Line, document: Document, source: Source) -> Task:
    row: Span = line.row.span
    own = [
        c
        for i, c in enumerate(line.cells)
        if c and (i == 0 or c is not line.cells[i - 1]) and row[0] <= c.whole[0] < row[1]
    ]
    text = joined(own)
    task = Task(ref=line.ref, title=line.title.strip(" .;:").text, text=text.text, source=row)
    lead = sheet.cell(line, Column.lead)
    if told := _told_in_cell(source, lead):
        first, second = told
    elif lead and sheet.index(Column.cooperating) is None and _SHARED.search(lead.text):
        first, second = both(lead)
    else:
        first, second = _names(source, lead), []
    second = second or _names(source, sheet.cell(line, Column.cooperating))
    _name(task, "lead", first)
    _name(task, "cooperating", second)
    time = sheet.cell(line, Column.time)
    if time:
        _when(task, time, document)
    else:
        task.when = _marked(sheet, line) or line.period
    cells = _lines(source, sheet.cell(line, Column.output))
    parts = [part.strip(" .;-+") for cell in cells for part in cell.split(_ITEMS)]
    task.outputs = [part.text for part in parts if part.text]
    task.sources["outputs"] = [part.whole for part in parts if part.text]
    return task
