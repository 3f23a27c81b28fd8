"""What is said of the people of a pasted invitation, in the form that opens a debrief."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

TIME_AND_PEOPLE: Final = (
    "These are the time and the people in the invitation. Check them, then press *Open*."
)
TIME: Final = "This is the time in the invitation. Check it, then press *Open*."
CHOOSE: Final = (
    "I read the time in the invitation. Choose who interviews in that stage, and I fill it in for"
    " them."
)
NOT_ALLOWED: Final = (
    "I'm not allowed to look people up by their e-mail address here, so choose who interviews."
)
LATER_ROUND: Final = (
    "This stage isn't in the first round, so I don't take its time now. Set it later, with"
    " *Schedule*."
)
IS_INVITED: Final = "You are invited, too: add yourself if you interview."
CUT: Final = "The text is cut off: people may be missing, and the event may repeat. Check both."


@dataclass(frozen=True, slots=True)
class InvitedPeople:
    """The people of an invitation who may interview, besides whoever pasted it.

    `addresses` counts those who didn't decline, and Slack didn't say who `not_asked` of them are.
    `absent` is how many declined. `is_invited`: whoever pasted it. `may_ask`: the app may look
    people up. `is_cut`: the text ends before the event does.
    """

    people: tuple[str, ...] = ()
    addresses: int = 0
    absent: int = 0
    not_asked: int = 0
    is_invited: bool = False
    may_ask: bool = True
    is_cut: bool = False


def describe_invited(invited: InvitedPeople, *, is_chosen: bool, asks_times: bool) -> str:
    """What was read, and who is missing.

    `is_chosen`: somebody interviews in the stage now. `asks_times`: the form asks when.
    """
    matched = len(invited.people) + invited.is_invited
    is_complete = matched == invited.addresses and not invited.is_cut
    time = TIME_AND_PEOPLE if is_complete and invited.people else TIME
    first = (time if asks_times else LATER_ROUND) if is_chosen else CHOOSE
    return " ".join((first, *_list_gaps(invited, matched)))


def _list_gaps(invited: InvitedPeople, matched: int) -> Iterator[str]:
    """Who of the invitation isn't filled in, and why."""
    if not invited.may_ask:
        yield NOT_ALLOWED
    elif matched < invited.addresses:
        yield f"I found {matched} of the {invited.addresses} people in it."
        if invited.not_asked:
            yield (
                f"I couldn't look {invited.not_asked} of them up just now: press *Read it* again,"
                " or choose them."
            )
    if invited.absent:
        yield f"Left out because they declined: {invited.absent}."
    if invited.is_invited:
        yield IS_INVITED
    if invited.is_cut:
        yield CUT
