"""Words that mean the same when somebody asks, as `synonyms.yml` holds them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from hiring.guide.content_model import ContentModel, Label


class Synonym(ContentModel):
    """A word, and what else people type for it: words, or several words together."""

    entry_key = "word"

    word: Label
    same_as: Annotated[tuple[Label, ...], Field(min_length=1, max_length=40)]


class Synonyms(ContentModel):
    """All of `synonyms.yml`."""

    synonyms: tuple[Synonym, ...]
