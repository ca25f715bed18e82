"""A plan in the layout of Decree 30/2020: aims, tasks, money, who does what, reporting, with its annexes.

Made from the plan's rows, not from the file it came in: a draft copied from last year prints as the new year's draft.
It is in Vietnamese whoever makes it. What nobody has told stays blank for the clerk.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from nscl.accounts.models import User
from nscl.documents import rendering
from nscl.documents.models import DocumentKind
from nscl.documents.rendering import wording
from nscl.documents.rendering.model import (
    Annex,
    Block,
    By,
    Dashes,
    Headed,
    Level,
    Official,
    Paragraph,
    Run,
    Signature,
)  # fmt: skip
from nscl.interfaces.plan_papers import BUDGET, TASKS, budget_table, tasks_table
from nscl.plans import access, words
from nscl.plans.models import Duty, LegalBasis, Plan, Target, Task
from nscl.plans.queries.overview import bases as read_bases
from nscl.plans.queries.pages import entries
from nscl.plans.queries.review import Entry
from nscl.shared import periods
from nscl.shared.money import format_vnd, to_words

DRAFT = "Dự thảo"
COMMITTEE = re.compile(r"^(?:UBND|Ủy ban nhân dân)\s+", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*(\d+[a-zA-Z]?)\s*/\s*(\S+)\s*$")
# The kind of a cited text by the letters in its number, where the register does not know it.
_KINDS = (
    ("NĐ", "Nghị định"), ("TT", "Thông tư"), ("NQ", "Nghị quyết"), ("QH", "Luật"), ("QĐ", "Quyết định"),
    ("CT", "Chỉ thị"), ("KH", "Kế hoạch"), ("TB", "Thông báo"), ("BC", "Báo cáo"), ("CTr", "Chương trình"),
)  # fmt: skip
Groups = dict[str, list[Entry]]


@translation.override(settings.LANGUAGE_CODE)
def made(*, ending: str, by: User, plan: int) -> bytes:
    """The document as a file, for whoever may read the plan."""
    found = access.plan_for(by, plan)
    return rendering.render(official(found, entries(found), read_bases(found)), ending)


def official(plan: Plan, groups: Groups, bases: Iterable[LegalBasis]) -> Official:
    """The plan as a document; a draft bears the word. `groups` are its live entries by kind's slug."""
    parent, issuer = body_of(plan.issuer)
    number, symbol = _number(plan)
    year = plan.period_from if plan.is_draft else None
    return Official(
        parent=parent,
        issuer=issuer or " ",
        mark=DRAFT if plan.is_draft else "",
        number=number,
        symbol=symbol,
        place=plan.province.name,
        issued_on=plan.issued_on,
        year=year,
        kind=str(plan.get_kind_display()),
        subject=subject(plan),
        bases=tuple(basis_words(basis) for basis in bases),
        body=tuple(_body(plan, groups)),
        signatures=(_signature(plan),),
        recipients=_recipients(plan),
        annexes=tuple(_annexes(plan, groups)),
    )


def gaps(plan: Plan) -> list[str]:
    """What is left blank on paper, as the page says it."""
    told = [
        (plan.number, _("số, ký hiệu")),
        (plan.issued_on, _("ngày ban hành")),
        (plan.issuer, _("cơ quan ban hành")),
        (plan.signer, _("người ký")),
        (plan.recipients, _("nơi nhận")),
    ]
    return [name for value, name in told if not value]


def body_of(issuer: str) -> tuple[str, str]:
    """The body above and the issuing body as they stand at the head; a committee's name is on two lines."""
    name = " ".join(issuer.split())
    if found := COMMITTEE.match(name):
        return "", f"Ủy ban nhân dân\n{name[found.end() :]}"
    return "", name


def spelled(issuer: str) -> str:
    """The issuer in a sentence: `Ủy ban nhân dân tỉnh Kon Tum`."""
    name = " ".join(issuer.split())
    return f"Ủy ban nhân dân {name[found.end() :]}" if (found := COMMITTEE.match(name)) else name


def _number(plan: Plan) -> tuple[str | None, str]:
    if found := _NUMBER.match(plan.number):
        return found[1], found[2]
    if plan.number:
        return plan.number, ""
    return None, "KH-UBND" if COMMITTEE.match(plan.issuer) or not plan.issuer else "KH"


def subject(plan: Plan) -> str:
    """The title without the name of its kind, which stands above it."""
    kind, title = str(plan.get_kind_display()), words.title(plan)
    rest = title[len(kind) :].strip() if title.lower().startswith(f"{kind.lower()} ") else title
    return rest[:1].upper() + rest[1:]


def basis_words(basis: LegalBasis) -> str:
    """`Căn cứ Quyết định số 1322/QĐ-TTg ngày 31 tháng 8 năm 2020 của Thủ tướng Chính phủ …`, as far as it is known."""
    entry: Any = getattr(basis, "entry", None) or basis.legal_text
    if entry is None:
        kind = next(
            (name for letters, name in _KINDS if re.search(rf"(?<![A-ZĐ]){letters}(?![a-zà-ỹ])", basis.number)),
            "văn bản",
        )
        return f"Căn cứ {kind} số {basis.number}"
    kind = str(entry.get_kind_display())
    day = f" {wording.day_words(entry.issued_on)}" if entry.issued_on else ""
    title = " ".join(entry.title.split())
    if entry.kind == DocumentKind.LAW:
        return f"Căn cứ {title or kind} số {basis.number}{day}"
    bare = title[len(kind) :].strip() if title.lower().startswith(f"{kind.lower()} ") else title
    about = f" {bare[:1].lower()}{bare[1:]}" if bare else ""
    return f"Căn cứ {kind} số {basis.number}{day} của {entry.issuer}{about}"


def _body(plan: Plan, groups: Groups) -> Iterator[Block]:
    kind = str(plan.get_kind_display())
    yield Paragraph(f"{spelled(plan.issuer) or '…'} ban hành {kind} {_lower(subject(plan))} như sau:")
    parts = (
        ("Mục tiêu", _targets(groups)),
        ("Nhiệm vụ, giải pháp", _work(groups)),
        ("Kinh phí thực hiện", _money(plan, groups)),
        ("Tổ chức thực hiện", _duties(groups)),
        ("Chế độ báo cáo", _reports(groups)),
    )
    for title, blocks in parts:
        if blocks:
            yield Headed(Level.ROMAN, title, body=tuple(blocks))
    yield Paragraph(
        "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các cơ quan, đơn vị kịp thời phản ánh để được xem xét, "
        "giải quyết./."
    )


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _targets(groups: Groups) -> list[Block]:
    """By period; a sentence that holds several targets stands once, under the first one's period."""
    said: set[str] = set()
    by_period: dict[str, list[str]] = {}
    for entry in groups["chi-tieu"]:
        target = entry.item
        assert isinstance(target, Target)
        text = _sentence(target.text or _capital(words.figure(target)))
        if text not in said:
            said.add(text)
            by_period.setdefault(target.period, []).append(text)
    if len(by_period) == 1 and "" in by_period:
        return [Dashes(tuple(by_period[""]))]
    return [
        Headed(
            Level.CLAUSE,
            f"Mục tiêu {periods.show(period)}" if period else "Mục tiêu khác",
            body=(Dashes(tuple(lines)),),
        )
        for period, lines in by_period.items()
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sentence(text: str) -> str:
    """On one line, with its end."""
    line = " ".join(text.split())
    line = re.sub(r"^(?:[-–+*•]|\(?[a-zđ0-9]{1,3}[.)])\s+", "", line)
    return line if line[-1:] in ".;:!?…" else f"{line}."


def _work(groups: Groups) -> list[Block]:
    blocks: list[Block] = []
    if tasks := groups[TASKS]:
        where = _annex_name(groups, TASKS)
        told = f"Các nhiệm vụ, cơ quan chủ trì, cơ quan phối hợp, thời gian và sản phẩm: chi tiết tại {where} kèm theo."
        blocks.append(Paragraph(told) if in_annex(tasks) else _tasks(groups))
    if rules := groups["muc-ho-tro"]:
        blocks.append(Headed(Level.CLAUSE, "Nội dung và mức hỗ trợ", body=tuple(_rules([e.item for e in rules]))))
    if conditions := groups["dieu-kien"]:
        lines = tuple(_sentence(text) for text in dict.fromkeys(entry.item.text for entry in conditions))
        blocks.append(Headed(Level.CLAUSE, "Điều kiện hỗ trợ", body=_points(lines)))
    return blocks


def _rules(rules: list[Any]) -> Iterator[Block]:
    """A rule whose sentence names its rate stands for itself; the others under the rate they have in common."""
    for rate, same in groupby(rules, key=_rate_above):
        lines = tuple(_sentence(text) for text in dict.fromkeys(_rule(rule) for rule in same))
        if rate:
            yield Headed(Level.POINT, text=f"Hỗ trợ {rate} kinh phí cho các nội dung sau:", body=(Dashes(lines),))
        else:
            yield from _points(lines)


def _rate_above(rule: Any) -> str:
    rate = words.rate(rule).replace(" ", "")
    return rate if rule.text and rate and rate not in rule.text.replace(" ", "") else ""


def _tasks(groups: Groups) -> Block:
    lines = tuple(_sentence(_title(entry)) for entry in groups[TASKS])
    return Headed(Level.CLAUSE, "Nhiệm vụ", body=_points(lines))


def _title(entry: Entry) -> str:
    task = entry.item
    assert isinstance(task, Task)
    return task.title


def _points(lines: tuple[str, ...]) -> tuple[Block, ...]:
    return tuple(Headed(Level.POINT, text=line) for line in lines)


def in_annex(tasks: list[Entry]) -> bool:
    """Whether the tasks tell more than themselves, so that they need the table of the annex."""
    return any(
        entry.mentions or entry.item.when_text or entry.item.when or entry.item.outputs  # type: ignore[attr-defined]
        for entry in tasks
    )


def _rule(rule: Any) -> str:
    """The rule in the plan's words, else made of its content, rate and cap."""
    if rule.text:
        return str(rule.text)
    rate, cap = words.rate(rule), words.cap(rule)
    figures = ", ".join(part for part in (rate and f"hỗ trợ {rate} chi phí", cap and f"không quá {cap}") if part)
    return f"{rule.content}: {figures}" if figures else str(rule.content)


def _money(plan: Plan, groups: Groups) -> list[Block]:
    total = plan.budget_total_vnd
    where = f", chi tiết tại {_annex_name(groups, BUDGET)} kèm theo" if groups[BUDGET] else ""
    if total is None:
        sources = " bố trí từ ngân sách nhà nước theo phân cấp và các nguồn hợp pháp khác"
        return [Paragraph(f"Kinh phí thực hiện Kế hoạch{where or sources}.")]
    in_words = plan.budget_in_words or to_words(total)
    return [
        Paragraph(
            f"Tổng kinh phí thực hiện Kế hoạch là {format_vnd(total).replace(' đ', ' đồng')} ({in_words}){where}."
        )
    ]


def _annex_name(groups: Groups, kind: str) -> str:
    present = [k for k in (TASKS, BUDGET) if groups[k] and (k != TASKS or in_annex(groups[TASKS]))]
    if len(present) < 2:
        return "Phụ lục"
    return f"Phụ lục {'I' if present.index(kind) == 0 else 'II'}"


def _duties(groups: Groups) -> list[Block]:
    found: list[Block] = []
    for entry in groups["trach-nhiem"]:
        duty = entry.item
        assert isinstance(duty, Duty)
        names = (
            ", ".join(dict.fromkeys(mention.name for mention in entry.agencies)) or "Các cơ quan, đơn vị có liên quan"
        )
        given = [_sentence(text) for text in (duty.duties or [duty.text]) if text.strip()]
        if len(given) == 1:
            found.append(Headed(Level.CLAUSE, text=(Run(f"{names}: ", bold=True), Run(given[0]))))
        else:
            found.append(Headed(Level.CLAUSE, names, body=_points(tuple(given))))
    return found


def _reports(groups: Groups) -> list[Block]:
    """The sentences that name a day, but for those that stand among the duties."""
    duties = " ".join(_plain(text) for entry in groups["trach-nhiem"] for text in [entry.item.text, *entry.item.duties])  # type: ignore[attr-defined]
    lines = [_sentence(entry.item.text) for entry in groups["thoi-han"] if entry.item.text.strip()]
    kept = tuple(line for line in dict.fromkeys(lines) if _plain(line).rstrip(".;") not in duties)
    if kept or not lines:
        return [Dashes(kept)] if kept else []
    return [Paragraph("Thời hạn và nơi nhận báo cáo: như nêu tại phần Tổ chức thực hiện.")]


def _plain(text: str) -> str:
    return " ".join(text.split())


def _signature(plan: Plan) -> Signature:
    title = plan.signer_title or ("Chủ tịch" if COMMITTEE.match(plan.issuer) else "")
    behalf: list[tuple[By, str]] = []
    if COMMITTEE.match(plan.issuer):
        behalf.append((By.COLLECTIVE, "Ủy ban nhân dân"))
    if title.lower().startswith("phó "):
        behalf.append((By.FOR, title[4:]))
    return Signature(title, plan.signer, tuple(behalf))


def _recipients(plan: Plan) -> tuple[str, ...]:
    names = tuple(plan.recipients)
    return names if any(name.strip().lower().startswith("lưu") for name in names) else (*names, "Lưu: VT")


def _annexes(plan: Plan, groups: Groups) -> Iterator[Annex]:
    if in_annex(groups[TASKS]):
        yield Annex("Nhiệm vụ của Kế hoạch", (tasks_table(groups[TASKS]),), landscape=True)
    if groups[BUDGET]:
        yield Annex("Dự toán kinh phí", tuple(budget_table(plan, groups[BUDGET])))
