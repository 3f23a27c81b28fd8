"""The words for what a record holds as ids, and how people, times and labels are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from blocks.mrkdwn import Mrkdwn, clean, format_local_time, join, md, mention
from hiring.debriefs.debrief import CloseKind, Duty, Outcome, Release, ReleaseReason
from hiring.debriefs.role_text import read_id
from hiring.debriefs.scorecard import Rating

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from hiring.debriefs.contents import PublicRelease
    from hiring.debriefs.role_text import AttributeText, RedFlagText, RoleText, StageText

NOT_ASSESSED: Final = "Not assessed"
RATINGS: Final[Mapping[Rating, str]] = {
    Rating.DEFINITELY_NO: "Strong no",
    Rating.NO: "No",
    Rating.YES: "Yes",
    Rating.STRONG_YES: "Strong yes",
}
OUTCOMES: Final[Mapping[Outcome, str]] = {
    Outcome.HIRE: "Hire",
    Outcome.NO_HIRE: "No hire",
    Outcome.HOLD: "Hold",
    Outcome.ANOTHER_ROUND: "Another round",
}
CLOSINGS: Final[Mapping[CloseKind, str]] = {
    CloseKind.WITHDREW: "The candidate withdrew",
    CloseKind.ROLE_CLOSED: "The role was closed",
    CloseKind.OPENED_BY_MISTAKE: "It was opened by mistake",
}
DUTIES: Final[Mapping[Duty, str]] = {Duty.OWNER: "ownership", Duty.DECIDER: "the decision"}
RELEASE_REASONS: Final[Mapping[ReleaseReason, str]] = {
    ReleaseReason.DID_NOT_INTERVIEW: "did not interview",
    ReleaseReason.NOT_AVAILABLE: "not available",
    ReleaseReason.CONFLICT: "conflict of interest",
    ReleaseReason.REPLACED: "someone else interviews",
}
SEALED: Final = Mrkdwn("Scorecards stay sealed until everyone in this round has filed.")
KIT_COMES: Final = Mrkdwn(
    "the kit on the evening before the interview, or when they have chosen in their settings"
)
NOT_SCHEDULED: Final = Mrkdwn("The interview isn't scheduled yet.")
_BEGINNING = 300  # characters
_LONGEST_LABEL = 40  # the form takes no longer one


def describe_rating(rating: Rating | None) -> str:
    """The word for a rating; None is "not assessed"."""
    return RATINGS[rating] if rating else NOT_ASSESSED


def describe_ratings(ratings: Iterable[tuple[str, Rating]]) -> Mrkdwn:
    """Each rating that was given, from the lowest, with the people who gave it."""
    given = list(ratings)
    return join(
        (
            md("{name} {who}", name=name.lower(), who=list_people(who))
            for rating, name in RATINGS.items()
            if (who := [person for person, each in given if each is rating])
        ),
        "; ",
    )


def shorten_label(text: str) -> str:
    """A candidate's label on one line."""
    line = " ".join(clean(text).split()) or "no label"
    return line if len(line) <= _LONGEST_LABEL else line[: _LONGEST_LABEL - 1] + "…"


def list_people(ids: Iterable[str]) -> Mrkdwn:
    """Their names, with commas and an "and"."""
    names = [mention(user) for user in ids]
    if len(names) < 2:  # noqa: PLR2004 - two people
        return join(names)
    return md("{most} and {last}", most=join(names[:-1], ", "), last=names[-1])


def count_of(number: int, noun: str) -> str:
    """A number and its noun, such as `1 seat` or `2 seats`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def describe_people_in_charge(owner: str, decider: str, deputy: str) -> Mrkdwn:
    """Owner and decider, and the deputy if one was named at opening."""
    text = md("Owner {owner}, decider {decider}", owner=mention(owner), decider=mention(decider))
    second = md("deputy {deputy}", deputy=mention(deputy)) if deputy else Mrkdwn()
    return md("{people}.", people=join([text, second], ", "))


def describe_duties(duties: Collection[Duty]) -> str:
    """What a person who takes over is to do, as in "asks you to …"."""
    if set(duties) == set(Duty):
        return "own the debrief and decide"
    return "own the debrief" if Duty.OWNER in duties else "decide"


def describe_release(release: PublicRelease) -> Mrkdwn:
    """Who was excused or can't file, who did it, the reason, and whether it can be undone."""
    person = mention(release.person)
    if release.how is Release.GIVEN_UP:
        text = md("{person} can't file", person=person)
    elif release.by == release.person and release.reason is ReleaseReason.REPLACED:
        text = md("{person} handed their seat over", person=person)
    elif release.by == release.person:
        text = md("{person} excused themselves", person=person)
    else:
        text = md("{person}, excused by {by}", person=person, by=mention(release.by))
    reason = md("{reason}", reason=RELEASE_REASONS[release.reason] if release.reason else "")
    agreed = Mrkdwn("agreed") if release.agreed else Mrkdwn()
    return join(
        [join([text, reason], ": "), agreed, describe_time_to_keep(release.keeps_until)], ", "
    )


def describe_times(
    at: int | None, due_at: int | None, *, start: bool = False, overdue: bool = False
) -> Mrkdwn:
    """When an interview is and when its scorecard is due; `start` begins a sentence with it.

    A record of before there were interview times has the due time alone.
    """
    if at is not None:
        word = "Interview" if start else "interview"
        begins = md("{word} {at}", word=word, at=format_local_time(at))
        due = md("scorecard due {at}", at=format_local_time(due_at)) if due_at else Mrkdwn()
    elif due_at is not None:
        word, due = "Due" if start else "due", Mrkdwn()
        begins = md("{word} {at}", word=word, at=format_local_time(due_at))
    else:
        due = Mrkdwn()
        begins = Mrkdwn("Not scheduled yet") if start else Mrkdwn("not scheduled yet")
    return join([begins, due, Mrkdwn("*overdue*") if overdue else Mrkdwn()], ", ")


def describe_early_ratings(due_at: int | None) -> Mrkdwn:
    """To the author of early ratings: what is missing, and until when."""
    by = md(", by {due}", due=format_local_time(due_at)) if due_at else Mrkdwn()
    return md("Your ratings are saved. They count once you have written why{by}.", by=by)


def describe_time_to_keep(keeps_until: int | None) -> Mrkdwn:
    """Until when an excused interviewer may keep the seat; empty once the release is final."""
    if keeps_until is None:
        return Mrkdwn()
    return md("may keep the seat until {until}", until=format_local_time(keeps_until))


def describe_early_readers(readers: Iterable[tuple[str, Sequence[int]]]) -> Mrkdwn:
    """Who read which rounds before the channel could; empty if nobody did."""
    return join(
        (
            md("{person} ({rounds})", person=mention(person), rounds=_list_rounds(numbers))
            for person, numbers in readers
        ),
        ", ",
    )


def _list_rounds(numbers: Sequence[int]) -> str:
    *most, last = map(str, numbers)
    return f"rounds {', '.join(most)} and {last}" if most else f"round {last}"


def quote_lines(text: str) -> Mrkdwn:
    """What a person wrote, with each line marked as a quotation."""
    return join(md("&gt; {line}", line=line) for line in clean(text).splitlines() if line.strip())


def quote_beginning(reason: str) -> Mrkdwn:
    """A decision's reason, cut if it would fill a screen; the thread has all of it."""
    if len(reason) <= _BEGINNING:
        return quote_lines(reason)
    cut = f"{reason[:_BEGINNING].rstrip()}…"
    return join([quote_lines(cut), Mrkdwn("The full reason is in the thread.")])


class RoleWords:
    """Names by id, out of the words that a debrief keeps. An unknown id is shown as words."""

    def __init__(self, text: RoleText) -> None:
        self.title = text.title
        self.stages: Mapping[str, StageText] = {stage.id: stage for stage in text.stages}
        self.attributes: Mapping[str, AttributeText] = {
            attribute.id: attribute for attribute in text.attributes
        }
        self.flags: Mapping[str, RedFlagText] = {flag.id: flag for flag in text.red_flags}

    def describe_usual_due(self, since: str) -> str:
        """When scorecards are due unless someone says otherwise; `since` is as in "from now"."""
        same_day = [stage.name for stage in self.stages.values() if stage.due_same_day]
        exception = f"; for {', '.join(same_day)}, the same day" if same_day else ""
        return f"Usually 24 hours {since}{exception}."

    def stage(self, stage: str) -> str:
        """A stage's short name, of at most 20 characters if the role has the stage."""
        return self.stages[stage].short if stage in self.stages else read_id(stage)

    def stage_name(self, stage: str) -> str:
        """A stage's full name."""
        return self.stages[stage].name if stage in self.stages else read_id(stage)

    def attribute(self, attribute: str) -> str:
        """An attribute's name."""
        known = self.attributes.get(attribute)
        return known.name if known else read_id(attribute)

    def flag(self, flag: str) -> str:
        """A red flag's name."""
        return self.flags[flag].name if flag in self.flags else read_id(flag)
