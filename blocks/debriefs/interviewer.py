"""What an interviewer gets by direct message: the kit of their stage, and reminders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.debriefs import parts
from blocks.debriefs.reasons import describe_reasons
from blocks.debriefs.ref import Ref
from blocks.debriefs.root import build_link_button
from blocks.debriefs.seat_menu import build_seat_menu
from blocks.debriefs.stage_plan import build_stage_plan
from blocks.debriefs.wording import (
    CLOSINGS,
    NOT_SCHEDULED,
    OUTCOMES,
    RELEASE_REASONS,
    SEALED,
    describe_early_ratings,
    list_people,
    quote_lines,
    shorten_label,
)
from blocks.mrkdwn import Mrkdwn, channel, format_local_span, format_local_time, join, md, mention
from hiring.debriefs.contents import KitState
from hiring.debriefs.debrief import ReleaseReason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blocks.debriefs.wording import RoleWords
    from blocks.kit import Element, Message
    from hiring.debriefs.contents import InterviewOff, Kit, ReadersNote, ReleaseNote


def build_kit(content: Kit, words: RoleWords) -> list[Message]:
    """Who, when, and from the evening before the plan of the stage. Slot: `seat/<id>/kit`."""
    with_plan = content.state is KitState.OWED and not (content.brief or content.outcome)
    title = f"{words.stage_name(content.stage)}: {shorten_label(content.label)}"
    return parts.join_parts(
        parts.build_block(md("*{title}*", title=title), kit.header(title[:150], "title")),
        parts.build_text(
            join([_describe_state(content), _describe_debrief(content, words)]), "state"
        ),
        build_stage_plan(content, words) if with_plan else [],
        _build_probe_questions(content) if with_plan else [],
        parts.build_buttons([*_build_buttons(content, words)], "acts"),
    )


def build_release_note(content: ReleaseNote, words: RoleWords) -> list[Message]:
    """That the owner has excused or replaced an interviewer, who may keep the seat for a while.

    Slot: `seat/<id>/release`.
    """
    replaced = content.reason is ReleaseReason.REPLACED
    by = mention(content.by)
    ahead = content.at is not None
    when = (
        md(" {when}", when=format_local_span(content.at, content.ends_at))
        if content.at is not None
        else Mrkdwn()
    )
    head = md(
        "*{what}:* {label}, {stage}, in {channel}.",
        what=md("{by} has asked someone else to interview in your place{when}", by=by, when=when)
        if replaced
        else md(
            "{by} has excused you from your {duty}{when}",
            by=by,
            duty="interview" if ahead else "scorecard",
            when=when,
        ),
        label=shorten_label(content.label),
        stage=words.stage_name(content.stage),
        channel=channel(content.channel),
    )
    reason = (
        md("The channel sees the reason: {reason}.", reason=RELEASE_REASONS[content.reason])
        if content.reason and not replaced
        else Mrkdwn()
    )
    if content.keeps_until is None:
        agreed = Mrkdwn("You agreed. There is nothing left to do.")
        nothing = agreed if content.agreed else Mrkdwn("There is nothing left to do.")
        return parts.build_text(join([head, join([reason, nothing], " ")]), "release")
    until = md(
        "If that's wrong, keep your seat and {act}. The round waits for your answer until {until}.",
        act="interview" if ahead else "file your scorecard",
        until=format_local_time(content.keeps_until),
    )
    sure = kit.confirm(
        "Go on without you?",
        "The round no longer waits for your scorecard. You can't undo this.",
        "Don't wait for me",
    )
    ref = Ref(content.debrief_id, content.seat).text()
    return parts.join_parts(
        parts.build_text(join([head, reason, until]), "release"),
        parts.build_buttons(
            [
                kit.button("Keep my seat", ids.DEBRIEF_KEEP_SEAT, value=ref),
                kit.button("Don't wait for me", ids.DEBRIEF_AGREE, value=ref, confirm=sure),
            ],
            "acts",
        ),
    )


def build_interview_off(content: InterviewOff, words: RoleWords) -> list[Message]:
    """That an interview doesn't take place, and why. Slot: `seat/<id>/off`."""
    off = content.called_off
    if off.at is None:
        head = Mrkdwn("Your interview is off")
    else:
        head = md("No interview {when}", when=format_local_span(off.at, off.ends_at))
    if content.kind:
        why = md("{why}.", why=CLOSINGS[content.kind])
    else:
        why = md("{by} ended it after an earlier round.", by=mention(off.by))
    text = md(
        "*{head}:* {label}, {stage}, in {channel}.",
        head=head,
        label=shorten_label(content.label),
        stage=words.stage_name(off.stage),
        channel=channel(content.channel),
    )
    return parts.build_text(
        join([text, join([why, Mrkdwn("There is nothing left to do.")], " ")]), "off"
    )


def build_readers_note(content: ReadersNote) -> list[Message]:
    """Who can read an author's scorecard now. Slot: `round/<n>/readers/<person>`."""
    head = md(
        "*{readers} can now read your scorecard:* {label}, round {number}, in {channel}.",
        readers=list_people(content.readers),
        label=shorten_label(content.label),
        number=content.number,
        channel=channel(content.channel),
    )
    change = Mrkdwn("Once it has been read, a change needs a reason, and both versions stay.")
    return parts.build_text(join([head, change]), "readers")


def _describe_state(content: Kit) -> Mrkdwn:
    marked = Mrkdwn(
        "What you file now is marked “after the reveal”, because the channel can read the others"
        " already."
    )
    match content.state:
        case KitState.OWED if content.late:
            label = shorten_label(content.label)
            what = (
                md("*{label} is decided:* {o}.", label=label, o=OUTCOMES[content.outcome])
                if content.outcome
                else md("*{label} was revealed without your scorecard.*", label=label)
            )
            nobody = Mrkdwn("Nobody waits for your scorecard any more. You can still file it.")
            interview = Mrkdwn() if content.outcome else _describe_interview(content)
            return join([join([what, nobody], " "), interview, marked])
        case KitState.OWED:
            due = (
                md("Your scorecard is due *{due}*.", due=format_local_time(content.due_at))
                if content.due_at
                else Mrkdwn()
            )
            comes = (
                md("The questions come {at}.", at=format_local_time(content.kit_at))
                if content.kit_at
                else Mrkdwn()
            )
            if content.opens_in:
                due = md("You can file your scorecard once round {n} starts.", n=content.opens_in)
            return join(
                [
                    _describe_interview(content),
                    comes,
                    join([due, SEALED], " "),
                    describe_early_ratings(content.due_at) if content.rated else Mrkdwn(),
                    _describe_offer(content),
                ]
            )
        case KitState.FILED:
            change = (
                Mrkdwn("If you change it, give a reason.")
                if content.needs_reason
                else Mrkdwn("You can edit it.")
            )
            return join([_describe_sight(content), change], " ")
        case KitState.GIVEN_UP:
            given_up = Mrkdwn("*You said you can't file this.* You still can if that changes.")
            return join([given_up, marked if content.late else Mrkdwn()], " ")
        case KitState.CLOSED:
            return Mrkdwn("*Closed without a decision.* There is nothing left to do.")


def _describe_offer(content: Kit) -> Mrkdwn:
    """The person whom the interviewer has asked to take the seat; empty if nobody is asked now."""
    if not content.offered_to:
        return Mrkdwn()
    return md(
        "You asked {to} to interview in your place. They can accept until {until}. Until then it"
        " stays with you.",
        to=mention(content.offered_to),
        until=format_local_time(content.offered_until or 0),
    )


def _describe_interview(content: Kit) -> Mrkdwn:
    """When the interview is, and when it was to be."""
    if content.at is not None:
        text = md("You interview *{when}*.", when=format_local_span(content.at, content.ends_at))
    else:
        text = Mrkdwn() if content.due_at else NOT_SCHEDULED
    if content.former_at is None or content.late:
        return text
    former = format_local_time(content.former_at)
    moved = (
        md("It was to be {former}.", former=former)
        if content.at is None
        else md("*It was moved.* Before, it was {former}.", former=former)
    )
    return join([text, moved], " ")


def _describe_sight(content: Kit) -> Mrkdwn:
    """Who can read the filed scorecard now."""
    if content.late and content.held:
        return md("*Filed.* The reveal waits: {why}.", why=describe_reasons([content.held])[0])
    if content.late:
        return Mrkdwn("*Filed* and revealed in the thread.")
    if content.readers:
        return md("*Filed.* {readers} can read it now.", readers=list_people(content.readers))
    if content.needs_reason:  # someone may have read it who can't any more
        return Mrkdwn("*Filed.*")
    return Mrkdwn("*Filed.* It is sealed: nobody else can read it yet.")


def _describe_debrief(content: Kit, words: RoleWords) -> Mrkdwn:
    """The role, the channel, the owner, and the link if no button can open it."""
    job = [md("{part}", part=part.strip()) for part in (words.title, content.job_title)]
    link = Mrkdwn() if build_link_button(content.link) else md("{link}", link=content.link.strip())
    where = md(
        "In {channel}, owned by {owner}.",
        channel=channel(content.channel),
        owner=mention(content.owner),
    )
    return join([join(job, ", "), where, link])


def _build_probe_questions(content: Kit) -> list[Message]:
    if not content.probe_next:
        return []
    head = Mrkdwn("*Probe next.* Earlier interviewers left you these questions.")
    return parts.build_text(
        join([head, join(map(quote_lines, content.probe_next), "\n\n")]), "probes"
    )


def _build_buttons(content: Kit, words: RoleWords) -> Iterator[Element]:
    ref = Ref(content.debrief_id, content.seat).text()
    match content.state:
        case KitState.OWED:
            yield from _build_buttons_to_file(content, words, ref)
        case KitState.FILED:
            yield kit.button("Edit feedback", ids.DEBRIEF_FILE, value=ref)
            yield kit.button("Read my notes", ids.DEBRIEF_NOTES, value=ref)
        case KitState.GIVEN_UP:
            if not content.opens_in:
                yield kit.button("File feedback", ids.DEBRIEF_FILE, value=ref)
            yield kit.button("Read my notes", ids.DEBRIEF_NOTES, value=ref)
        case KitState.CLOSED:
            yield kit.button("Read my notes", ids.DEBRIEF_NOTES, value=ref)


def _build_buttons_to_file(content: Kit, words: RoleWords, ref: str) -> Iterator[Element]:
    if not content.opens_in:
        primary = not (content.brief or content.late)
        yield kit.button("File feedback", ids.DEBRIEF_FILE, value=ref, primary=primary)
    if content.outcome:
        yield kit.button("Read my notes", ids.DEBRIEF_NOTES, value=ref)
        return
    if not content.brief:
        yield kit.button("Take notes", ids.DEBRIEF_NOTES, value=ref)
    if not content.late:
        yield kit.button("Schedule", ids.DEBRIEF_SCHEDULE, value=ref)
    if content.stage in words.stages and not content.brief:
        typed = f"{content.role} {content.stage}"
        yield kit.button("Question cards", ids.INTERVIEW_CARDS, value=f"{typed} 0")
        yield kit.button("Send me the kit", ids.INTERVIEW_KIT, value=typed)
    yield from build_link_button(content.link)
    if not content.late:  # else nobody waits for it
        has_due_time = content.due_at is not None and not content.opens_in
        yield build_seat_menu(content.debrief_id, content.seat, has_due_time=has_due_time)
