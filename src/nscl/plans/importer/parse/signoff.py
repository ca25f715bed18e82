"""The foot of a document: who signed, as what, and to whom it goes."""

from __future__ import annotations

import re
from dataclasses import replace

from nscl.plans.importer.parse.outline import Node, Outline, Role
from nscl.plans.importer.parse.passage import Passage

_RECIPIENTS = re.compile(r"noi nhan\s*:?\s*")
_SIGN = re.compile(
    r"(?:tm|kt|tl|tuq)\s?\.\s?(?:[a-z]|$)|[tk]/[mtl] |q\s?\. ?(?:chu tich|giam doc)|(?:chu tich|giam doc) pho |(?:pho"
    r" )?(?:chu tich|giam doc|truong ban|bo truong|thu truong|thu tuong|cuc truong|chi cuc truong|tong cuc truong"
    r"|chanh van phong|chanh thanh tra|vien truong|hieu truong|tong giam doc|bi thu)(?: thuong truc| tinh uy| thanh"
    r" uy)?[,.]?$"
)
_TITLE = re.compile(
    r"(?:phó |quyền |q\. ?)?(?:chủ tịch|giám đốc|trưởng ban|bộ trưởng|thứ trưởng|thủ tướng|cục trưởng|chi cục trưởng"
    r"|tổng cục trưởng|viện trưởng|chánh văn phòng|hiệu trưởng|tổng giám đốc|bí thư|trưởng phòng|vụ trưởng|chánh"
    r" thanh tra)"
    r"(?: thường trực)?",
    re.IGNORECASE,
)
_WORD = r"(?:[A-ZĐÀ-Ỵ]['’]?[A-ZĐ]?[a-zà-ỹđ]+|[A-ZĐ]\.?)"
_NAME = re.compile(rf"(?:(?:TS|ThS|PGS|GS|BS|KS)\.?\s?)*(?P<name>{_WORD}(?:[ -]{_WORD}){{1,4}})\s*[.]?$")
_CAPS_NAME = re.compile(r"(?P<name>[A-ZĐÀ-Ỵ]+(?: [A-ZĐÀ-Ỵ]+){1,4})$")
_NO_NAME = re.compile(
    r"ủy ban|uỷ ban|chủ tịch|giám đốc|nơi nhận|nhân dân|tỉnh\b|thành phố|phụ lục|biểu|kế hoạch|chương trình|văn phòng"
    r"|phòng\b|hội đồng|\bsở \w|\bban \w|\bbộ \w|\btrang (?:chủ|\d)|^lưu\b"
    r"|\bbáo\b|\bđài\b|cổng thông tin|cộng hòa|độc lập|trưởng\b|thủ tướng|danh mục|dự toán|khoa học|công nghệ|việt"
    r" nam|quyết định|thường trực|chia sẻ|bài viết|\btin \w|văn bản|tải về|liên quan|\btheo\b"
    r"|lưu trữ|ghi chú|ý kiến|chủ đề|từ khóa|đăng nhập|đọc thêm|xem thêm|bình luận"
)
_KEEP = re.compile(r"luu\b")


def foot_nodes(outline: Outline) -> list[Node]:
    """The nodes of the first foot of the document that has a signature or a list of recipients."""
    nodes: list[Node] = []
    for node in outline.nodes():
        if node.role is Role.foot:
            nodes.append(node)
        elif nodes:
            break
    return _columns(nodes)


def _columns(nodes: list[Node]) -> list[Node]:
    """A foot typed in two columns with blanks between: the left column first, then the right one."""
    left: list[Node] = []
    right: list[Node] = []
    for node in nodes:
        text = node.passage
        gap = next((i for i, c in enumerate(text.text) if c == " " and text.ends[i] - text.starts[i] >= 5), 0)
        if not gap:
            alone = not node.label and bool(right) and not _RECIPIENTS.match(node.folded)
            (right if alone else left).append(node)
            continue
        part = text.slice(0, gap)
        left.append(replace(node, passage=part, paragraph=part))
        rest = text.slice(gap)
        right.append(replace(node, passage=rest, paragraph=rest, label="", style="text"))
    return [*left, *right]


def recipients(nodes: list[Node]) -> list[Passage]:
    """The items under "Nơi nhận", each as written without its bullet."""
    out: list[Passage] = []
    bulleted = any(n.bullet or n.style in ("-", "+") for n in nodes)
    inside = last = False
    for node in nodes:
        head = _RECIPIENTS.match(node.folded)
        if head and not inside:
            inside = True
            rest = node.passage.slice(head.end())
            for part in rest.split(re.compile(r"(?:^|[;.|]\s*)-\s*|;\s*(?=[A-ZĐ])|\|")):
                if not _SIGN.match(part.folded.strip(" |")):
                    out.append(part.strip(" -;.,|"))
            continue
        if not inside:
            continue
        if _SIGN.match(node.folded) and not node.label:
            break
        if _looks_personal(node) and last:
            break
        if (
            not node.label
            and out
            and ((bulleted and not last) or node.text[:1].islower())
            and len(node.text) < 60
            and not _looks_personal(node)
        ):
            continue
        if last and not node.label:
            break
        items = [node.passage] if bulleted else _by_lines(node)
        out.extend(item for item in (part.strip(" -;.,") for part in items) if item)
        last = bool(_KEEP.match(node.folded))
    return [item for item in out if item.text]


def _by_lines(node: Node) -> list[Passage]:
    """The parts of a paragraph whose lines end in commas and begin with capitals: items of a list without marks."""
    text = node.passage
    begins = [next((i for i, s in enumerate(text.starts) if s >= start), 0) for start, _ in node.spans[1:]]
    cuts = [i for i in begins if i and text.text[:i].rstrip().endswith(",") and text.text[i].isupper()]
    return [text.slice(a, b) for a, b in zip([0, *cuts], [*cuts, len(text.text)], strict=True)]


def _looks_personal(node: Node) -> bool:
    return _person(node.passage) is not None


def signer(nodes: list[Node]) -> tuple[Passage | None, Passage | None]:
    """The name of the person who signed and the title signed under."""
    title: Passage | None = None
    signing = False
    for node in nodes:
        folded = node.folded
        head = _RECIPIENTS.match(folded)
        if head and not _SIGN.match(folded, head.end()):
            continue
        if head:
            signing, title = True, _title(node.passage.slice(head.end()))
            continue
        if _SIGN.match(folded) and not node.label:
            signing = True
        if node.label or not signing:
            continue
        found = _title(node.passage)
        if found is not None:
            title = found
            rest = _person(node.passage.slice(node.text.find(found.text) + len(found.text)))
            if rest is not None:
                return rest, title
            continue
        name = _person(_without_debris(node.passage))
        if name is not None:
            return name, title
    return None, title


def _without_debris(text: Passage) -> Passage:
    match = re.match(r"\(?\s?(?:da ky|ky ten|dau)[^)]*\)?\s*[:.]?\s*", text.folded)
    return text.slice(match.end()) if match else text


def _title(text: Passage) -> Passage | None:
    """The last title in a line of a signature that is nothing but titles ("KT. CHỦ TỊCH PHÓ CHỦ TỊCH")."""
    if len(text.text) > 160:
        return None
    found = None
    for match in _TITLE.finditer(text.text):
        found = match
    return text.group(found) if found else None


def _person(text: Passage) -> Passage | None:
    """The passage as a person's name, or None."""
    plain = text.strip(" .,;*")
    if not 4 <= len(plain.text) <= 45 or any(c.isdigit() for c in plain.text) or _NO_NAME.search(plain.text.lower()):
        return None
    match = _NAME.match(plain.text) or _CAPS_NAME.match(plain.text)
    return plain.group(match, "name") if match else None


def titled(text: str) -> str:
    """A title as it is written in a sentence: `PHÓ CHỦ TỊCH` → `Phó Chủ tịch`."""
    if not text.isupper():
        return text
    low = text.lower()
    for prefix in ("phó ", "quyền "):
        if low.startswith(prefix):
            return prefix.capitalize() + low[len(prefix) :].capitalize()
    return low.capitalize()
