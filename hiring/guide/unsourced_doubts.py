"""Figures in the content's sentences that name no source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hiring.guide.content_model import ContentModel
from hiring.guide.not_covered import NotCoveredSubjects
from hiring.guide.places import Places
from hiring.guide.role import Help
from hiring.guide.sources import WITHOUT_FIGURES, Sources, has_figure, names_source
from hiring.guide.synonyms import Synonyms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from hiring.guide.content_checks import ContentFile
    from hiring.guide.problem import Problem
    from hiring.guide.yaml_file import Key

# Files that claim nothing: what people may type, and names.
_WITHOUT_CLAIMS = (Help, NotCoveredSubjects, Places, Sources, Synonyms)
# Keys of what people type, ask or are asked, and of examples: no claims of ours.
_NO_CLAIMS = re.compile(
    r".*asked_as|typed_as|also|aliases|ask|follow_ups|listen_for|anchors|example|phrases|asks|words"
)


def find_doubts(files: Mapping[str, ContentFile]) -> Iterator[Problem]:
    """A doubt for each text with a figure for which neither it nor what it is part of has one.

    A framework is no source of a figure, and neither is our own judgement.
    """
    shared = files.get("sources.yml")
    sources = shared.model.sources if shared and isinstance(shared.model, Sources) else ()
    others = frozenset(each.id for each in sources if each.kind in WITHOUT_FIGURES)
    for file in files.values():
        if isinstance(file.model, _WITHOUT_CLAIMS):
            continue
        for path, text in _find_unsourced(file.model, (), others):
            if has_figure(text):
                yield file.problem(
                    path,
                    "this states a figure and no source. Add “source: ” with an id of sources.yml "
                    "to the entry, and the source to that file if it is a new one.",
                    doubtful=True,
                )


def _find_unsourced(
    model: ContentModel, path: tuple[Key, ...], others: AbstractSet[str]
) -> Iterator[tuple[tuple[Key, ...], str]]:
    """The texts that nothing around them names a source for."""
    if names_source(model, other_than=others):
        return
    for field in type(model).model_fields:
        if _NO_CLAIMS.fullmatch(field):
            continue
        values = getattr(model, field)
        is_list = isinstance(values, tuple)
        for at, value in enumerate(values if is_list else (values,)):
            place = (*path, field, at) if is_list else (*path, field)
            if isinstance(value, ContentModel):
                yield from _find_unsourced(value, place, others)
            elif isinstance(value, str):
                yield place, value
