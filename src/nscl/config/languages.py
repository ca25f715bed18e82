"""The two languages: which texts there are, their catalogs, and texts that nobody wrapped.

`python -m nscl.config.languages extract` brings `locale/en` to the texts of the code (what is new has an empty
translation), `compile` makes the files that Django reads. Neither needs gettext's programs.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_javascript, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parents[1]
LOCALE = Path(__file__).with_name("locale")
ENGLISH = LOCALE / "en" / "LC_MESSAGES" / "django.po"
CONTEXT = "\x04"  # as gettext itself joins a context and its text
KEYWORDS = dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")) | dict.fromkeys(
    ("pgettext", "pgettext_lazy"), ((1, "c"), 2)
)
VIETNAMESE = re.compile(r"[ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.IGNORECASE)
WORDS = re.compile(r"[^\W\d_]{2,}")
SPOKEN_ATTRIBUTES = ("placeholder", "title", "aria-label", "alt", "data-confirm", "data-label", "content")

# Where Vietnamese is what the system reads, keeps or says to whoever runs the machine, not what a page says.
# Paper, exports, what a row keeps and the samples of the gallery are in Vietnamese.
NOT_PAGES = (
    "*/tests/*",
    "*/testing/*",
    "*/migrations/*",
    "*/reference/*",
    "plans/importer/*",
    "organisations/rules/*",
    "enterprises/exports.py",
    "enterprises/rules/*",
    "support/rules/*",
    "support/exports/*",
    "standards/rules/*",
    "interfaces/ops/*",
    "interfaces/cli.py",
    "shared/*",
    "plans/exports/*",
    "plans/matching/*",
    "plans/rules/product_kinds.py",
    "plans/rules/rollup.py",
    "plans/rules/shifting.py",
    "plans/rules/steps.py",
    "catalogue/exports.py",
    "documents/exports.py",
    "enterprises/exports_register.py",
    "catalogue/importing.py",
    "catalogue/importing_industries.py",
    "interfaces/agency_papers.py",
    "interfaces/compare_papers.py",
    "interfaces/plan_official.py",
    "interfaces/views/agency_papers.py",
    "plans/views/difficulties/papers.py",
    "plans/links.py",
    "documents/rendering/*",
    "documents/templating/*",
    "documents/filling/*",
    "interfaces/plan_papers.py",
    "interfaces/views/plan_papers.py",
    "interfaces/views/gallery.py",
    "interfaces/templates/interfaces/gallery.html",
    "organisations/importing.py",
    "foundation/environment.py",
    "foundation/production.py",
    "foundation/audit/sealing.py",
    "documents/rules/*",
    "interfaces/views/errors.py",
    "foundation/audit/verifying.py",
    "config/*",
)


def sources(pattern: str) -> Iterator[Path]:
    """Files of the package that speak to a user."""
    for path in sorted(PACKAGE.rglob(pattern)):
        place = path.relative_to(PACKAGE)
        if not any(
            place.match(skipped) or place.match(f"{skipped}/*") or _under(place, skipped) for skipped in NOT_PAGES
        ):
            yield path


def _under(place: Path, pattern: str) -> bool:
    """Whether the path lies, at any depth, in a folder that the pattern names."""
    if not pattern.endswith("/*"):
        return False
    wanted = pattern.removesuffix("/*").removeprefix("*/")
    parts = "/".join(place.parts[:-1])
    return f"/{parts}/".find(f"/{wanted}/") >= 0 if pattern.startswith("*/") else f"{parts}/".startswith(f"{wanted}/")


def texts() -> dict[str, set[str]]:
    """Every wrapped text with the files it stands in; a text in a context is `context + CONTEXT + text`."""
    found: dict[str, set[str]] = {}
    for path in _speaking("*.py"):
        for text in _said(extract_python(BytesIO(path.read_bytes()), KEYWORDS, (), {})):
            found.setdefault(text, set()).add(str(path.relative_to(PACKAGE)))
    for path in (*_speaking("*.html"), *_speaking("*.txt")):
        for text in template_texts(path.read_text()):
            found.setdefault(text, set()).add(str(path.relative_to(PACKAGE)))
    return found


def _speaking(pattern: str) -> Iterator[Path]:
    """Files whose wrapped texts are said in English too; letters go out in Vietnamese."""
    for path in sorted(PACKAGE.rglob(pattern)):
        folders = set(path.relative_to(PACKAGE).parts[:-1])
        letter = path.suffix == ".txt" and ("templates" not in folders or folders & {"email", "letters"})
        if not letter and not folders & {"tests", "testing", "migrations"} and path.name != "gallery.html":
            yield path


def templates() -> Iterator[Path]:
    """Pages, and the plain texts that pages show or hand out."""
    yield from sources("*.html")
    yield from _speaking("*.txt")


def _said(extracted: Iterable[tuple[Any, ...]]) -> Iterator[str]:
    """The texts themselves, of Babel's (line, function, text or texts, comments)."""
    for _line, function, message, _comments in extracted:
        parts = [part for part in (message if isinstance(message, tuple) else (message,)) if isinstance(part, str)]
        if parts and parts[-1]:
            yield CONTEXT.join(parts[:2]) if function.startswith("pgettext") else parts[-1]


def template_texts(source: str) -> Iterator[str]:
    """The texts that a template's translation tags name, as Django will look them up."""
    from django.utils.translation.template import templatize

    code = templatize(source).encode()
    yield from _said(extract_javascript(BytesIO(code), KEYWORDS, (), {}))


# What nobody wrapped ----------------------------------------------------------------------------------------------

_TRANSLATED = re.compile(
    r"{%\s*(?:blocktranslate|blocktrans)\b.*?{%\s*end(?:blocktranslate|blocktrans)\s*%}|{%\s*comment\b.*?{%\s*endcomment\s*%}"
    r"|{#.*?#}|<!--.*?-->|<(script|style)\b.*?</\1>",
    re.DOTALL,
)
_BLOCK = re.compile(r"{%\s*(?:blocktranslate|blocktrans)\b.*?%}", re.DOTALL)
_TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
_WRAPPED = re.compile(r"_\((?:\"[^\"]*\"|'[^']*')\)")
_LITERAL = re.compile(r"\"([^\"]*)\"|'([^']*)'")
_ATTRIBUTE = re.compile(rf"(?<=[\s\"'])(?:{'|'.join(SPOKEN_ATTRIBUTES)})=(?:\"([^\"]*)\"|'([^']*)')")
_ELEMENT = re.compile(r"<[^<>]*>")


def bare_in_template(source: str) -> list[str]:
    """Texts of a template that a reader sees and no translation tag holds."""
    opening = _WRAPPED.sub(" ", " ".join(_BLOCK.findall(source)))
    found = [one or other for one, other in _LITERAL.findall(opening) if VIETNAMESE.search(one or other)]
    plain = _WRAPPED.sub(" ", _TRANSLATED.sub(" ", source))
    for tag in _TAG.findall(plain):
        if tag.split()[1] in ("translate", "trans", "url", "load", "extends", "asset", "static"):
            continue
        found += [one or other for one, other in _LITERAL.findall(tag) if VIETNAMESE.search(one or other)]
    shown = _TAG.sub(" ", plain)
    found += [one or other for one, other in _ATTRIBUTE.findall(shown) if VIETNAMESE.search(one or other)]
    found += [piece for piece in _ELEMENT.sub("\n", shown).split("\n") if VIETNAMESE.search(piece)]
    return [" ".join(text.split()) for text in found]


def bare_in_python(source: str) -> list[str]:
    """Vietnamese texts of a module that are neither wrapped nor documentation."""
    tree = ast.parse(source)
    spared: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node, clean=False):
            first = node.body[0]
            assert isinstance(first, ast.Expr)
            spared.add(id(first.value))
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            spared.add(id(node.value))
        elif isinstance(node, ast.Call) and _is_wrapper(node.func):
            spared |= {id(inner) for argument in node.args for inner in ast.walk(argument)}
        elif isinstance(node, ast.Compare):
            spared |= {id(inner) for inner in ast.walk(node)}
        elif isinstance(node, ast.Assign) and [getattr(n, "id", "") for n in node.targets] == ["verbose_name"]:
            spared.add(id(node.value))
    marked = {number for number, line in enumerate(source.splitlines(), 1) if "# not wrapped" in line}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in spared
        and VIETNAMESE.search(node.value)
        and WORDS.search(node.value)
        and not marked & set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    ]


def _is_wrapper(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in KEYWORDS


# Catalogs -----------------------------------------------------------------------------------------------------------


def catalog(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parents[1].name)


def key(message: Message) -> str:
    """What `texts` calls a message of a catalog."""
    return f"{message.context}{CONTEXT}{message.id}" if message.context else str(message.id)


def extract() -> int:
    """Bring the English catalog to the texts of the code; how many have no translation yet."""
    before = catalog(ENGLISH) if ENGLISH.exists() else Catalog("en")
    known = {key(message): message.string for message in before if message.id}
    made = Catalog(
        "en", project="NSCL", version="1", charset="utf-8", fuzzy=False, header_comment="# English for NSCL.",
        creation_date=before.creation_date, revision_date=before.creation_date, last_translator="NSCL",
        language_team="NSCL", msgid_bugs_address="NSCL",
    )  # fmt: skip
    found = texts()
    for text in sorted(found, key=lambda t: (min(found[t]), t)):
        flags = ("python-format",) if "%(" in text else ()
        context, _joined, words = text.rpartition(CONTEXT)
        told = str(known.get(text) or "")
        made.add(words, told, flags=flags, auto_comments=[min(found[text])], context=context or None)
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    with ENGLISH.open("wb") as file:
        write_po(file, made, width=120, no_location=True, omit_header=False, sort_output=False)
    return sum(1 for message in made if message.id and not message.string)


def compile_catalogs() -> None:
    """Make `django.mo` beside every `django.po`, written whole or not at all."""
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        target = path.with_suffix(".mo")
        making = target.with_suffix(".making")
        with making.open("wb") as file:
            write_mo(file, catalog(path))
        making.replace(target)


def main(arguments: list[str]) -> int:
    if arguments == ["compile"]:
        compile_catalogs()
        return 0
    if arguments == ["extract"]:
        left = extract()
        print(f"{ENGLISH}: {left} without a translation")
        return 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
