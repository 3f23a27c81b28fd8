"""What people ask a hiring guide that it does not cover, as `not-covered.yml` holds it."""

from __future__ import annotations

from hiring.guide.content_model import ContentModel, Label, Phrasings, Slug


class NotCoveredSubject(ContentModel):
    """A subject that no role's guide covers; `name` goes after "The guide doesn't cover"."""

    entry_key = "id"

    id: Slug
    name: Label
    asked_as: Phrasings


class NotCoveredSubjects(ContentModel):
    """All of `not-covered.yml`."""

    subjects: tuple[NotCoveredSubject, ...]
