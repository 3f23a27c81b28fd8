"""Text on its way into Slack: the one place where it is cleaned and escaped.

Slack parses mrkdwn: `<!channel>` pings a channel and `<https://x|y>` makes a link. So every piece
of text is escaped when it becomes `Mrkdwn`, and the functions of `blocks.kit` that put text
through Slack's parser take nothing else; the type checker sees a forgotten escape.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from blocks.commands import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterable

# Control characters but newline and tab, and the marks that override the direction of reading.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
# Half of a surrogate pair isn't a character: it can't be encoded as UTF-8.
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_COMMAND = re.compile(rf"`(?=(?:{'|'.join(map(re.escape, COMMANDS))})\b)")


class Mrkdwn(str):
    """Text that Slack may parse: escaped, and with no markup but our own."""

    __slots__ = ()


def clean(text: str) -> str:
    """Text without control characters, direction overrides and broken surrogates."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", _UNSEEN.sub("", text))


def escape(text: str) -> Mrkdwn:
    """Text that is shown unchanged; `*bold*` and `_italics_` still work, `<...>` does not.

    A command's name in it was typed by a person: an invisible mark keeps it from being renamed.
    """
    return Mrkdwn(_COMMAND.sub("`\N{WORD JOINER}", escape_sentence(text)))


def escape_sentence(text: str) -> Mrkdwn:
    """One of our own sentences, escaped. COMMAND_PREFIX applies to the commands that it names.

    Slack asks for exactly these three characters to be escaped.
    """
    escaped = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return Mrkdwn(escaped)


def md(template: str, /, **values: object) -> Mrkdwn:
    """A literal template with `{name}` places, each value escaped unless it is `Mrkdwn` already.

    The template may hold any Slack markup, so it must be a literal in our code (a test reads the
    code to see to that).
    """
    return Mrkdwn(
        template.format_map(
            {
                name: value if isinstance(value, Mrkdwn) else escape(str(value))
                for name, value in values.items()
            }
        )
    )


def mention(user: str) -> Mrkdwn:
    """A person's name as Slack shows it, by user id. A new message with it notifies them."""
    return Mrkdwn(f"<@{escape(user)}>")


def channel(channel_id: str) -> Mrkdwn:
    """A channel's name as Slack shows it, by its id."""
    return Mrkdwn(f"<#{escape(channel_id)}>")


_WORD_JOINER: Final = "\u2060"
"""Shown as nothing. Slack begins a date with a capital where nothing is before it."""


def format_local_time(at: int) -> Mrkdwn:
    """A time (in seconds since 1970), which Slack shows in each reader's time zone.

    It is for the middle of a sentence: "due tomorrow at 3:00 PM", not "due Tomorrow". A day further
    away has its weekday, by which people plan: "due Wednesday, December 2nd at 3:00 PM".
    """
    shown = datetime.fromtimestamp(at, UTC).strftime("%a %d %b %Y, %H:%M UTC")
    return Mrkdwn(f"<!date^{at:d}^{_WORD_JOINER}{{date_long_pretty}} at {{time}}|{shown}>")


def format_past_time(at: int) -> Mrkdwn:
    """When something happened, where nobody plans by it: "opened Dec 2 at 3:00 PM"."""
    shown = datetime.fromtimestamp(at, UTC).strftime("%d %b %Y, %H:%M UTC")
    return Mrkdwn(f"<!date^{at:d}^{_WORD_JOINER}{{date_short_pretty}} at {{time}}|{shown}>")


def format_local_date(at: int) -> Mrkdwn:
    """The day of a time (in seconds since 1970), in each reader's time zone."""
    shown = datetime.fromtimestamp(at, UTC).strftime("%d %b %Y")
    return Mrkdwn(f"<!date^{at:d}^{{date_short}}|{shown}>")


def format_local_span(at: int, ends_at: int | None) -> Mrkdwn:
    """From when to when, in each reader's time zone; only from when if the end isn't known."""
    if ends_at is None:
        return format_local_time(at)
    shown = datetime.fromtimestamp(ends_at, UTC).strftime("%H:%M UTC")
    return Mrkdwn(f"{format_local_time(at)}–<!date^{ends_at:d}^{{time}}|{shown}>")


def join(parts: Iterable[Mrkdwn], separator: str = "\n") -> Mrkdwn:
    """The parts that are not empty, one after the other."""
    return Mrkdwn(escape(separator).join(part for part in parts if part))


def quote(typed: str, longest: int = 60) -> Mrkdwn:
    """What a person typed, on one line and at most `longest` characters, to show it back."""
    line = " ".join(clean(typed).split())
    if len(line) > longest:
        line = line[: longest - 1].rstrip() + "…"
    return escape(f"“{line}”")
