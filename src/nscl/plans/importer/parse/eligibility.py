"""Who may be supported and under what conditions: principles, priorities, kinds of beneficiaries."""

from __future__ import annotations

import re
from typing import Final

from nscl.plans.importer.facts import Document, Eligibility
from nscl.plans.importer.parse import quantities
from nscl.plans.importer.parse.outline import Node, Outline, Role

_CONDITION: Final = re.compile(r"điều kiện|nguyên tắc|tiêu chí|ưu tiên|không hỗ trợ|không được hỗ trợ|yêu cầu đối với")
_AUDIENCE: Final = re.compile(r"đối tượng(?! (?:và|,)? ?phạm vi điều chỉnh)")
_BENEFICIARY: Final = re.compile(
    r"doanh nghiệp|hợp tác xã|cơ sở|(?<!\w)hộ(?!\w)|chủ thể|cá nhân|nông dân|trang trại|nhà khoa học|nhóm|người"
)
_OFFICE: Final = re.compile(
    r"(?:các )?(?:cơ quan|sở|ủy ban|ubnd|phòng|ban|đơn vị)(?!\w)|.{0,60}(?:có )?liên quan(?: đến)?"
)
_LINE: Final = re.compile(
    r"(?:về )?(?:các )?(?:điều kiện|nguyên tắc|tiêu chí|đối tượng|ưu tiên)(?: [^.;:]{0,60})?: ?\S"
    r"|(?:chỉ hỗ trợ|không hỗ trợ|ưu tiên(?: hỗ trợ| các| những| doanh| lựa)) ?"
)
_WITHIN: Final = frozenset({Role.support, Role.tasks, Role.funding, Role.other})


def eligibility(outline: Outline, document: Document) -> list[Eligibility]:
    """Conditions of support, in order. Offices that are merely concerned are no beneficiaries."""
    return [Eligibility(node.ref, node.text, node.span) for node in outline.nodes() if _is_condition(node)]


def _is_condition(node: Node) -> bool:
    if not node.text or node.style in ("root", "part"):
        return False
    lower = quantities.prepare(node.text)
    if not _in_section(node):
        return node.role in _WITHIN and _LINE.match(lower) is not None
    if node.children and not _says_itself(lower):
        return False
    heading = _heading(node)
    if heading is None:
        return _LINE.match(lower) is not None
    if _CONDITION.search(quantities.prepare(heading.text[:200])):
        return True
    own = lower.partition(":")[2] if heading is node else lower
    return bool(_BENEFICIARY.search(own)) and not _OFFICE.match(own.strip())


def _in_section(node: Node) -> bool:
    """Whether a node stands in a section of conditions, whatever its own first words are taken for."""
    return node.role is Role.eligibility or (node.parent is not None and node.parent.role is Role.eligibility)


def _says_itself(lower: str) -> bool:
    """Whether a paragraph with items below it is more than their heading."""
    return len(lower) > 60 and not lower.endswith(":") and not re.match(r"[^.;:]{0,90}$", lower)


def _heading(node: Node) -> Node | None:
    """The nearest heading above that speaks of conditions or beneficiaries; the node itself for `Đối tượng: …`."""
    lower = quantities.prepare(node.text)
    if _LINE.match(lower):
        return node
    for above in node.ancestors():
        title = quantities.prepare(above.text[:200])
        if _CONDITION.search(title) or _AUDIENCE.search(title):
            return above
    return None
