"""The document as a tree: numbered sections and items, their paragraphs and tables, each with its path of numbering
and its role.

`outline(source)` answers with an `Outline`; `Outline.nodes()` walks it in the order of the text. An unnumbered
paragraph or a bullet has the `ref` of the nearest numbered ancestor. An annex or an attached programme begins a
part of its own, whose numbering starts afresh.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile

from nscl.plans.importer.parse.heading_periods import period_hint
from nscl.plans.importer.parse.labels import BULLET_RANK, RANKS, Label
from nscl.plans.importer.parse.landmarks import (
    ANNEX,
    ASSIGNS,
    CLOSING,
    DECIDES,
    FOOT,
    ISSUED_WITH,
    KIND,
    OPENING,
    PAGE_END,
    SECTION_WORDS,
    TITLED,
)
from nscl.plans.importer.parse.numerals import restore
from nscl.plans.importer.parse.paragraphs import paragraphs
from nscl.plans.importer.parse.passage import EMPTY, Passage, joined
from nscl.plans.importer.parse.pieces import Paragraph, RawTable, Row
from nscl.plans.importer.parse.roles import Role, role_of
from nscl.plans.importer.source import Source, Span

__all__ = ["Node", "Outline", "Role", "Row", "Table", "outline"]


@dataclass(eq=False)
class Node:
    """A heading, an item or a paragraph.

    `label` is the numbering as written, `style` its series (`roman`, `dec1`, `letter`, `-`, …; `caps` for a heading
    that lost its numeral, `text` for a plain paragraph, `part` for the top of an annex), `passage` the node's own
    paragraph without the label.
    """

    label: str
    style: str
    ref: str
    passage: Passage
    paragraph: Passage
    parent: Node | None = None
    parts: tuple[str, ...] = ()
    role: Role = Role.other
    children: list[Node] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    period_hint: str | None = None
    spans: list[Span] = field(default_factory=list)
    rank: int = 99

    @property
    def text(self) -> str:
        return self.passage.text

    @property
    def folded(self) -> str:
        return self.passage.folded

    @property
    def span(self) -> Span:
        """The node's own paragraph, label included."""
        return self.paragraph.whole

    @property
    def numbered(self) -> bool:
        """Whether the label is a numeral (not a bullet, not a plain paragraph)."""
        return bool(self.parts)

    @property
    def bullet(self) -> bool:
        return self.rank == BULLET_RANK

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def ancestors(self) -> Iterator[Node]:
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    @cached_property
    def whole(self) -> Passage:
        """The node's text with all that stands below it (tables aside), labels included below the first."""
        return joined([self.passage, *(n.paragraph for child in self.children for n in child.walk())])

    @property
    def full_span(self) -> Span:
        """From the node's label to the end of the last paragraph below it."""
        end = max((n.span[1] for n in self.walk()), default=self.span[1])
        return self.span[0], end


@dataclass(eq=False)
class Table:
    """A table of data: rows of passages by grid column, where it stands, and the lines right above it.

    A cell merged over columns or rows appears under each with the same raw span in `Row.spans`.
    """

    number: int
    rows: list[Row]
    node: Node
    before: list[Node]

    @property
    def caption(self) -> Passage:
        return joined([n.paragraph for n in self.before])

    @property
    def role(self) -> Role:
        return self.node.role

    @property
    def span(self) -> Span:
        return self.rows[0].span[0], self.rows[-1].span[1]


@dataclass(eq=False)
class Outline:
    """A source as a tree below `root`; `order` lists nodes and tables as they stand in the text."""

    source: Source
    root: Node
    order: list[Node | Table]

    def nodes(self) -> Iterator[Node]:
        return (item for item in self.order if isinstance(item, Node))

    def tables(self) -> Iterator[Table]:
        return (item for item in self.order if isinstance(item, Table))

    def by_role(self, *roles: Role) -> Iterator[Node]:
        """Nodes whose role is one of `roles`, in order."""
        return (node for node in self.nodes() if node.role in roles)


def outline(source: Source) -> Outline:
    """The tree of a source."""
    builder = _Builder(source)
    for block in paragraphs(source):
        if isinstance(block, RawTable):
            builder.table(block)
        else:
            builder.paragraph(block)
    for top in [builder.root, *(node for node in builder.root.children if node.style == "part")]:
        restore(top)
    return Outline(source, builder.root, builder.order)


class _Builder:
    """Takes paragraphs in order and hangs them where they belong."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.root = Node("", "root", "", EMPTY, EMPTY, rank=-1)
        self.order: list[Node | Table] = []
        self.stack: list[Node] = [self.root]
        self.part = self.root
        self.zone = "head"  # head → body → foot, anew in every part
        self.decided = False  # "QUYẾT ĐỊNH:" went by: what follows is decided, numbered or not
        self.recent: list[Node] = []
        self.article: Node | None = None  # what holds the articles: sections told inside one do not hold the next

    # -- tables ---------------------------------------------------------------------------------------------
    def table(self, raw: RawTable) -> None:
        host = self.stack[-1]
        while host.style == "text" and host.parent is not None:
            host = host.parent
        before = self.recent[-5:]
        made = Table(raw.number, raw.rows, host, before)
        host.tables.append(made)
        self.order.append(made)
        self.recent = []

    # -- paragraphs -----------------------------------------------------------------------------------------
    def paragraph(self, block: Paragraph) -> None:
        folded = block.passage.folded
        if block.page:
            self._plain(block, Role.other)
            return
        if self._new_part(block, folded):
            return
        if (
            self.zone in ("body", "head")
            and FOOT.match(folded)
            and len(folded) < 120
            and (block.passage.text[:2].isupper() or folded.startswith("noi nhan"))
            and (block.label is None or block.label.bullet)
        ):
            self.zone = "foot"
            self.stack = [self.part]
        if self.zone in ("body", "foot") and block.after_gap and block.label is None and PAGE_END.match(folded):
            self.zone = "after"
            self.stack = [self.part]
        if self.zone in ("foot", "after"):
            self._plain(block, Role.foot if self.zone == "foot" else Role.page)
            return
        label = self._labelled(block)
        if (
            label is not None
            and label.style == "heading"
            and self.zone == "head"
            and not SECTION_WORDS.match(folded[label.end :])
        ):
            self._plain(block, Role.head)
            return
        if label is not None and (self.zone == "body" or not label.bullet or self.decided):
            self.zone = "body"
            self._item(block, label)
        elif self._heading(block, folded):
            self.zone = "body"
        elif self.zone == "head":
            self._plain(block, Role.closing if ASSIGNS.match(folded) and self._title_done() else Role.head)
            self.decided = self.decided or bool(DECIDES.match(folded))
        else:
            self._text(block, folded)

    def _new_part(self, block: Paragraph, folded: str) -> bool:
        """An annex, or a programme attached to the decision, starts numbering afresh."""
        text = block.passage.text
        annex = len(folded) < 200 and bool(ANNEX.match(folded)) and (text[:4].isupper() or len(folded) < 14)
        title = len(folded) < 40 and text.isupper() and bool(KIND.match(folded)) and self.zone != "head"
        if self.zone == "foot" and self._attached(block, folded):
            return True
        if (block.label is not None and not annex) or not (annex or title):
            return False
        node = self._node(block, None, self.root, "part", rank=0)
        node.role = Role.annex if annex else Role.head
        self._push(node, self.root)
        self.part = node
        self.decided = False
        self.stack = [self.root, node]
        self.zone = "annex" if annex else "head"
        self.recent = [node]
        return True

    def _attached(self, block: Paragraph, folded: str) -> bool:
        """Whether "(Ban hành kèm theo Quyết định …)" below a foot begins what is issued with it.

        Its title, the lines in capitals right above, goes with it. What comes with a plan is an annex of it.
        """
        issued = ISSUED_WITH.match(folded)
        if block.label is not None or issued is None:
            return False
        role = Role.annex if issued[1] == "ke hoach" else Role.head
        above = reversed(self.part.children)
        title = list(takewhile(lambda n: n.role is Role.foot and n.text.isupper() and len(n.text) > 30, above))[::-1]
        node = title[0] if title else self._node(block, None, self.root, "part", rank=0)
        for line in title:
            self.part.children.remove(line)
            line.role, line.parent = role, node
        node.style, node.rank, node.role, node.parent, node.children = "part", 0, role, self.root, title[1:]
        self.root.children.append(node)
        self.part, self.zone, self.decided = node, "annex" if role is Role.annex else "head", False
        self.stack, self.recent = [self.root, node], [node, *title[1:]]
        if title:
            self._plain(block, role)
        else:
            self.order.append(node)
        return True

    def _labelled(self, block: Paragraph) -> Label | None:
        label = block.label
        if label is None:
            return None
        if label.style == "heading":
            return label
        if label.style == "upper" and label.parts[0] in "CD" and not self._open("upper"):
            return None
        if label.style in ("roman)", "letter") and label.parts[0] in ("i", "v", "x"):
            return self._letter_or_roman(label)
        return label

    def _letter_or_roman(self, label: Label) -> Label:
        """`i)` follows `h)` in the alphabet and comes first in small Roman numbers."""
        before = self._open("letter")
        wanted = {"i": "h", "v": "u", "x": "v"}[label.parts[0]]
        if before is not None and before.parts[0] == wanted:
            return Label("letter", label.parts, label.end, label.shown)
        return Label("roman)", label.parts, label.end, label.shown)

    def _open(self, style: str) -> Node | None:
        return next((node for node in reversed(self.stack) if node.style == style), None)

    def _item(self, block: Paragraph, label: Label) -> None:
        parent = self._parent(label, block)
        node = self._node(block, label, parent, label.style, rank=label.rank)
        if label.style == "article":
            self.article = parent
        node.parts = label.parts
        node.ref = self._ref(parent, label)
        self._push(node, parent)
        self._role(node, parent)
        self.stack.append(node)

    def _parent(self, label: Label, block: Paragraph) -> Node:
        """Where an item belongs: beside the open item of its series, else below the nearest of a higher rank."""
        stack = self.stack
        if label.bullet:
            return self._bullet_parent(label)
        same = self._open(label.style)
        if same is None and label.style == "article" and self.article is not None and self.article in stack:
            while stack[-1] is not self.article:
                stack.pop()
            return stack[-1]
        if same is not None and same.parent is not None:
            while stack[-1] is not same:
                stack.pop()
            stack.pop()
            return stack[-1]
        while len(stack) > 1 and stack[-1].rank >= label.rank and stack[-1] is not self.part:
            stack.pop()
        return stack[-1]

    def _bullet_parent(self, label: Label) -> Node:
        stack = self.stack
        while stack[-1].style == "text":
            if stack[-1].text.endswith(":") and not self._open(label.style):
                return stack[-1]
            stack.pop()
        same = self._open(label.style)
        if same is not None:
            while stack[-1] is not same:
                stack.pop()
            stack.pop()
            return stack[-1]
        top = stack[-1]
        if label.style == "*" and top.bullet and not top.text.endswith(":"):
            while stack[-1].bullet:
                stack.pop()
        return stack[-1]

    def _ref(self, parent: Node, label: Label) -> str:
        base = parent.ref
        if label.bullet or label.style == "heading":
            return base
        holder: Node | None = parent
        while holder is not None and not holder.numbered:
            holder = holder.parent
        parts = (f"Điều {label.parts[0]}",) if label.style == "article" else label.parts
        if (
            holder is not None
            and len(parts) > 1
            and holder.style.startswith("dec")
            and parts[: len(holder.parts)] == holder.parts
        ):
            parts = parts[len(holder.parts) :]
        return ".".join(p for p in (base, *parts) if p)

    def _heading(self, block: Paragraph, folded: str) -> bool:
        """A heading that lost its numeral: known words, all capitals or nothing else on the line."""
        text = block.passage.text
        if len(folded) > 120 or text.endswith((".", ";", ",")):
            return False
        letters = [c for c in text if c.isalpha()]
        caps = len(letters) > 5 and all(c.isupper() for c in letters)
        if caps and SECTION_WORDS.match(folded) and (self.zone != "head" or self._title_done()):
            self._open_heading(block, "caps")
            return True
        if (self.zone != "head" and TITLED.match(folded)) or (
            self.zone == "head" and self._title_done() and TITLED.match(folded)
        ):
            self._open_heading(block, "heading" if self._open("caps") or self._open("roman") else "caps")
            return True
        return False

    def _title_done(self) -> bool:
        """Whether the title (or a sentence of the preamble) has gone by, so that capitals are a section's."""
        return any(len(n.text) > 20 and (not n.text.isupper() or OPENING.match(n.folded)) for n in self.recent[-6:])

    def _open_heading(self, block: Paragraph, style: str) -> None:
        rank = RANKS[style]
        stack = self.stack
        while len(stack) > 1 and stack[-1].rank >= rank and stack[-1] is not self.part:
            stack.pop()
        parent = stack[-1]
        node = self._node(block, None, parent, style, rank=rank)
        self._push(node, parent)
        self._role(node, parent)
        stack.append(node)

    def _text(self, block: Paragraph, folded: str) -> None:
        """A plain paragraph: below the open item, or the closing words of the document."""
        stack = self.stack
        self._beside_its_like(folded)
        while stack[-1].style == "text":
            stack.pop()
        after = bool(self.part.children) and self.part.children[-1].role is Role.closing
        organised = any(n.role in (Role.organisation, Role.reporting) for n in stack)
        closing = after or (organised and CLOSING.match(folded))
        if closing:
            while len(stack) > 1 and stack[-1] is not self.part:
                stack.pop()
        parent = stack[-1]
        node = self._node(block, block.label, parent, "text", rank=99)
        self._push(node, parent)
        if closing:
            node.role = Role.closing
        else:
            self._role(node, parent)
        if parent is not self.part or self.zone == "annex":
            stack.append(node)

    def _beside_its_like(self, folded: str) -> None:
        """A line such as `Giai đoạn 2026 - 2030:` closes the items of the line like it above, and stands beside it."""
        if not (folded.endswith(":") and period_hint(folded)):
            return
        likes = [n for n in self.stack if n.style == "text" and n.text.endswith(":") and period_hint(n.folded)]
        if likes:
            del self.stack[self.stack.index(likes[-1]) :]

    def _plain(self, block: Paragraph, role: Role) -> None:
        node = self._node(block, block.label, self.part, block.label.style if block.label else "text", rank=99)
        node.role = role
        self._push(node, self.part)

    def _node(self, block: Paragraph, label: Label | None, parent: Node, style: str, *, rank: int) -> Node:
        own = block.passage.slice(label.end) if label else block.passage
        node = Node(
            label.shown if label else "", style, parent.ref, own, block.passage, parent, rank=rank, spans=block.spans
        )
        return node

    def _push(self, node: Node, parent: Node) -> None:
        node.parent = parent
        parent.children.append(node)
        self.order.append(node)
        self.recent.append(node)

    def _role(self, node: Node, parent: Node) -> None:
        top = parent.style == "root" or (parent.style == "part" and not parent.numbered)
        inherited = None if top else parent.role
        heading = node.folded
        sentence = node.text.endswith((".", ";")) and (node.rank > RANKS["dec1"] or len(heading) > 80)
        if node.style == "text" or sentence or (node.bullet and not node.text.endswith(":")):
            node.role = inherited or (Role.annex if self.zone == "annex" else Role.other)
        else:
            colon = heading.find(":")
            first = heading[:colon] if 0 < colon < 80 else heading
            above = parent.rank < RANKS["roman"] and inherited is not Role.results
            free = node.rank <= RANKS["roman"] and above
            node.role = (
                role_of(first, None if free else inherited)
                or inherited
                or (Role.annex if self.zone == "annex" else Role.other)
            )
        node.period_hint = period_hint(node.folded) or parent.period_hint
