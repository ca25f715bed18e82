"""Does a budget add up: levels, quantity times price, parts by source, the total against text and words?"""

from __future__ import annotations

from nscl.plans.importer.facts import BudgetLine
from nscl.plans.importer.parse.budget_columns import Amounts
from nscl.plans.importer.parse.tables import Line
from nscl.shared import money

Pair = tuple[Line, BudgetLine]


def check(
    lines: list[Pair],
    amounts: Amounts,
    total: int | None,
    total_line: Line | None,
    stated: int | None,
    in_words: str | None,
) -> list[str]:
    """A Vietnamese sentence for everything that does not add up."""
    problems = [p for pair in lines for p in (_product(pair, amounts), _parts(pair, amounts)) if p]
    problems += _levels(lines, amounts)
    if total is not None:
        problems += _total(lines, total)
        if total_line is not None:
            values = [v for v in amounts.part_values(total_line) if v is not None]
            if amounts.total is not None and len(values) > 1 and sum(values) != total:
                problems.append(f"Dòng tổng cộng: các nguồn cộng lại là {_vnd(sum(values))}, dòng ghi {_vnd(total)}.")
        if stated is not None and stated != total:
            problems.append(f"Tổng cộng của bảng là {_vnd(total)}, phần lời ghi {_vnd(stated)}.")
    elif (
        stated is not None
        and (known := _sum([line for source, line in lines if not source.parents]))
        and known != stated
    ):
        problems.append(f"Các mục của bảng cộng lại là {_vnd(known)}, phần lời ghi {_vnd(stated)}.")
    return problems + words(stated if stated is not None else total, in_words)


def words(vnd: int | None, in_words: str | None) -> list[str]:
    """The amount in words against the amount in figures."""
    if vnd is None or not in_words:
        return []
    spelt = money.from_words(in_words)
    if spelt is None:
        return [f"Không đọc được số tiền bằng chữ “{in_words}”."]
    return [] if spelt == vnd else [f"Số tiền bằng chữ “{in_words}” là {_vnd(spelt)}, bằng số là {_vnd(vnd)}."]


def _product(pair: Pair, amounts: Amounts) -> str | None:
    source, line = pair
    counts = amounts.all_quantities(source)
    if line.unit_price_vnd is None or line.amount_vnd is None or not counts:
        return None
    product = float(line.unit_price_vnd)
    for count in counts:
        product *= count
    if abs(product - line.amount_vnd) <= _rounding(source, amounts, counts):
        return None
    figures = " × ".join([*(_plain(c) for c in counts), _vnd(line.unit_price_vnd)])
    return f"Mục {_name(line)}: {figures} = {_vnd(round(product))}, bảng ghi {_vnd(line.amount_vnd)}."


def _rounding(source: Line, amounts: Amounts, counts: list[int | float]) -> float:
    """What may be lost to rounding: nothing where figures are whole."""
    places = amounts.decimals(source, amounts.price_column)
    if not places:
        return 0.5
    of_price: float = 0.5 * amounts.price_worth / 10**places
    for count in counts:
        of_price *= count
    of_amount: float = 0.5 * amounts.worth / 10 ** amounts.decimals(source, amounts.total)
    return of_price + of_amount


def _parts(pair: Pair, amounts: Amounts) -> str | None:
    source, line = pair
    values = [v for v in amounts.part_values(source) if v is not None]
    if amounts.total is None or line.amount_vnd is None or not values or sum(values) == line.amount_vnd:
        return None
    return f"Mục {_name(line)}: các nguồn (hoặc năm) cộng lại là {_vnd(sum(values))}, bảng ghi {_vnd(line.amount_vnd)}."


def _levels(lines: list[Pair], amounts: Amounts) -> list[str]:
    problems = []
    for source, line in lines:
        below = [(s, b) for s, b in lines if s.parents and s.parents[-1] is source]
        if not below or line.amount_vnd is None:
            continue
        known = _sum([b for _, b in below])
        if known is None or abs(known - line.amount_vnd) <= _slack([s for s, _ in below], amounts):
            continue
        if _beside(lines, source, line, known) or _nested(below, line):
            continue
        names = ", ".join(b.ref for _, b in below if b.ref) if len(below) < 6 else f"{len(below)} dòng"
        problems.append(
            f"Mục {_name(line)}: các dòng bên dưới ({names}) cộng lại là {_vnd(known)}, bảng ghi "
            f"{_vnd(line.amount_vnd)}."
        )
    return problems


def _beside(lines: list[Pair], source: Line, line: BudgetLine, known: int) -> bool:
    """Whether unnumbered rows after the last item stand beside it: together they make the heading's amount."""
    if not source.parents:
        return False
    holder = next((b for s, b in lines if s is source.parents[-1]), None)
    siblings = [b for s, b in lines if s.parents and s.parents[-1] is source.parents[-1]]
    others = _sum(siblings)
    return (
        holder is not None
        and holder.amount_vnd is not None
        and others is not None
        and others + known == holder.amount_vnd
    )


def _nested(below: list[Pair], line: BudgetLine) -> bool:
    """Whether bullets among the rows below detail the row above them rather than stand beside it."""
    for marks in (("+",), ("-", "+", "•", "*")):
        outer = [b for s, b in below if s.label.strip() not in marks]
        if 0 < len(outer) < len(below) and _sum(outer) == line.amount_vnd:
            return True
    return False


def _slack(rows: list[Line], amounts: Amounts) -> float:
    places = max((amounts.decimals(row, amounts.total) for row in rows), default=0)
    return 0.5 * amounts.worth / 10**places * len(rows) if places > 1 else 0


def _total(lines: list[Pair], total: int) -> list[str]:
    top = [line for source, line in lines if not source.parents]
    known = _sum(top)
    if known is None or known == total:
        return []
    if any(line.amount_vnd == total for line in top):
        return []
    return [f"Các mục lớn cộng lại là {_vnd(known)}, dòng tổng cộng ghi {_vnd(total)}."]


def _sum(lines: list[BudgetLine]) -> int | None:
    """The sum of lines; None when one of them has no amount."""
    values = [line.amount_vnd for line in lines]
    known = [v for v in values if v is not None]
    return sum(known) if known and len(known) == len(values) else None


def _name(line: BudgetLine) -> str:
    name = line.name if len(line.name) <= 60 else line.name[:57].rsplit(" ", 1)[0] + "…"
    return f"{line.ref} “{name}”" if line.ref and line.ref != "-" else f"“{name}”"


def _vnd(vnd: int) -> str:
    return money.format_vnd(vnd)


def _plain(number: int | float) -> str:
    return f"{number:g}".replace(".", ",") if isinstance(number, float) else str(number)
