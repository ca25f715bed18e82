"""The fixed words of a document: its number, its day, its bases, its cells. Decree 30/2020, annex I."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal

from nscl.documents.rendering.model import Official, Run, Signature, Text, Value

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
BLANK_NUMBER = "\u00a0" * 6
BLANK_DAY = "\u00a0" * 6
_DEGREES = re.compile(
    r"^(?:(?:GS|PGS|TS|TSKH|ThS|Th\.S|CN|KS|BS|LS|Giáo sư|Phó Giáo sư|Tiến sĩ|Thạc sĩ|Kỹ sư|Cử nhân|Bác sĩ)[.,\s]+)+",
    re.IGNORECASE,
)
_END = re.compile(r"[\s;.,:]+$")


def tidy(text: str) -> str:
    """`text` as a file can hold it: NFC, line ends as `\\n`, tabs as a blank, nothing that XML forbids."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return "".join(c for c in text if c == "\n" or _printable(c))


def _printable(char: str) -> bool:
    code = ord(char)
    return code >= 32 and not 0x7F <= code <= 0x9F and not 0xD800 <= code <= 0xDFFF and code & 0xFFFE != 0xFFFE


def runs(text: Text) -> tuple[Run, ...]:
    """`text` as runs, tidied; empty ones are left out."""
    given = (Run(text),) if isinstance(text, str) else text
    tidied = (Run(tidy(run.text), run.bold, run.italic) for run in given)
    return tuple(run for run in tidied if run.text)


def number_line(document: Official) -> str:
    """`Số: 05/KH-UBND`; without a number there is room for it."""
    return f"Số: {number(document)}"


def number(document: Official) -> str:
    """`05/KH-UBND`: a number below 10 gets a zero before it."""
    given = "" if document.number is None else tidy(str(document.number)).strip()
    digits = f"0{given}" if given.isdigit() and len(given) == 1 else given
    symbol = tidy(document.symbol).strip()
    if not symbol:
        return digits or BLANK_NUMBER
    return f"{digits or BLANK_NUMBER}/{symbol}"


def day_words(day: dt.date | None, year: int | None = None) -> str:
    """`ngày 05 tháng 02 năm 2026`: a day below 10 and the months 1 and 2 get a zero before them.

    Without a day there is room for it; the year is written where it is known.
    """
    if day is None:
        return f"ngày{BLANK_DAY}tháng{BLANK_DAY}năm {year or ''}".rstrip()
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def place_line(document: Official) -> str:
    """`Kon Tum, ngày 05 tháng 02 năm 2026`."""
    words = day_words(document.issued_on, document.year)
    return f"{tidy(document.place).strip()}, {words}" if document.place.strip() else words[0].upper() + words[1:]


def bases(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The legal bases: each ends with a semicolon, the last with a full stop."""
    bare = [cut for line in lines if (cut := _END.sub("", tidy(line).strip()))]
    return tuple(f"{line}{'.' if at == len(bare) - 1 else ';'}" for at, line in enumerate(bare))


def items(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Recipients or addressees one a line: a dash before each, a semicolon after it, a full stop after the last."""
    return tuple(f"- {line}" for line in bases(lines))


def reference(document: Official) -> str:
    """`(Kèm theo Kế hoạch số 05/KH-UBND ngày 05 tháng 02 năm 2026 của …)` under an annex's title."""
    kind = tidy(document.kind).strip() or "Công văn"
    kind = kind[0].upper() + kind[1:].lower()
    day = day_words(document.issued_on, document.year)
    return f"(Kèm theo {kind} số {number(document)} {day} của {one_line(document.issuer)})"


def one_line(text: str) -> str:
    """A name that may be broken into lines, as it is in a sentence."""
    return " ".join(tidy(text).split())


def roles(signature: Signature) -> tuple[str, ...]:
    """The lines above a signature, in capitals: `TM. ỦY BAN NHÂN DÂN`, `KT. CHỦ TỊCH`, `PHÓ CHỦ TỊCH`."""
    title = tidy(signature.title).strip().upper()
    lines = [f"{by.value} {tidy(whom).strip().upper()}" for by, whom in signature.behalf]
    return tuple(line for line in (*lines, f"Q. {title}" if signature.acting else title) if line)


def signer(name: str) -> str:
    """A name without academic titles, which do not belong there."""
    return _DEGREES.sub("", tidy(name).strip())


def shown(value: Value) -> Text:
    """A cell's value in words: `1.500`, `0,5`, `30/11/2026`."""
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return f"{value.day:02}/{value.month:02}/{value.year}"
    if isinstance(value, int | Decimal):
        return decimal_words(value)
    return value


def decimal_words(value: int | Decimal) -> str:
    """`1234567.50` → `1.234.567,5`: a dot each three digits, a comma before decimals, no needless zeros."""
    if isinstance(value, Decimal) and not value.is_finite():
        return ""
    sign, digits = ("-" if value < 0 else ""), f"{abs(value):f}"
    whole, _, rest = digits.partition(".")
    rest = rest.rstrip("0")
    return f"{sign}{int(whole):,}".replace(",", ".") + (f",{rest}" if rest else "")
