"""What an interviewer gets by direct message: the kit of their stage, and reminders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.debriefs import parts
from blocks.debriefs.ref import Ref
from blocks.debriefs.root import link_button
from blocks.debriefs.wording import label, quoted
from blocks.mrkdwn import Mrkdwn, channel, join, md, mention, moment
from hiring.debriefs.contents import KitState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blocks.debriefs.wording import RoleWords
    from blocks.kit import Element, Message
    from hiring.debriefs.contents import Kit, Reminder


def kit_message(content: Kit, words: RoleWords) -> list[Message]:
    """`seat/<id>/kit`."""
    owed = content.state is KitState.OWED
    title = f"{words.stage_name(content.stage)}: {label(content.label)}"
    return parts.fitted(
        parts.shown(md("*{title}*", title=title), kit.header(title[:150], "title")),
        parts.told(join([_state(content), _about(content, words)]), "state"),
        _stage(content, words) if owed else [],
        _probes(content) if owed else [],
        parts.pressed([*_buttons(content, words)], "acts"),
    )


def reminder(content: Reminder, words: RoleWords) -> list[Message]:
    """`seat/<id>/reminder`."""
    who = (
        md("{owner} asks for your scorecard", owner=mention(content.nudged_by))
        if content.nudged_by
        else Mrkdwn("Your scorecard is still to come")
    )
    text = md(
        "*{who}:* {label}, {stage}. It was due {due}. The others' stay sealed until it is in.",
        who=who,
        label=label(content.label),
        stage=words.stage_name(content.stage),
        due=moment(content.due_at),
    )
    ref = Ref(content.debrief, content.seat).text()
    return parts.fitted(
        parts.told(text, "reminder"),
        parts.pressed(
            [
                kit.button("File feedback", ids.DEBRIEF_FILE, value=ref, primary=True),
                kit.button("I can't file this", ids.DEBRIEF_GIVE_UP, value=ref),
            ],
            "acts",
        ),
    )


def _state(content: Kit) -> Mrkdwn:
    marked = Mrkdwn("Marked “after the reveal”, since the others' are public.")
    match content.state:
        case KitState.OWED:
            due = md("Your scorecard is due *{due}*.", due=moment(content.due_at))
            return join([due, marked if content.late else Mrkdwn()], " ")
        case KitState.FILED if content.late:
            return Mrkdwn("*Filed*, and revealed in the thread. A change needs a reason.")
        case KitState.FILED:
            return Mrkdwn("*Filed.* It is sealed; until it is opened you can edit it.")
        case KitState.GIVEN_UP:
            return (
                join([Mrkdwn("*You gave this seat up.* You can still file."), marked], " ")
                if (content.late)
                else Mrkdwn("*You gave this seat up.* You can still file.")
            )
        case KitState.CLOSED:
            return Mrkdwn("*Closed without a decision.* There is nothing left to do.")


def _about(content: Kit, words: RoleWords) -> Mrkdwn:
    """The role, the channel, the owner, and an address that no button can open."""
    job = [md("{part}", part=part.strip()) for part in (words.title, content.job_title)]
    link = Mrkdwn() if link_button(content.link) else md("{link}", link=content.link.strip())
    where = md(
        "In {channel}; {owner} owns it.",
        channel=channel(content.channel),
        owner=mention(content.owner),
    )
    return join([join(job, ", "), where, link])


def _stage(content: Kit, words: RoleWords) -> list[Message]:
    stage = words.stages.get(content.stage)
    if stage is None:
        return []
    asked = [md("{n}. {ask}", n=n, ask=one.ask) for n, one in enumerate(stage.questions, start=1)]
    rated = ", ".join(words.attribute(one) for one in stage.attributes)
    flags = [md("• {flag}", flag=words.flag(one)) for one in stage.red_flags]
    return [
        *parts.told(join([md("*Ask*, in {m} minutes", m=stage.minutes), *asked]), "ask"),
        *parts.told(md("*Rate* {rated}, each with a line of evidence.", rated=rated), "rate"),
        *(parts.told(join([Mrkdwn("*Probe*"), *flags]), "flags") if flags else []),
    ]


def _probes(content: Kit) -> list[Message]:
    if not content.probe_next:
        return []
    head = Mrkdwn("*Probe next.* Earlier interviewers ask you to; questions, not verdicts.")
    return parts.told(join([head, join(map(quoted, content.probe_next), "\n\n")]), "probes")


def _buttons(content: Kit, words: RoleWords) -> Iterator[Element]:
    ref = Ref(content.debrief, content.seat).text()
    match content.state:
        case KitState.OWED:
            yield kit.button("File feedback", ids.DEBRIEF_FILE, value=ref, primary=True)
            if content.stage in words.stages:
                typed = f"{content.role} {content.stage}"
                yield kit.button("Send me the kit", ids.INTERVIEW_KIT, value=typed)
            yield from link_button(content.link)
            yield kit.button("I can't file this", ids.DEBRIEF_GIVE_UP, value=ref)
        case KitState.FILED:
            yield kit.button("Edit", ids.DEBRIEF_FILE, value=ref)
        case KitState.GIVEN_UP:
            yield kit.button("File feedback", ids.DEBRIEF_FILE, value=ref)
        case KitState.CLOSED:
            pass
