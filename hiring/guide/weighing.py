"""Weighs the answers to the need questions: what speaks for and against each verdict.

Each reason counts 1, or 2 where the content says so. The verdict with most left, once what speaks
against it is taken off, decides if it is ahead by `clear_by`; otherwise it is close.
Answers that contradict each other are read each way, and decide if every way leads to one verdict.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from hiring.guide.need import (
        Answers,
        ContradictionRule,
        Need,
        NeedQuestion,
        Option,
        Reading,
        Reason,
        Verdict,
        VerdictCase,
    )


@dataclass(frozen=True)
class Counted:
    """A reason, and how much it counts for one verdict: 1 or 2."""

    reason: Reason
    count: int


@dataclass(frozen=True)
class Weighed:
    """A verdict with what speaks for and against it, and what rules it out.

    `balance` is what is left of what speaks for it; of joined verdicts, the least of theirs.
    """

    verdict: Verdict
    pro: tuple[Counted, ...]
    contra: tuple[Counted, ...]
    ruled_out_by: tuple[Reason, ...]
    balance: int


@dataclass(frozen=True)
class Change:
    """Other answers, each to a question or as one more tick, and the verdict they would lead to."""

    options: tuple[tuple[NeedQuestion, Option], ...]
    verdict: Verdict

    def leads_to(self, verdict_id: str) -> bool:
        """Whether it leads to this verdict, by itself or joined with others."""
        return verdict_id == self.verdict.id or verdict_id in self.verdict.joins


@dataclass(frozen=True)
class ReadOut:
    """One reading of a contradiction, and the verdicts that it leads to: one if it is clear."""

    reading: Reading
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True)
class Contradicted:
    """A contradiction in the answers, with what each reading of it leads to."""

    rule: ContradictionRule
    questions: tuple[NeedQuestion, ...]
    readings: tuple[ReadOut, ...]


@dataclass(frozen=True)
class Decision:
    """What the answers lead to.

    `likely` is one verdict, or the two or more between which nothing decides; `case` is how that
    one verdict is put to this team. `leaning` is the likely one that the weighing favours by far,
    where a contradiction keeps it from being the answer. `weighed` has every verdict in the
    content's order.
    """

    likely: tuple[Verdict, ...]
    case: VerdictCase | None
    leaning: Verdict | None
    weighed: tuple[Weighed, ...]
    contradictions: tuple[Contradicted, ...]
    changes: tuple[Change, ...]

    @property
    def verdict(self) -> Verdict | None:
        """The verdict, None where there is no clear one."""
        return self.likely[0] if len(self.likely) == 1 else None

    @property
    def hangs_on_contradiction(self) -> bool:
        """Whether there is no clear verdict because of how a contradiction is read."""
        return self.verdict is None and any(each.readings for each in self.contradictions)

    def list_settling(self) -> tuple[NeedQuestion, ...]:
        """The questions of contradictions; then those of which another answer would decide."""
        deciding = {
            question.id: question
            for change in self.changes
            if change.verdict in self.likely
            for question, _ in change.options
        }
        contradicted = {
            question.id: question for each in self.contradictions for question in each.questions
        }
        return tuple(question for question in (contradicted | deciding).values() if question.settle)


def decide(need: Need, answers: Answers) -> Decision:
    """Weigh complete answers: `find_unanswered` says whether they are."""
    likely = list_likely(need, answers)
    weighed = weigh(need, answers)
    return Decision(
        likely=likely,
        case=likely[0].find_case(answers) if len(likely) == 1 else None,
        leaning=_find_leaning(need, likely, weighed),
        weighed=weighed,
        contradictions=tuple(_read_contradictions(need, answers)),
        changes=tuple(_list_changes(need, answers, likely)),
    )


def list_likely(need: Need, answers: Answers) -> tuple[Verdict, ...]:
    """The verdict of complete answers, or those between which nothing decides."""
    return _list_likely(need, answers, need.contradictions, frozenset())


def weigh(need: Need, answers: Answers) -> tuple[Weighed, ...]:
    """Every verdict with its reasons, from answers of which some may be missing."""
    reasons = list(_list_reasons(need, answers))
    weighed = {
        verdict.id: _weigh_one(verdict, reasons) for verdict in need.verdicts if not verdict.joins
    }
    return tuple(
        _join(verdict, [weighed[part] for part in verdict.joins])
        if verdict.joins
        else weighed[verdict.id]
        for verdict in need.verdicts
    )


def _list_reasons(need: Need, answers: Answers) -> Iterator[Reason]:
    """What each answer says by itself, and what answers say together. Unanswered says nothing."""
    combined = [each for each in need.combinations if each.holds(answers)]
    set_aside = {
        (question, option)
        for each in combined
        for question, options in each.sets_aside.items()
        for option in options
    }
    for question in need.questions:
        chosen = answers.get(question.id)
        if chosen is not None:
            yield from (
                reason
                for reason in question.list_reasons(chosen)
                if (question.id, getattr(reason, "id", None)) not in set_aside
            )
    yield from combined


def _weigh_one(verdict: Verdict, reasons: Iterable[Reason]) -> Weighed:
    weights = [
        (reason, weight) for reason in reasons if (weight := reason.weights.get(verdict.id, 0))
    ]
    return Weighed(
        verdict,
        pro=tuple(Counted(reason, weight) for reason, weight in weights if weight > 0),
        contra=tuple(Counted(reason, -weight) for reason, weight in weights if weight < 0),
        ruled_out_by=tuple(reason for reason in reasons if verdict.id in reason.rules_out),
        balance=sum(weight for _, weight in weights),
    )


def _join(verdict: Verdict, parts: Sequence[Weighed]) -> Weighed:
    return Weighed(
        verdict,
        pro=tuple(counted for part in parts for counted in part.pro),
        contra=tuple(counted for part in parts for counted in part.contra),
        ruled_out_by=tuple(reason for part in parts for reason in part.ruled_out_by),
        balance=min(part.balance for part in parts),
    )


def _list_likely(
    need: Need,
    answers: Answers,
    rules: Sequence[ContradictionRule],
    ruled_out: AbstractSet[str],
) -> tuple[Verdict, ...]:
    """The likely verdicts of every reading of the answers, in the content's order."""
    for at, rule in enumerate(rules):
        if rule.readings and rule.holds(answers):
            read = [
                verdict
                for reading in rule.readings
                for verdict in _read(need, answers, reading, rules[at + 1 :], ruled_out)
            ]
            return tuple(verdict for verdict in need.verdicts if verdict in read)
    weighed = [entry for entry in weigh(need, answers) if entry.verdict.id not in ruled_out]
    return _find_nearest(need, weighed)


def _read(
    need: Need,
    answers: Answers,
    reading: Reading,
    rules: Sequence[ContradictionRule],
    ruled_out: AbstractSet[str] = frozenset(),
) -> tuple[Verdict, ...]:
    return _list_likely(need, reading.apply(answers), rules, ruled_out | {*reading.rules_out})


def _find_nearest(need: Need, weighed: Sequence[Weighed]) -> tuple[Verdict, ...]:
    """The verdict that is clearly ahead; otherwise all that are close to the one ahead.

    Only verdicts that something speaks for. None, where nothing speaks for any.
    """
    possible = [entry for entry in weighed if entry.pro and not entry.ruled_out_by]
    single = [entry for entry in possible if not entry.verdict.joins]
    ahead = max((entry.balance for entry in single), default=0)
    near = {entry.verdict.id: entry for entry in single if ahead - entry.balance < need.clear_by}
    for joined in possible:
        if joined.balance > 0 and near.keys() & set(joined.verdict.joins):
            near = _put_joined(need, joined, near, weighed)
    return tuple(entry.verdict for entry in weighed if entry.verdict.id in near)


def _put_joined(
    need: Need, joined: Weighed, near: Mapping[str, Weighed], weighed: Iterable[Weighed]
) -> dict[str, Weighed]:
    """Joined verdicts in the place of their parts; beside the strongest part if one is weak."""
    parts = [entry for entry in weighed if entry.verdict.id in joined.verdict.joins]
    strongest = max(parts, key=lambda part: part.balance)
    others = {name: entry for name, entry in near.items() if entry not in parts}
    doubtful = {strongest.verdict.id: strongest} if joined.balance < need.clear_by else {}
    return {**others, **doubtful, joined.verdict.id: joined}


def _read_contradictions(need: Need, answers: Answers) -> Iterator[Contradicted]:
    for rule in need.contradictions:
        if rule.holds(answers):
            others = [other for other in need.contradictions if other is not rule]
            read = (
                ReadOut(reading, _read(need, answers, reading, others)) for reading in rule.readings
            )
            questions = tuple(question for question in need.questions if question.id in rule.when)
            yield Contradicted(rule, questions, tuple(read))


def _find_leaning(
    need: Need, likely: Sequence[Verdict], weighed: Sequence[Weighed]
) -> Verdict | None:
    """The likely verdict that is ahead of the other likely ones by `clear_by`, if any is."""
    possible = [entry for entry in weighed if entry.verdict in likely]
    if len(possible) < 2:  # noqa: PLR2004 - nothing to be ahead of
        return None
    first, second, *_ = sorted(possible, key=lambda entry: -entry.balance)
    is_ahead = first.balance - second.balance >= need.clear_by
    return first.verdict if is_ahead and not first.ruled_out_by else None


def _list_changes(need: Need, answers: Answers, likely: Sequence[Verdict]) -> Iterator[Change]:
    """Each single change that leads to another verdict.

    Where the verdict is to wait, also the fewest changes that lead to what is waited for.
    """
    ways = _list_ways_to_change(need, answers)
    until = likely[0].until if len(likely) == 1 else None
    changes = [change for way in ways if (change := _try(need, answers, likely, (way,)))]
    if until and not any(change.leads_to(until) for change in changes):
        several = (
            change
            for count in range(2, len(need.questions) + 1)
            for way in combinations(ways, count)
            if (change := _try(need, answers, likely, way)) and change.leads_to(until)
        )
        yield from islice(several, 1)
    yield from changes


def _list_ways_to_change(need: Need, answers: Answers) -> list[tuple[NeedQuestion, Option]]:
    """What else could be answered or ticked, as far as a team could get there."""
    return [
        (question, option)
        for question in need.questions
        for option in question.options
        if option.reachable and option.id not in answers[question.id]
    ]


def _try(
    need: Need,
    answers: Answers,
    likely: Sequence[Verdict],
    way: tuple[tuple[NeedQuestion, Option], ...],
) -> Change | None:
    """The other verdict that these options lead to; None where they lead to none, or to no one."""
    changed = dict(answers)
    for question, option in way:
        ticked = changed[question.id] if question.several else frozenset()
        changed[question.id] = ticked | {option.id}
    other = list_likely(need, changed)
    return Change(way, other[0]) if len(other) == 1 and other != tuple(likely) else None
