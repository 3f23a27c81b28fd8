"""What each rating means, in the order of the scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks.mrkdwn import md

if TYPE_CHECKING:
    from blocks.mrkdwn import Mrkdwn
    from hiring.guide.interview import Anchors, Attribute

LABELS = {"strong_no": "Strong no", "no": "No", "yes": "Yes", "strong_yes": "Strong yes"}


def list_anchors(bar: Anchors | Attribute) -> list[tuple[str, str]]:
    """The ratings with what each looks like; two of them where the strong ones aren't described."""
    texts = [(label, getattr(bar, field)) for field, label in LABELS.items()]
    return [(label, text) for label, text in texts if text]


def describe_anchors(bar: Anchors | Attribute) -> list[Mrkdwn]:
    """A line for each rating."""
    return [md("_{label}:_ {text}", label=label, text=text) for label, text in list_anchors(bar)]
