"""The facts of the document as a whole: what it is, who issued it, its number, date, title, period, basis,
signature and recipients.
"""

from __future__ import annotations

import datetime
import re

from nscl.plans.importer.facts import Document
from nscl.plans.importer.parse import kind as kinds
from nscl.plans.importer.parse import signoff, titles
from nscl.plans.importer.parse.citations import citations, same
from nscl.plans.importer.parse.document_period import horizon_of, period_of
from nscl.plans.importer.parse.issuer import issuer_of
from nscl.plans.importer.parse.outline import Node, Outline, Role
from nscl.plans.importer.parse.passage import Passage
from nscl.plans.importer.source import Source, Span

_NUMBER_LINE = re.compile(r"so\s*(?:hieu)?\s*:?\s*(?=\d|[._…/ ]*/|$)")
_OWN = re.compile(
    r"\s*(?P<n>\d{1,6}[a-zA-Z]?)\s*(?:/\s?(?P<y>(?:19|20)\d\d))?\s*(?P<d>[/-])\s*(?P<s>[A-ZĐ][\w&Đđ.]*(?:(?:[-/]\s?"
    r"|\s[-/])[A-ZĐ][\w&Đđ.]*)*)"
)
_ANNEXED = re.compile(
    r"\(?(?:ban hanh )?kem theo (?P<k>ke hoach|chuong trinh|de an|quyet dinh|nghi quyet|bao cao|phuong an) so ?:?\s*"
)
_NAMED = re.compile(r"(?:ke hoach|chuong trinh|de an|quyet dinh|nghi quyet|phuong an)(?: so)? (?=\d)")
_DATE = re.compile(
    r"ngay\s*(?P<d>\d{1,2})\s*(?:thang\s*(?P<m>\d{1,2})\s*nam\s*(?P<y>\d{4})"
    r"|[/.-]\s?(?P<m2>\d{1,2})\s?[/.-]\s?(?P<y2>\d{4}))"
)
_PLACE = re.compile(r"(?P<place>[a-z][a-z. -]{2,40}?)\s*,\s*ngay\b")
_ISSUED = re.compile(r"ngay ban hanh\s*:?\s*\|?\s*(?P<d>\d{1,2})\s?[/.-]\s?(?P<m2>\d{1,2})\s?[/.-]\s?(?P<y2>\d{4})")
_SUPERSEDES = re.compile(
    r"(?:thay the|bai bo|huy bo)\s+(?:cac\s+)?(?:ke hoach|quyet dinh|chuong trinh|nghi quyet|de an|van"
    r" ban)[^.;]{0,60}?so\s*:?\s*$"
)
# Where the sentence turns to what this document does: "…, UBND tỉnh ban hành Kế hoạch".
_OWN_ACT = re.compile(r", (?:chu tich )?(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd|so|ban|bo|chi cuc|cuc) ")
_PLAN_WORDS = re.compile(r"ke hoach|chuong trinh|de an")


def document(outline: Outline) -> Document:
    """The facts of the head and the foot of the document."""
    result = Document()
    nodes = list(outline.nodes())
    if not nodes:
        return result
    named = kinds.kind_node(outline)
    number = _number(outline.source, nodes, named[0] if named else None)
    _put(result, "number", number)
    formula = named is not None and kinds.formula(named[0])
    titled = None if named and not formula else kinds.title_kind(outline)
    result.kind = _kind(outline, named, titled, result.number)
    news = result.kind == "news"
    heads = named[0] if named and not (formula and titled) else None
    parts = titles.title(nodes, heads, titled[0] if titled else None, news=news)
    if not parts and number is not None and not news:
        parts = titles.unmarked(_head(nodes[:30], None))
    if parts:
        result.title, result.sources["title"] = titles.shown(parts), [(parts[0].whole[0], parts[-1].whole[1])]
    if news:
        result.number, result.sources["number"] = None, []
    issuer = issuer_of(outline, named[0] if named else None, news=news)
    if issuer is not None:
        result.issuer, result.sources["issuer"] = issuer
    _date(result, nodes, named[0] if named else None, news=news)
    _basis(result, nodes)
    _foot(result, outline, news=news)
    found = period_of(outline, result)
    if found is not None:
        result.period, span = found
        result.sources["period"] = [span]
    horizon = horizon_of(outline, result)
    if horizon is not None:
        result.horizon, span = horizon
        result.sources["horizon"] = [span]
    return result


def _put(result: Document, key: str, found: tuple[str, Span] | None) -> None:
    if found is not None:
        setattr(result, key, found[0])
        result.sources[key] = [found[1]]


def _kind(outline: Outline, named: tuple[Node, str] | None, titled: tuple[Node, str] | None, number: str | None) -> str:
    if named is not None and (named[0].text.isupper() or not kinds.looks_like_news(outline)):
        return named[1]
    told = kinds.by_number(number)
    if told:
        return told
    if kinds.agreed(outline):
        return "other"
    if kinds.looks_like_news(outline) and not (titled and kinds.planned(outline)):
        return "news"
    if titled is not None and (kinds.planned(outline, 1) or titled[0].text.isupper()):
        return titled[1]
    if kinds.planned(outline):
        return "plan"
    return "news" if kinds.about_a_plan(outline) and titled is None else "other"


# -- number and date --------------------------------------------------------------------------------------------
def _head(nodes: list[Node], before: Node | None) -> list[Node]:
    """The nodes of the head: up to the line of the kind, else those before the first section."""
    out = []
    for node in nodes[:120]:
        if node is before:
            break
        if node.role is not Role.head and before is None:
            break
        out.append(node)
    return out


def _number(source: Source, nodes: list[Node], kind: Node | None) -> tuple[str, Span] | None:
    """The document's own number: from its head, its site's properties, or what its annex says."""
    found = None
    for node in _head(nodes, kind):
        for match in _NUMBER_LINE.finditer(node.folded):
            if node.passage.text[match.start()] != "S" or not _begins_line(source, node.passage.starts[match.start()]):
                continue
            own = _OWN.match(node.text, match.end())
            if own and len(node.folded) < 240:
                found = _made(own), node.passage.span(own.start("n"), own.end())
    if found is not None:
        return found
    for node in nodes[:12] if kind is None else ():
        titled = _NAMED.match(node.folded) if node.role is Role.head and not node.label else None
        own = _OWN.match(node.text, titled.end()) if titled else None
        if own:
            return _made(own), node.passage.span(own.start("n"), own.end())
    for node in nodes:
        annexed = _ANNEXED.match(node.folded)
        own = _OWN.match(node.text, annexed.end()) if annexed else None
        if own:
            return _made(own), node.passage.span(own.start("n"), own.end())
    return None


def _begins_line(source: Source, at: int) -> bool:
    """Whether a line, or a cell of a table, begins at `at`."""
    before = source.text[max(0, at - 80) : at].rstrip(" \xa0*_#>\u200b")
    return not before or before.endswith(("\n", "\t", "|", "\\r\\n"))


def _made(own: re.Match[str]) -> str:
    suffix = re.sub(r"\s", "", own["s"]).rstrip(".,")
    year = f"/{own['y']}" if own["y"] else ""
    return f"{own['n']}{year}{own['d']}{suffix}"


def _date(result: Document, nodes: list[Node], kind: Node | None, *, news: bool) -> None:
    if news:
        return
    for node in _head(nodes, kind):
        place = _PLACE.search(node.folded)
        found = _DATE.search(node.folded, place.start("place")) if place else None
        if found and _take_date(result, node.passage, found):
            return
    for node in nodes:
        place = _PLACE.match(node.folded) if node.role in (Role.head, Role.foot) and len(node.text) < 90 else None
        found = _DATE.search(node.folded, place.end() - 5) if place else None
        if found and _take_date(result, node.passage, found):
            return
    for node in nodes:
        issued = _ISSUED.search(node.folded) if node.role in (Role.head, Role.other) else None
        if issued and _take_date(result, node.passage, issued):
            return
    for node in nodes:
        match = _ANNEXED.match(node.folded)
        found = _DATE.search(node.folded, match.end(), match.end() + 60) if match else None
        if found and _take_date(result, node.passage, found):
            return


def _take_date(result: Document, passage: Passage, match: re.Match[str]) -> bool:
    parts = match.groupdict()
    try:
        day = datetime.date(int(parts.get("y") or parts["y2"]), int(parts.get("m") or parts["m2"]), int(parts["d"]))
    except ValueError:
        return False
    result.issued_on = day.isoformat()
    result.sources["issued_on"] = [passage.span(*match.span())]
    return True


# -- basis and foot ---------------------------------------------------------------------------------------------
def _basis(result: Document, nodes: list[Node]) -> None:
    """Every number the text cites, in order, once; which of them this document replaces or carries on."""
    spans: list[Span] = []
    for node in nodes:
        for cited in citations(node.paragraph):
            if result.number and same(cited.number, result.number):
                continue
            before = node.paragraph.folded[max(0, cited.start - 110) : cited.start]
            span = node.paragraph.span(cited.start, cited.end)
            _note(result, cited.number, "supersedes", span, bool(_SUPERSEDES.search(before)))
            carried = node.role in (Role.head, Role.basis) and _carries_on(
                cited.number, before, node.paragraph.folded[cited.end : cited.end + 220]
            )
            _note(result, cited.number, "inherits", span, carried)
            known = next((i for i, number in enumerate(result.legal_basis) if same(cited.number, number)), None)
            if known is None:
                result.legal_basis.append(cited.number)
                spans.append(span)
            elif result.legal_basis[known].isupper() and not cited.number.isupper():  # the title wrote it in capitals
                result.legal_basis[known], spans[known] = cited.number, span
    result.inherits = [n for n in result.inherits if n not in result.supersedes]
    result.sources["legal_basis"] = spans


def _note(result: Document, number: str, key: str, span: Span, applies: bool) -> None:
    known: list[str] = getattr(result, key)
    if applies and number not in known:
        known.append(number)
        result.sources.setdefault(key, []).append(span)


def _carries_on(number: str, before: str, after: str) -> bool:
    """Whether a cited document is the local plan or programme this one carries out."""
    if re.search(r"/KH-|/CTr-|-KH/|-CTr/|/ĐA-", number):
        return True
    local = re.search(r"/QĐ-(?:UBND|CT)|/NQ-HĐND", number)
    clause = _OWN_ACT.split(after.partition(";")[0])[0]
    return bool(
        local and _PLAN_WORDS.search(clause) and re.search(r"ban hanh|phe duyet|thong qua|ve", clause[: _first(clause)])
    )


def _first(clause: str) -> int:
    match = _PLAN_WORDS.search(clause)
    return match.start() if match else 0


def _foot(result: Document, outline: Outline, *, news: bool) -> None:
    if news:
        return
    nodes = signoff.foot_nodes(outline)
    listed = signoff.recipients(nodes)
    result.recipients = [item.text for item in listed]
    result.sources["recipients"] = [item.whole for item in listed]
    name, title = signoff.signer(nodes)
    if name is None:
        name = _property(outline, "nguoi ky")
    if name is not None:
        result.signer, result.sources["signer"] = cased_name(name.text), [name.whole]
        if title is not None:
            result.signer_title, result.sources["signer_title"] = signoff.titled(title.text), [title.whole]


def cased_name(name: str) -> str:
    """A person's name, not in capitals."""
    return name.title() if name.isupper() else name


def _property(outline: Outline, key: str) -> Passage | None:
    """A property as sites show it above a document ("Người ký: …")."""
    for index, node in enumerate(outline.nodes()):
        if index > 60 or node.role is not Role.head:
            break
        at = node.folded.find(key)
        if at >= 0:
            match = re.compile(r"\s*[:|]\s*((?:[A-ZĐÀ-Ỵ][a-zà-ỹđ]*)(?: [A-ZĐÀ-Ỵ][a-zà-ỹđ]*){1,4})").match(
                node.text, at + len(key)
            )
            if match:
                return node.passage.group(match, 1)
    return None
