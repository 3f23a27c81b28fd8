"""`make language`: how many sentences get the right answer, by kind, and which do not.

With `--quiet` no failure is printed; failures of the held-out sentences are printed only with
`--held-out`, since who has seen them can't judge by them any more.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from blocks.salary import form
from bot.answers.prepared import prepare_handbook_answers, prepare_salary_answers
from bot.answers.roles import Subject
from bot.store.clock import Clock
from hiring.guide.package import find_complete_package
from hiring.guide.role_names import split_off_role
from hiring.guide.salary_query import CheckOffer
from hiring.guide.weighing import decide
from local_slack.client import words
from tests.asked.postings import (
    build_good_posting,
    read_as_must,
    read_as_system,
    read_remarks,
)
from tests.asked.sentences import load_sentences
from tests.asked.teams import FOLDER, load_teams, name_verdict
from tests.guides import load_shipped_guide

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from blocks.kit import Json
    from tests.asked.sentences import Sentence

ROLE = "ai-tech-lead"
TODAY = date(2026, 11, 28)
"""The date that technologies are as old as on."""
ANSWERED = {"Found", "AtTopic", "AboutPay", "Home", "MayAsk"}
"""The queries whose answer claims to answer a question on the guide."""
OUTCOMES = ("right", "near", "wrong", "declined")
TEAM_OUTCOMES = ("right", "wrong", "other")


@dataclass(frozen=True)
class Outcome:
    """What became of a sentence: `right`, `near` (asked back), `wrong` or `declined`."""

    sentence: Sentence
    name: str
    query: str
    answer: str

    @property
    def says_what_it_must_not(self) -> bool:
        """Whether the answer is not only incomplete but false."""
        return self.sentence.is_broken_by(self.answer)


def judge_salary(sentences: Iterable[Sentence]) -> Iterator[Outcome]:
    """Ask `/salary` each sentence. Nothing is `near`: what asks back is labelled to do so."""
    guide = load_shipped_guide()
    answers = prepare_salary_answers(guide, Clock().read_date, native=True)[ROLE]
    salary = answers.source.salary
    for sentence in sentences:
        role, rest = split_off_role(sentence.text, guide.roles.values())
        query, _ = answers.read(rest)
        if isinstance(query, CheckOffer) and not find_complete_package(query, salary):
            answer = _read_view(form.build_form(answers.source, query).payload)
        else:
            answer = words(answers.message(Subject(role or guide.roles[ROLE], rest)).payload())
        name = "right" if sentence.is_met_by(answer) else "wrong"
        yield Outcome(sentence, name, type(query).__name__, answer)


def judge_guide(sentences: Iterable[Sentence]) -> Iterator[Outcome]:
    """Ask `/hiring-guide` each sentence."""
    guide = load_shipped_guide()
    answers = prepare_handbook_answers(guide, Clock().read_date, native=True)[ROLE]
    for sentence in sentences:
        role, rest = split_off_role(sentence.text, guide.roles.values())
        query, _ = answers.read(rest)
        answer = words(answers.message(Subject(role or guide.roles[ROLE], rest)).payload())
        kind = type(query).__name__
        yield Outcome(sentence, _judge_guide_answer(sentence, kind, answer), kind, answer)


def _judge_guide_answer(sentence: Sentence, kind: str, answer: str) -> str:
    meets = sentence.is_met_by(answer)
    if sentence.kind == "decline":
        declines = kind not in ANSWERED or (kind == "AboutPay" and "no figures" in answer.lower())
        if kind == "DidYouMean":
            return "near"
        return "right" if declines and meets else "wrong"
    if sentence.kind == "condition":
        return "right" if meets else "wrong"
    if kind == "DidYouMean":
        return "near" if meets else "declined"
    if kind not in ANSWERED:
        return "right" if meets and kind == "Described" else "declined"
    return "right" if meets else "wrong"


def judge_postings(sentences: Iterable[Sentence]) -> Iterator[Outcome]:
    """Put each line into a good posting. `flag` must be remarked on for its reason, `fine` not.

    What is harmless beside a range ("competitive pay") is read in a posting without one.
    """
    source, good = build_good_posting(load_shipped_guide().on(TODAY), ROLE)
    without_range = replace(good, range="", no_range=True, range_declined=True)
    nothing, no_range = read_remarks(good, source), read_remarks(without_range, source)
    for sentence in sentences:
        read = [read_as_must(sentence.text, source, good)]
        if sentence.kind == "fine":
            read.append(read_as_system(sentence.text, source, good))
            is_right = all(remarks == nothing for remarks in read)
        else:
            if read[0] == nothing:
                read = [read_as_must(sentence.text, source, without_range)]
            is_right = read[0] not in {nothing, no_range} and sentence.is_met_by(read[0])
        yield Outcome(sentence, "right" if is_right else "wrong", "remarks", " / ".join(read))


def _read_view(view: Json) -> str:
    """The words of a form, with what it is filled in with."""
    return "\n".join([words(view), *_find_initial_values(view["blocks"])])


def _find_initial_values(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for inner in value:
            yield from _find_initial_values(inner)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key == "initial_value":
                yield str(inner)
            else:
                yield from _find_initial_values(inner)


JUDGES: dict[str, Callable[[Iterable[Sentence]], Iterator[Outcome]]] = {
    "salary": judge_salary,
    "guide": judge_guide,
    "jd": judge_postings,
}


def count_outcomes(outcomes: Iterable[Outcome]) -> dict[str, Counter[str]]:
    """By kind, how often each outcome came."""
    counted: dict[str, Counter[str]] = {}
    for outcome in outcomes:
        counted.setdefault(outcome.sentence.kind, Counter())[outcome.name] += 1
    return counted


def main(arguments: list[str]) -> None:
    """Print the tables, and the failures."""
    for command, judge in JUDGES.items():
        for held_out in (False, True):
            outcomes = list(judge(load_sentences(command, held_out=held_out)))
            print(f"\n/{command}, {'held out' if held_out else 'to tune with'}")  # noqa: T201
            print(f"{'kind':<12}" + "".join(f"{name:>10}" for name in OUTCOMES))  # noqa: T201
            for kind, counts in sorted(count_outcomes(outcomes).items()):
                share = counts["right"] / counts.total()
                columns = "".join(f"{counts[name]:>10}" for name in OUTCOMES)
                print(f"{kind:<12}{columns}{share:>8.0%}")  # noqa: T201
            if "--quiet" not in arguments and (not held_out or "--held-out" in arguments):
                for outcome in outcomes:
                    if outcome.name != "right":
                        print(describe_failure(outcome))  # noqa: T201
    print_teams()


def print_teams() -> None:
    """How many labelled teams get a right verdict; of those to tune with also which do not."""
    need = load_shipped_guide().roles[ROLE].need
    assert need is not None
    print("\n/do-we-need-a-lead")  # noqa: T201
    for name in sorted(path.name for path in FOLDER.glob("*need.tsv")):
        judged = [(team, decide(need, team.answers)) for team in load_teams(name)]
        counts = Counter(team.judge(decision) for team, decision in judged)
        columns = ", ".join(f"{counts[outcome]} {outcome}" for outcome in TEAM_OUTCOMES)
        print(f"{name}: {columns}")  # noqa: T201
        for team, decision in judged:
            if not name.startswith("held_out_") and team.judge(decision) != "right":
                print(f"  {name_verdict(decision)}, not {team.verdict}: {team.text}")  # noqa: T201


def describe_failure(outcome: Outcome) -> str:
    """A line: what came of which sentence, how it was read, and how the answer starts."""
    start = " / ".join(outcome.answer.split("\n"))[:110]
    return f"  {outcome.name:<9}{outcome.sentence.text!r}  {outcome.query}: {start}"


if __name__ == "__main__":
    main(sys.argv[1:])
