"""What speaks for and against each verdict, counted and named, in lines that a phone shows."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from blocks.mrkdwn import Mrkdwn, join, md
from hiring.name_lists import join_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hiring.guide.weighing import Counted, Decision, Weighed


MOST_NAMED = 2  # likely verdicts whose reason is named beside a contradiction


def describe_weighed(decision: Decision) -> Mrkdwn:
    """The likely verdicts with their reasons named, the others counted.

    Where it hangs on a contradiction, which takes up the room, the strongest reason of the two
    likeliest is named, and nothing is said of what nothing speaks for or against.
    """
    if decision.hangs_on_contradiction:
        likely = [entry for entry in decision.weighed if entry.verdict in decision.likely]
        named = sorted(likely, key=lambda entry: -entry.balance)[:MOST_NAMED]
        lines = [_describe_strongest(entry, decision) for entry in named]
    else:
        named = [entry for entry in decision.weighed if entry.verdict in decision.likely]
        lines = [_describe_named(entry) for entry in named]
    others = [
        entry
        for entry in decision.weighed
        if entry not in named
        and not (decision.hangs_on_contradiction and _is_beside_the_point(entry, decision))
    ]
    return join([*lines, *_describe_others(others, decision)])


def _is_beside_the_point(entry: Weighed, decision: Decision) -> bool:
    is_weighed = entry.pro or entry.contra or entry.ruled_out_by
    return entry.verdict not in decision.likely and bool(entry.verdict.joins or not is_weighed)


def _describe_others(entries: Iterable[Weighed], decision: Decision) -> Iterator[Mrkdwn]:
    """A line for each count, with the verdicts that have it."""
    titles: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        titles[_count(entry, decision)].append(entry.verdict.title)
    for count, names in titles.items():
        yield md("{titles}: {count}", titles=", ".join(names), count=count)


def describe_reasons(decision: Decision) -> list[Mrkdwn]:
    """Every verdict with all that speaks for and against it, as the answers state it."""
    return [
        join(
            [
                md(
                    "*{title}: {count}*",
                    title=entry.verdict.title,
                    count=_describe_count(entry),
                ),
                *_list_reasons("+", entry.pro),
                *_list_reasons("–", entry.contra),
                *(md("✗ {say}", say=reason.say) for reason in entry.ruled_out_by),
            ]
        )
        for entry in decision.weighed
        if not entry.verdict.joins
    ]


def _describe_named(entry: Weighed) -> Mrkdwn:
    parts = [
        md(
            "*{title}: {count}.*",
            title=entry.verdict.title,
            count=_count_reasons(entry),
        )
    ]
    if entry.pro:
        parts.append(md("For: {names}.", names=_name_reasons(entry.pro)))
    if entry.contra:
        parts.append(md("Against: {names}.", names=_name_reasons(entry.contra)))
    return join(parts, " ")


def _describe_strongest(entry: Weighed, decision: Decision) -> Mrkdwn:
    """A line with its count and its strongest reason, the first of equally strong ones."""
    if entry.ruled_out_by or not entry.pro:
        return join(_describe_others([entry], decision))
    strongest = max(entry.pro, key=lambda counted: counted.count)
    return md(
        "*{title}: {count}*, such as: {name}",
        title=entry.verdict.title,
        count=_count_reasons(entry),
        name=strongest.reason.name,
    )


def _count(entry: Weighed, decision: Decision) -> str:
    if entry.verdict.joins and not entry.ruled_out_by:
        return "not both are needed"
    if entry.ruled_out_by and entry.verdict in decision.likely:  # by an answer that is in doubt
        return f"{_describe_count(entry)}, if that holds"
    return _describe_count(entry)


def _describe_count(entry: Weighed) -> str:
    if entry.ruled_out_by:
        names = dict.fromkeys(reason.name for reason in entry.ruled_out_by)
        return f"ruled out ({join_names(list(names))})"
    return _count_reasons(entry)


def _count_reasons(entry: Weighed) -> str:
    return f"{_add_up(entry.pro)} for, {_add_up(entry.contra)} against"


def _add_up(counted: Iterable[Counted]) -> int:
    return sum(reason.count for reason in counted)


def _name_reasons(counted: Iterable[Counted]) -> str:
    return ", ".join(
        f"{each.reason.name} (double)" if each.count > 1 else each.reason.name for each in counted
    )


def _list_reasons(mark: str, counted: Sequence[Counted]) -> list[Mrkdwn]:
    return [
        md(
            "{mark} {say}{double}",
            mark=mark,
            say=each.reason.say,
            double=" _(counts double)_" if each.count > 1 else "",
        )
        for each in counted
    ]
