"""Teams, each labelled with the verdict that an expert would give, and what else is defensible.

A file has a line for each: `team` in words, its `answers`, the `verdict`, what else is defensible
(`also_ok`), those that would be wrong (`never`), and `why`. A verdict of `contradiction` means that
the answers pull apart or are close, so that no verdict is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hiring.guide.need import Answers
    from hiring.guide.weighing import Decision

FOLDER = Path(__file__).parent
NO_VERDICT = "contradiction"
_ENOUGH = 3
# What the labels call an option or a verdict, where it has another id.
_OWNERS = {
    "cto_doing_it": "executive",
    "cto_in_name": "executive-in-name",
    "other_doing_it": "other",
    "other_in_name": "other-in-name",
}
_VERDICTS = {
    "ai-tech-lead": "lead",
    "staff-ic": "staff",
    "engineering-manager": "manager",
    "lead-and-manager": "lead_and_manager",
    "not-yet": "not_yet",
}


@dataclass(frozen=True)
class Team:
    """A team's answers, and the verdicts that are right for it and wrong."""

    text: str
    answers: Answers
    right: frozenset[str]
    never: frozenset[str]
    verdict: str

    def judge(self, decision: Decision) -> str:
        """`right`, `wrong` (a verdict that it must not be), or `other`."""
        name = name_verdict(decision)
        if name in self.never:
            return "wrong"
        return "right" if name in self.right else "other"


def name_verdict(decision: Decision) -> str:
    """What the labels call the verdict, or that there is none."""
    return _VERDICTS[decision.verdict.id] if decision.verdict else NO_VERDICT


def load_teams(name: str) -> list[Team]:
    """The teams of one file."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()[1:]
    return [_read_team(*line.split("\t")) for line in lines]


def _read_team(  # noqa: PLR0913, PLR0917 - the columns of a line
    text: str, answers: str, verdict: str, also_ok: str, never: str, why: str
) -> Team:
    del why
    return Team(
        text=text,
        answers=_read_answers(answers),
        right=frozenset({verdict, *_split(also_ok)}),
        never=_split(never),
        verdict=verdict,
    )


def _read_answers(text: str) -> Answers:
    chosen = dict(part.strip().split("=") for part in text.split(";"))
    owner = chosen["owner"]
    return {
        "engineers": frozenset({"few" if int(chosen["engineers"]) < _ENOUGH else "enough"}),
        "owner": frozenset({_OWNERS.get(owner, owner)}),
        "signals": _split(chosen["signals"]) - {"none"},
        "problems": frozenset({chosen["problems"]}),
        "stuck": frozenset({chosen["stuck"].replace("_", "-")}),
        "time": frozenset({chosen["time"]}),
    }


def _split(text: str) -> frozenset[str]:
    return frozenset(filter(None, (part.strip() for part in text.split(","))))
