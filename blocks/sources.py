"""Where an answer comes from, and who shared it."""

from __future__ import annotations

from calendar import month_name
from typing import TYPE_CHECKING

from blocks import kit
from blocks.mrkdwn import Mrkdwn, escape, join, md, mention
from hiring.guide.sources import WITHOUT_FIGURES, Kind
from hiring.name_lists import join_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from blocks.kit import Block
    from hiring.guide.role import Role
    from hiring.guide.sources import Citing, Source

_KINDS = {
    Kind.ESTIMATE: "an estimate, not a survey",
    Kind.SURVEY: "a survey",
    Kind.STUDY: "a study",
    Kind.LAW: "law, not legal advice",
    Kind.GUIDANCE: "official guidance, not legal advice",
    Kind.CLAIM: "its own claim, not checked",
    Kind.FRAMEWORK: "a public framework, retold in our words",
    Kind.JUDGEMENT: "our own judgement, not measured",
}
_MONTHS = tuple(month_name)[1:]
_YEAR = 12  # months


def build_guide_source(
    role: Role, then: str = "", *, citing: Citing | None = None, source: Iterable[str] = ()
) -> Block:
    """Where an answer comes from: the sources of its figures, and the team's own guide to a role.

    `source` is ids of sources. `then` heads what follows.
    """
    lines = [
        describe_sources(citing, source) if citing else Mrkdwn(),
        md("From your hiring guide: {title}.", title=role.about.title),
        md("*{then}*", then=then) if then else Mrkdwn(),
    ]
    return kit.context(join(lines, " "), "source")


def build_sources(citing: Citing, source: Iterable[str]) -> list[Block]:
    """The sources of these ids in a small line; nothing where there are none."""
    line = describe_sources(citing, source)
    return [kit.context(line, "sources")] if line else []


def describe_sources(citing: Citing, source: Iterable[str]) -> Mrkdwn:
    """The sources of these ids, each once: each by itself, but frameworks together."""
    return join(_list_descriptions(citing.list_sources(source), citing.today), " ")


def _list_descriptions(sources: Sequence[Source], today: date | None) -> list[Mrkdwn]:
    """Each source by itself, but frameworks together: three of them fill a phone's screen.

    A framework that was read more than a year ago is by itself, too.
    """
    frameworks = [
        source
        for source in sources
        if source.kind is Kind.FRAMEWORK and not (today and source.is_old(today))
    ]
    if len(frameworks) < 2:  # noqa: PLR2004 - nothing to put together
        return [describe_source(source, today) for source in sources]
    others = [source for source in sources if source not in frameworks]
    return [*(describe_source(source, today) for source in others), _describe_all(frameworks)]


def _describe_all(frameworks: Sequence[Source]) -> Mrkdwn:
    names = join_names([framework.name for framework in frameworks])
    return escape(f"Public frameworks, retold in our words: {names}.")


def describe_sources_of_remarks(citing: Citing, source: Iterable[str]) -> Mrkdwn:
    """The sources of several remarks in one line: rules together, then each of the others.

    A rule that was read more than a year ago is by itself, too.
    """
    sources = citing.list_sources(source)
    rules = [each for each in sources if _is_rule_in_force(each, citing.today)]
    names = "; ".join(f"{rule.name[0].upper()}{rule.name[1:]}" for rule in rules)
    read = " and ".join(dict.fromkeys(_format_month(rule.recorded) for rule in rules))
    parts = [
        md("{names}. Read in {read}. A hint, not legal advice.", names=names, read=read)
        if rules
        else Mrkdwn(),
        *_list_descriptions([each for each in sources if each not in rules], citing.today),
    ]
    line = join(parts, " ")
    return md("Sources: {line}", line=line) if line else line


def _is_rule_in_force(source: Source, today: date | None) -> bool:
    """Whether it is law or guidance, and was read in the last twelve months."""
    return source.is_rule and not (today and source.is_old(today))


def describe_source(source: Source, today: date | None) -> Mrkdwn:
    """Who says so, as of when and as what; on a date also that it is more than a year old."""
    return escape(format_source(source, today))


def format_source(source: Source, today: date | None) -> str:
    """A source described for plain text, such as a form's hint.

    What no figure rests on has no date, until it is old.
    """
    dates = "" if source.kind in WITHOUT_FIGURES else _format_dates(source)
    sentences = [f"{source.name[0].upper()}{source.name[1:]}{dates}: {_KINDS[source.kind]}."]
    sentences += [source.about] if source.about else []
    if today and source.is_old(today):
        sentences.append(_describe_age(source, source.count_months(today)))
    return " ".join(sentences)


def _format_dates(source: Source) -> str:
    published = f", published {_format_month(source.published)}" if source.published else ""
    return f"{published}, recorded {_format_month(source.recorded)}"


def _describe_age(source: Source, months: int) -> str:
    """How old it is: in months below two years, else in whole years."""
    verb = "Recorded" if source.dated == source.recorded else "Published"
    age = f"{months} months" if months < 2 * _YEAR else f"{months // _YEAR} years"
    return f"{verb} {age} ago: check before you rely on it."


def _format_month(when: str) -> str:
    """March 2025 of 2025-03; a year alone as it is."""
    year, _, month = when.partition("-")
    return f"{_MONTHS[int(month) - 1]} {year}" if month else year


def build_shared_by(user: str, command: str) -> Block:
    """Who put this message into the channel. `user` is a Slack user id."""
    return kit.context(
        md("Shared by {user} from `{command}`.", user=mention(user), command=command), "shared_by"
    )
