"""Something about a posting that its author should reconsider before anybody else sees it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PostingRemark:
    """What is wrong and what to do, in a sentence or two.

    `head` names it in a word or two, `quotes` are the typed words that it is about, `better` says
    what to write instead, `sources` are ids of `sources.yml`. `may_be_unlawful`: among them is a
    rule of law, or an authority's guidance.
    """

    head: str
    text: str
    quotes: tuple[str, ...] = ()
    better: str = ""
    sources: tuple[str, ...] = ()
    may_be_unlawful: bool = False
