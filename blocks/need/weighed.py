"""What speaks for and against each verdict, counted and named, in lines that a phone shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks.mrkdwn import Mrkdwn, join, md

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hiring.guide.weighing import Counted, Decision, Weighed


def describe_weighed(decision: Decision) -> Mrkdwn:
    """Every verdict in a line: the likely ones with their reasons named, the others counted.

    All are counted where it hangs on a contradiction, which names the reasons that matter.
    """
    likely = () if decision.hangs_on_contradiction else decision.likely
    named = [entry for entry in decision.weighed if entry.verdict in likely]
    others = [entry for entry in decision.weighed if entry.verdict not in likely]
    return join(
        [
            *map(_describe_named, named),
            *(_describe_counted(entry, decision) for entry in others),
        ]
    )


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


def _describe_counted(entry: Weighed, decision: Decision) -> Mrkdwn:
    count = "not both are needed" if entry.verdict.joins else _describe_count(entry)
    if entry.ruled_out_by and entry.verdict in decision.likely:  # by an answer that is in doubt
        count += ", if that holds"
    return md("{title}: {count}", title=entry.verdict.title, count=count)


def _describe_count(entry: Weighed) -> str:
    if entry.ruled_out_by:
        return f"ruled out ({_join_names(reason.name for reason in entry.ruled_out_by)})"
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


def _join_names(names: Iterable[str]) -> str:
    return " and ".join(dict.fromkeys(names))
