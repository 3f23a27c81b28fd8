"""Finding things on a person's screen: messages and views as `GET /-/view` has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local_slack.block_kit import elements

if TYPE_CHECKING:
    from collections.abc import Iterator

    JSON = dict[str, Any]


BUTTONS = ("button", "icon_button", "workflow_button")


class RefusedError(AssertionError):
    """A person cannot do that: it is not on their screen, or the workspace refuses it."""


def words(where: JSON) -> str:
    """All the words of a message or view, to search in."""
    return "\n".join([str(where.get("text", "")), *_texts(where["blocks"])])


def all_blocks(where: JSON) -> list[JSON]:
    """The blocks of a message or view, and of its attachments."""
    attached = [each.get("blocks", []) for each in where.get("attachments", [])]
    return [*where["blocks"], *(block for blocks in attached for block in blocks)]


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    if isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, str) and key in {"text", "caption", "title", "label", "alt_text"}:
                yield inner
            else:
                yield from _texts(inner)


def read_text(text: JSON) -> str:
    """The words of a text object."""
    return str(text["text"])


def _labels(block: JSON, element: JSON) -> list[str]:
    """The words that name a field for a person, and its action_id."""
    texts = [block.get("label"), block.get("text"), element.get("placeholder")]
    return [*(read_text(text) for text in texts if text), element["action_id"]]


def find_field(where: JSON, label: str) -> tuple[JSON, JSON]:
    """The block and element of a field, by its words. Raises RefusedError."""
    for block, element in elements.find_all(all_blocks(where)):
        if element["type"] in elements.STATES and label in _labels(block, element):
            return block, element
    raise RefusedError(f"No field is called {label!r}. {describe_visible(where)}")


def describe_visible(where: JSON) -> str:
    """What a person could use, for the sentence of a refusal."""
    usable = [
        f"{element['type']} {read_text(element['text'])!r}"
        if element["type"] in BUTTONS
        else f"{element['type']} {_labels(block, element)[0]!r}"
        for block, element in elements.find_all(all_blocks(where))
    ]
    return f"To use: {', '.join(usable) or 'nothing'}. The text: {words(where)[:1500]!r}"


def describe_messages(screen: JSON) -> str:
    """The end of each channel that has messages, for the sentence of a wait that fails."""
    lines = []
    for channel in screen["channels"]:
        latest = [words(message)[:300] for message in screen["messages"][channel["id"]][-3:]]
        if latest:
            sign = "" if channel["kind"] == "im" else "#"
            lines.append(f"The latest in {sign}{channel['name']}: {', '.join(map(repr, latest))}.")
    return "\n".join(lines)


def find_channel(screen: JSON, name: str) -> str:
    """The id of a channel that a person sees. Raises RefusedError."""
    for channel in screen["channels"]:
        label = f"#{channel['name']}"
        if channel["kind"] == "im":
            label = "DM" if channel["app"] else "me"
        if name in {label, channel["id"]}:
            return str(channel["id"])
    names = [c["name"] for c in screen["channels"]]
    raise RefusedError(f"This person sees no channel {name!r}, only {names}.")
