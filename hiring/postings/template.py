"""The words of a posting: a Jinja template by a content editor, and the texts that go into it.

The template gives Markdown. What people typed goes in as marked values, never as template source,
and stays apart from the template's own markup until the very end; so a `#` or a `<!channel>` that
somebody typed is shown as it was typed, in Markdown as well as in Slack.
"""

from __future__ import annotations

import re
import traceback
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import jinja2
from jinja2 import meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from hiring.errors import ContentError
from hiring.guide.content_model import ContentModel
from hiring.guide.yaml_file import Location, Node, read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

Value: TypeAlias = "str | tuple[str, ...]"

_MAX_BYTES = 50_000
FAILURES = (jinja2.TemplateError, ArithmeticError, LookupError, TypeError, ValueError)
"""What a template may fail with when it is filled in."""
_FAILURES_IN_WORDS = (
    (
        "tags: 'e",
        "a block isn't closed: {% if … %} needs {% endif %}, {% for … %} needs {% endfor %}.",
    ),
    ("unknown tag", "only if, elif, else, endif, for and endfor go between {% and %}."),
    ("No filter named", "the word after “|” isn't known. Remove it, or check its spelling."),
    ("is unsafe", "this isn't allowed in a text. Write the name of a value alone."),
    ("has no attribute", "a value has no part of that name. Write the value's name alone."),
    ("has no element", "a list isn't that long."),
    ("division", "it divides by zero."),
)
_OTHER_FAILURE = (
    "check what is in the braces. A value is written {{ name }}, with two braces on each side."
)
# No text that somebody typed can hold it: control characters are taken out first.
_MARK = "\x00"
_MARKED = re.compile(_MARK + "([0-9]+)" + _MARK)
_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+"
)
# What Markdown, HTML, or the finding of bare addresses makes something of.
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~&])|(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)
_LEADING = re.compile(r"^([-+=]|[0-9]+(?=[.)](?:\s|$)))")


@dataclass(frozen=True)
class TypedText:
    """A piece of text that somebody typed."""

    text: str

    def markdown(self) -> str:
        """The text in Markdown that shows as it was typed."""
        text = _MARKDOWN.sub(lambda match: "\\" + (match[1] or ""), self.text)
        return _LEADING.sub(lambda match: _escaped(match[1]), text)


Piece: TypeAlias = "str | TypedText"


@dataclass(frozen=True)
class Document:
    """A rendered template: lines of the template's own Markdown, with typed pieces between."""

    lines: tuple[tuple[Piece, ...], ...]

    def markdown(self) -> str:
        """The document as a Markdown file."""
        lines = (
            "".join(piece.markdown() if isinstance(piece, TypedText) else piece for piece in line)
            for line in self.lines
        )
        return "\n".join(lines) + "\n"


def environment(
    finalize: Callable[[object], object] | None = None,
) -> ImmutableSandboxedEnvironment:
    """Jinja for content: undefined names are errors, and nothing can be changed or reached."""
    return ImmutableSandboxedEnvironment(
        undefined=jinja2.StrictUndefined,
        finalize=finalize,
        autoescape=False,  # the texts are Markdown; `Document` escapes them
        trim_blocks=True,
        lstrip_blocks=True,
    )


class Template(ContentModel):
    """All of `posting.md.jinja`."""

    source: str

    @cached_property
    def _compiled(self) -> jinja2.Template:
        return environment().from_string(self.source)

    def render(self, values: Mapping[str, Value]) -> Document:
        """The document for these texts. Raises one of FAILURES where the template does."""
        typed: list[TypedText] = []

        def mark(text: str) -> str:
            cleaned = " ".join(_UNSEEN.sub(" ", text).split())
            if not cleaned:
                return ""
            typed.append(TypedText(cleaned))
            return f"{_MARK}{len(typed) - 1}{_MARK}"

        marked = {
            name: mark(value) if isinstance(value, str) else tuple(filter(None, map(mark, value)))
            for name, value in values.items()
        }
        return Document(tuple(_lines(self._compiled.render(marked), typed)))


def read_template(file: Path) -> Node:
    """Read a template, as a mapping of its source alone. ContentError where it can't be."""
    source = read_text(file, _MAX_BYTES)
    if _MARK in source:
        raise ContentError(file, None, "holds a character that no text has")
    start = Location(file, 1)
    return Node({"source": Node(source, start)}, start)


def find_problem(
    template: Template, samples: tuple[Mapping[str, Value], ...]
) -> tuple[int | None, str] | None:
    """The line and what is wrong: the syntax, a name unknown to the samples, or failing on one."""
    try:
        parsed = environment().parse(template.source)
        undeclared = meta.find_undeclared_variables(parsed)
    except jinja2.TemplateSyntaxError as error:
        last = len(template.source.rstrip().splitlines()) or 1
        line = min(error.lineno, last)
        return line, f"isn't a template that can be used: {describe_failure(error)}"
    if unknown := undeclared - set(samples[0]):
        name = next(name for name in parsed.find_all(nodes.Name) if name.name in unknown)
        known = ", ".join(sorted(samples[0]))
        return name.lineno, f"“{name.name}” is not known here; known are {known}"
    try:
        for sample in samples:
            template.render(sample)
    except FAILURES as error:
        return _line(error), f"can't be filled in: {describe_failure(error)}"
    return None


def describe_failure(error: Exception) -> str:
    """What to do about a failure of Jinja's, for somebody who doesn't know Jinja."""
    said = str(error)
    return next((says for words, says in _FAILURES_IN_WORDS if words in said), _OTHER_FAILURE)


def _line(error: Exception) -> int | None:
    """The template's line, which Jinja puts into the traceback."""
    frames = traceback.extract_tb(error.__traceback__)
    return next(
        (frame.lineno for frame in reversed(frames) if frame.filename == "<template>"), None
    )


def _lines(text: str, typed: list[TypedText]) -> list[tuple[Piece, ...]]:
    """Lines without trailing blanks; never two empty ones in a row, nor any at the ends."""
    lines: list[tuple[Piece, ...]] = []
    for line in text.strip().splitlines():
        # Splitting by a group gives: text, number, text, number, ..., text.
        parts = _MARKED.split(line.rstrip())
        pieces = [
            typed[int(part)] if at % 2 else part.replace(_MARK, "") for at, part in enumerate(parts)
        ]
        shown_pieces = tuple(piece for piece in pieces if piece != "")
        if shown_pieces or (lines and lines[-1]):
            lines.append(shown_pieces)
    return lines


def _escaped(leading: str) -> str:
    """`- x` and `1. x` would begin a list."""
    return f"{leading}\\" if leading[0].isdigit() else f"\\{leading}"
