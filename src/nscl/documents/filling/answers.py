"""What the process that fills templates is asked and answers: plain data, so that it can cross as JSON."""

from __future__ import annotations

from dataclasses import dataclass


class Refused(Exception):
    """The file is none that may be used as a template. `told` completes the sentence that belongs to the code."""

    def __init__(self, code: str, told: str = "") -> None:
        super().__init__(code, told)
        self.code = code
        self.told = told


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a template. `part` is body, header or footer; `paragraph` counts from 1 within it.

    `quote` is the paragraph's text, `told` completes the sentence; `grave`: it cannot be used like this.
    """

    code: str
    part: str = ""
    paragraph: int = 0
    quote: str = ""
    told: str = ""
    grave: bool = True
