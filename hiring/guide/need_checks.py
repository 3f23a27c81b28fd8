"""What the content check sees in a `need.yml` by comparing its values."""

from __future__ import annotations

from itertools import chain, combinations, islice, product
from typing import TYPE_CHECKING, Final

from hiring.guide.problem import Contradiction
from hiring.guide.weighing import list_likely

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hiring.guide.need import (
        Answers,
        ContradictionRule,
        Need,
        NeedQuestion,
        Picked,
        Reading,
        Reason,
        Verdict,
    )
    from hiring.guide.yaml_file import Key

    Path = tuple[Key, ...]

_MOST_TRIED: Final = 5_000  # ways to answer; a team's own questions may have many more
_FAR_APART: Final = 211
_LEAST: Final = 2  # answers that contradict each other, and readings of them


def find_problems(need: Need) -> Iterator[Contradiction]:
    """What is wrong with the values of a `need.yml` together: the path of each, and a sentence."""
    verdicts = {verdict.id: verdict for verdict in need.verdicts}
    questions = {question.id: question for question in need.questions}
    for path, reason in _list_reasons(need):
        yield from _check_reason(path, reason, verdicts)
    for at, verdict in enumerate(need.verdicts):
        for nth, part in enumerate(verdict.joins):
            yield from _check_verdict(("verdicts", at, "joins", nth), part, verdicts)
        if verdict.until:
            yield from _check_verdict(("verdicts", at, "until"), verdict.until, verdicts)
    for at, question in enumerate(need.questions):
        for index, option in enumerate(question.options):
            if option.turns and question.option(option.turns) is None:
                path = ("questions", at, "options", index, "turns")
                yield Contradiction(path, f"“{option.turns}” is not an option of “{question.id}”")
    for path, picked in _list_picks(need):
        yield from _check_picked(path, picked, questions)
    for at, rule in enumerate(need.contradictions):
        yield from _check_rule(("contradictions", at), rule, verdicts)


def find_unreached_verdicts(need: Need) -> Iterator[Contradiction]:
    """Verdicts that no answers lead to."""
    unreached = _find_unreached(need)
    for at, verdict in enumerate(need.verdicts):
        if verdict.id in unreached:
            yield Contradiction(("verdicts", at), f"no answers lead to “{verdict.id}”")


def find_ways_to_verdicts(need: Need) -> dict[str, Answers]:
    """For each verdict some answers that lead to it alone, as far as they are soon found."""
    ways = list(islice(_list_ways_to_answer(need), _MOST_TRIED))
    by_verdict: dict[str, Answers] = {}
    # Ways beside each other mostly lead to the same verdict, so those far apart are tried first.
    for answers in chain.from_iterable(ways[start::_FAR_APART] for start in range(_FAR_APART)):
        likely = list_likely(need, answers)
        if len(likely) == 1:
            by_verdict.setdefault(likely[0].id, answers)
        if len(by_verdict) == len(need.verdicts):
            break
    return by_verdict


def _find_unreached(need: Need) -> set[str]:
    """The ids of such verdicts; none where there are too many ways to answer."""
    if next(islice(_list_ways_to_answer(need), _MOST_TRIED, None), None) is not None:
        return set()
    return {verdict.id for verdict in need.verdicts} - find_ways_to_verdicts(need).keys()


def _list_ways_to_answer(need: Need) -> Iterator[Answers]:
    names = [question.id for question in need.questions]
    for way in product(*(_list_answers(question) for question in need.questions)):
        yield dict(zip(names, map(frozenset, way), strict=True))


def _list_answers(question: NeedQuestion) -> list[tuple[str, ...]]:
    ids = [option.id for option in question.options]
    if not question.several:
        return [(option_id,) for option_id in ids]
    return list(chain.from_iterable(combinations(ids, count) for count in range(len(ids) + 1)))


def _list_reasons(need: Need) -> Iterator[tuple[Path, Reason]]:
    for at, question in enumerate(need.questions):
        for index, option in enumerate(question.options):
            yield ("questions", at, "options", index), option
        if question.none:
            yield ("questions", at, "none"), question.none
    for at, combination in enumerate(need.combinations):
        yield ("combinations", at), combination


def _check_reason(
    path: Path, reason: Reason, verdicts: Mapping[str, Verdict]
) -> Iterator[Contradiction]:
    for verdict in reason.weighs:
        yield from _check_verdict((*path, "weighs", verdict), verdict, verdicts)
    for key in ("points_to", "rules_out"):
        for nth, verdict in enumerate(getattr(reason, key)):
            yield from _check_verdict((*path, key, nth), verdict, verdicts)
    for nth, verdict in enumerate(reason.rules_out):
        if verdict in reason.weighs:
            message = f"rules out “{verdict}” and weighs it too; it can do one of the two"
            yield Contradiction((*path, "rules_out", nth), message)


def _check_verdict(
    path: Path, verdict: str, verdicts: Mapping[str, Verdict]
) -> Iterator[Contradiction]:
    if verdict not in verdicts:
        message = f"“{verdict}” is not the id of a verdict"
        yield Contradiction(path, message, verdict, ("verdicts",))
    elif verdicts[verdict].joins:
        parts = " and ".join(verdicts[verdict].joins)
        yield Contradiction(path, f"“{verdict}” is made of {parts}; name these")


def _list_picks(need: Need) -> Iterator[tuple[Path, Picked]]:
    signs = (("lead", need.signs.lead), ("not_yet", need.signs.not_yet)) if need.signs else ()
    for name, entries in signs:
        for at, sign in enumerate(entries):
            yield ("signs", name, at, "told_by"), sign.told_by
    for at, combination in enumerate(need.combinations):
        yield ("combinations", at, "when"), combination.when
        yield ("combinations", at, "sets_aside"), combination.sets_aside
    for at, verdict in enumerate(need.verdicts):
        for index, case in enumerate(verdict.cases):
            yield ("verdicts", at, "cases", index, "when"), case.when
    for at, rule in enumerate(need.contradictions):
        yield ("contradictions", at, "when"), rule.when
        for index, reading in enumerate(rule.readings):
            yield ("contradictions", at, "readings", index, "aside"), reading.aside
            yield ("contradictions", at, "readings", index, "instead"), reading.instead


def _check_picked(
    path: Path, picked: Picked, questions: Mapping[str, NeedQuestion]
) -> Iterator[Contradiction]:
    for question, options in picked.items():
        if question not in questions:
            message = f"“{question}” is not the id of a question"
            yield Contradiction((*path, question), message, question, ("questions",))
            continue
        for option in options:
            if questions[question].option(option) is None:
                yield Contradiction(
                    (*path, question),
                    f"“{option}” is not an option of “{question}”",
                    option,
                    ("questions", list(questions).index(question), "options"),
                )


def _check_rule(
    path: Path, rule: ContradictionRule, verdicts: Mapping[str, Verdict]
) -> Iterator[Contradiction]:
    if len(rule.when) < _LEAST or not all(rule.when.values()):
        message = "can never hold: name an option each of two questions or more"
        yield Contradiction((*path, "when"), message)
    if len(rule.readings) == 1:
        yield Contradiction((*path, "readings"), "needs two readings or more, or none")
    for index, reading in enumerate(rule.readings):
        at = (*path, "readings", index)
        for nth, verdict in enumerate(reading.rules_out):
            yield from _check_verdict((*at, "rules_out", nth), verdict, verdicts)
        if not _solves(reading, rule):
            yield Contradiction(at, "this reading leaves the answers as contradictory as they are")


def _solves(reading: Reading, rule: ContradictionRule) -> bool:
    return any(
        not set(options) - set(reading.aside.get(question, ()))
        or (question in reading.instead and not set(options) & set(reading.instead[question]))
        for question, options in rule.when.items()
    )
