"""Numbers of lists written as Word writes them, and the bullets of its symbol fonts as ordinary characters."""

from __future__ import annotations

_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_SYMBOL = {
    0x2D: "-",
    0xA3: "≤",
    0xB3: "≥",
    0xB1: "±",
    0xB4: "×",
    0xB7: "•",
    0xBB: "≈",
    0xB9: "≠",
    0xA5: "∞",
    0xAE: "→",
    0xDE: "⇒",
    0xA8: "♦",
    0x2B: "+",
    0x2A: "*",
    0xB0: "°",
}
_WINGDINGS = {
    0xA7: "▪",
    0x6E: "■",
    0x6C: "●",
    0x71: "❑",
    0x6F: "□",
    0xA8: "□",
    0x76: "❖",
    0xD8: "➢",
    0xFC: "✓",
    0xFE: "☑",
    0xE0: "→",
    0xF0: "⇒",
    0x9F: "•",
    0xB2: "✧",
    0x46: "☞",
}
BULLET = "•"


def written(number: int, style: str) -> str:
    """A number in the style of `w:numFmt`; styles without a Vietnamese or Latin form are written in digits."""
    if style == "decimalZero":
        return f"{number:02d}"
    if style in ("upperRoman", "lowerRoman") and 0 < number < 4000:
        return roman(number) if style == "upperRoman" else roman(number).lower()
    if style in ("upperLetter", "lowerLetter") and 0 < number < 1000:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if style == "upperLetter" else letter
    if style == "none":
        return ""
    return str(number)


def roman(number: int) -> str:
    """A whole number from 1 to 3999 in capital Roman numerals."""
    out = ""
    for size, sign in _ROMAN:
        out += sign * (number // size)
        number %= size
    return out


def symbol(code: int, font: str | None) -> str:
    """The character that a code stands for in a symbol font; a bullet where the sign has no character of its own."""
    low = code & 0xFF if 0xF000 <= code <= 0xF0FF else code
    name = (font or "").lower()
    if "wingdings" in name or "webdings" in name:
        return _WINGDINGS.get(low, BULLET)
    if 0xF000 <= code <= 0xF0FF or "symbol" in name:
        return _SYMBOL.get(low, _WINGDINGS.get(low, BULLET))
    return chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else BULLET


def bullet(text: str, font: str | None) -> str:
    """The text of a bullet as a reader would see it."""
    if text.strip() == "o" and "courier" in (font or "").lower():
        return "◦"
    symbolic = any(name in (font or "").lower() for name in ("symbol", "wingdings", "webdings"))
    return "".join(symbol(ord(c), font) if 0xE000 <= ord(c) <= 0xF8FF or (symbolic and c != " ") else c for c in text)
