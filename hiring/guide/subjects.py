"""What a question to a role's guide can be about, and what people type for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from hiring.guide.description import list_ways_to_tell
from hiring.guide.need import Option
from hiring.guide.not_covered import NotCoveredSubject
from hiring.guide.not_to_ask import NotToAsk, Slip, SubjectNotToAsk, Volunteered
from hiring.guide.passage import MissingTopic, Passage, Topic
from hiring.guide.passages import is_read_by_place, list_missing_topics
from hiring.guide.search import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hiring.guide.role import Guide, Role

Subject: TypeAlias = (
    Passage
    | MissingTopic
    | Topic
    | Option
    | NotCoveredSubject
    | SubjectNotToAsk
    | Volunteered
    | Slip
    | NotToAsk
)
"""An option is what a described team tells; a topic is one that another command answers."""


def list_entries(role: Role, guide: Guide, passages: Iterable[Passage]) -> Iterator[Entry[Subject]]:
    """Every subject of the role. What is told place by place is left out: names lead there."""
    priced = {f"salary/{band.place}" for band in role.salary.bands} if role.salary else set()
    for passage in passages:
        if passage.id not in priced and not is_read_by_place(passage):
            yield Entry(passage, (passage.title, *passage.asked_as), passage.text)
    for topic, asked_as in list_missing_topics(role, guide).items():
        yield Entry(MissingTopic(topic), asked_as)
    if role.posting:
        yield Entry(Topic.POSTING, role.posting.asked_as.form)
    for question in role.need.questions if role.need else ():
        for option in question.options:
            yield Entry(option, list_ways_to_tell(option))
    for subject in guide.not_covered.subjects:
        yield Entry(subject, (subject.name, *subject.asked_as))
    rules = guide.not_to_ask
    not_to_ask: tuple[NotToAsk | Volunteered | Slip | SubjectNotToAsk, ...] = (
        rules,
        rules.volunteered,
        *([rules.slip] if rules.slip else []),
        *rules.subjects,
    )
    for unasked in not_to_ask:
        yield Entry(unasked, (unasked.name, *unasked.asked_as))
