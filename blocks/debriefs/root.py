"""What the channel reads until the reveal: who interviews in which stage, how many have filed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.debriefs import parts
from blocks.debriefs.candidate import build_task_buttons, describe_task
from blocks.debriefs.lists import build_manage_button
from blocks.debriefs.next_steps import build_reveal_now_button, describe_reveal_requests
from blocks.debriefs.open_form import ADDRESS
from blocks.debriefs.ref import Ref
from blocks.debriefs.wording import (
    CLOSINGS,
    OUTCOMES,
    describe_people_in_charge,
    describe_release,
    describe_times,
    list_people,
    quote_beginning,
    shorten_label,
)
from blocks.mrkdwn import Mrkdwn, join, md, mention
from hiring.debriefs.contents import RoundState
from hiring.debriefs.state import Phase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blocks.debriefs.wording import RoleWords
    from blocks.kit import Element, Message
    from hiring.debriefs.contents import PublicRound, Root, RoundNote

_SINCE_FILED = {
    RoundState.WAITING: "not started yet",
    RoundState.COMPLETE: "complete",
    RoundState.ADVANCED: "complete; the next round has started",
    RoundState.STOPPED: "complete; no more rounds",
    RoundState.LAST_COMPLETE: "complete",
    RoundState.REVEALED: "revealed",
}
_NOTES = {
    RoundState.COMPLETE: (
        "Round {number} is complete. The owner and the decider choose whether to go on."
    ),
    RoundState.ADVANCED: "Round {number} is complete. The next round has started.",
    RoundState.STOPPED: "Round {number} is complete. No more rounds follow.",
}


def build_root(content: Root, words: RoleWords) -> list[Message]:
    """The channel message that the debrief's thread hangs on. Slot: `root`."""
    title = f"Debrief: {shorten_label(content.label)}"
    return parts.join_parts(
        parts.build_block(md("*{title}*", title=title), kit.header(title, "title")),
        parts.build_text(join([_describe_job(content, words), _describe_state(content)]), "state"),
        *(
            parts.build_text(_describe_round(content, round_, words), f"round/{round_.number}")
            for round_ in content.rounds
        ),
        parts.build_small_text(
            describe_people_in_charge(content.owner, content.decider, content.deputy),
            "people",
        ),
        parts.build_buttons([*_build_buttons(content)], "acts"),
    )


def build_round_note(content: RoundNote) -> list[Message]:
    """The reply that a round is complete. Slot: `thread/round-<n>`."""
    template = _NOTES.get(content.state, "Round {number} is complete.")
    text = md("{note}", note=template.format(number=content.number))
    return parts.build_text(join([text, _describe_stop(content)], " "), "note")


def _describe_stop(content: RoundNote) -> Mrkdwn:
    """Who dropped the later rounds, and whose scorecards aren't asked for because of that."""
    if not content.by:
        return Mrkdwn()
    by, people = mention(content.by), list_people(content.left_out)
    if not people:
        return md("{by} decided that.", by=by)
    return md("{by} decided that, so {people} won't be asked to file.", by=by, people=people)


def build_link_button(link: str, name: str = "Open candidate's page") -> list[Element]:
    """A button that opens the address; no button if Slack wouldn't accept the address."""
    if not ADDRESS.fullmatch(link):
        return []
    return [kit.button(name, ids.number_id(ids.DEBRIEF_LINK, 0), url=link)]


def _describe_job(content: Root, words: RoleWords) -> Mrkdwn:
    job = [md("{part}", part=part.strip()) for part in (words.title, content.job_title)]
    return join(
        [
            join(job, ", "),
            Mrkdwn()
            if build_link_button(content.link)
            else md("{link}", link=content.link.strip()),
        ]
    )


def _describe_state(content: Root) -> Mrkdwn:
    match content.phase:
        case Phase.RUNNING:
            return Mrkdwn(
                "*Sealed:* until everyone in the round has filed, nobody can read its scorecards."
            )
        case Phase.BETWEEN:
            return Mrkdwn("*Round complete.* The owner and the decider choose whether to go on.")
        case Phase.GRACE:
            text = Mrkdwn(
                "*All scorecards are in.* They are revealed in a few minutes. Until then you can"
                " edit yours."
            )
            return join(
                [text, describe_reveal_requests(content.owner, content.decider, content.asked_now)]
            )
        case Phase.REVEALED:
            return md(
                "*Revealed* in the thread. {decider} decides.", decider=mention(content.decider)
            )
        case Phase.DECIDED | Phase.CLOSED:
            return _describe_ending(content)


def _describe_ending(content: Root) -> Mrkdwn:
    if content.closed:
        return md(
            "*Closed.* {why}. Scorecards that weren't revealed stay sealed.",
            why=CLOSINGS[content.closed],
        )
    if content.decision:
        decided = md(
            "*{outcome}*, decided by {by}.",
            outcome=OUTCOMES[content.decision.outcome],
            by=mention(content.decision.by),
        )
        task = describe_task(content.task) if content.task else Mrkdwn()
        return join([decided, quote_beginning(content.decision.reason), task])
    return Mrkdwn("*Decided.*")


def _describe_round(content: Root, public_round: PublicRound, words: RoleWords) -> Mrkdwn:
    count = md("{filed} of {all} filed", filed=public_round.filed, all=len(public_round.seats))
    filed = count if public_round.seats else Mrkdwn()
    since = _SINCE_FILED.get(public_round.state, "")
    state = filed if public_round.state is not RoundState.WAITING else Mrkdwn()
    name = f"Round {public_round.number}" if len(content.rounds) > 1 else "Scorecards"
    head = md("*{name}:* {state}", name=name, state=join([state, md("{s}", s=since)], ", "))
    return join([head, *_describe_seats(content, public_round, words)])


def _describe_seats(content: Root, public_round: PublicRound, words: RoleWords) -> Iterator[Mrkdwn]:
    for seat in public_round.seats:
        text = md("• {stage}: {who}", stage=words.stage(seat.stage), who=mention(seat.person))
        runs = public_round.state is RoundState.RUNNING and content.phase is Phase.RUNNING
        known = seat.at is not None or not seat.due_over
        times = describe_times(seat.at, seat.due_at) if runs and known else Mrkdwn()
        yield join([text, times], ", ")
    for released in public_round.released:
        stage = words.stage(released.stage)
        yield md("• {stage}: {what}", stage=stage, what=describe_release(released))
    if not public_round.seats and not public_round.released:
        yield Mrkdwn("• No interviewers")


def _build_buttons(content: Root) -> Iterator[Element]:
    ref = Ref(content.debrief_id).text()
    phase = content.phase
    if phase is Phase.RUNNING:
        yield kit.button("File feedback", ids.DEBRIEF_FILE, value=ref, primary=True)
    if phase is Phase.GRACE:
        yield kit.button("Edit my feedback", ids.DEBRIEF_FILE, value=ref)
        yield build_reveal_now_button(content.debrief_id)
    if phase is Phase.REVEALED:
        yield kit.button("Decide", ids.DEBRIEF_DECIDE, value=ref, primary=True)
    if phase is Phase.DECIDED:
        yield from build_task_buttons(content.debrief_id, content.task, primary=True)[:1]
        yield kit.button("Change the decision", ids.DEBRIEF_DECIDE, value=ref)
    yield build_manage_button(content.debrief_id)
    yield from build_link_button(content.link)
