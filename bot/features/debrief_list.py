"""`/debrief`: what I have to file and what is open here; the form; and commands in any words.

Only a person in the channel can type it there, and a channel that others could read is refused.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from blocks import ids
from blocks.debriefs import command_answers, lists, open_form
from blocks.debriefs.lists import COMMAND, SHOWN
from blocks.debriefs.removal import build_exposed_answer
from bot.answers.role_choice import answer_choice
from bot.answers.roles import Subject
from bot.debriefs.administrators import is_administrator, list_administrators
from bot.debriefs.elsewhere import answer_elsewhere
from bot.debriefs.lists import describe_debrief, list_debriefs, list_owed_scorecards
from bot.debriefs.named import describe_named, find_most_alike
from bot.debriefs.open_form import get_interview, start_open_form
from bot.debriefs.people import require_participant
from bot.debriefs.posted import list_posted, wake_untold_leaders
from bot.debriefs.search import find_debriefs
from bot.debriefs.stats import load_stats
from bot.slack import clicks, replies
from bot.slack.late_answers import answer_when_ready
from bot.slack.modals import open_modal
from bot.slack.requests import is_direct
from bot.slack.routes import Routes
from hiring.debriefs import debrief_query as query
from hiring.debriefs.debrief_query import read_debrief_query
from hiring.debriefs.label_search import Likeness
from hiring.debriefs.labels import normalize_label
from hiring.debriefs.state import get_end_time
from hiring.debriefs.trouble import EXPOSING
from hiring.errors import HiringDeskError
from hiring.guide.role_names import RolesNamed, read_roles, split_off_role
from hiring.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blocks.kit import Message
    from bot.desk import Desk
    from bot.slack.replies import Reply
    from bot.slack.requests import Action, Command
    from bot.store.debriefs import DebriefList, StoredDebrief
    from hiring.debriefs.debrief_query import DebriefQuery
    from hiring.guide.role import Role

NO_PAGE = "There is no such page. Type `/debrief list` for the first one."
NO_SEARCH = "I don't know any more what you looked for. Type `/debrief find` again."
NOT_A_MEMBER = "You are not in that channel any more, so you can't read its debriefs."
MOST_NOTES = 5
"""How often a command's `response_url` can be used."""
OPEN_IF_NONE = {"", "open"}
"""Texts that open the form where no debrief is open."""


async def answer_debrief(command: Command, desk: Desk) -> Reply:
    """Answer `/debrief` with the help, the list, the form, what is open here, or a question."""
    roles = desk.roles.list_roles_with(get_interview)
    role, typed = split_off_role(command.text.strip(), roles)
    typed = typed if normalize_label(typed) else ""
    wanted = read_debrief_query(typed)
    if answered := await _answer_anywhere(command, desk, wanted):
        return answered
    await require_participant(command.tenant, desk, command.user)
    if why := await _find_objection(command, desk):
        return replies.build_ephemeral(await _answer_elsewhere(command, desk, why, wanted))
    running = await desk.debriefs.list_open(command.tenant, command.channel)
    if same := _find_running(running, typed):
        return replies.build_ephemeral(await _load_running(command, desk, same))
    open_nothing = normalize(typed) in OPEN_IF_NONE and not (running.readable or running.unreadable)
    if wanted == query.OpenLabelled(typed) and " " in typed:
        # A label in use, with more words around it, may be about that debrief.
        named = find_most_alike(typed, running.readable, Likeness.NAMED)
        wanted = query.Unclear(typed) if named else wanted
    label = wanted.label if isinstance(wanted, query.OpenLabelled) else None
    if label is None and not open_nothing:
        return replies.build_ephemeral(await _load_answer(command, desk, running, typed, wanted))
    return await _open_form(command, desk, running, role, label or "")


async def _open_form(
    command: Command, desk: Desk, running: DebriefList, role: Role | None, label: str
) -> Reply:
    """Open the form for a label, perhaps with a role after it, unless it is in use.

    If nothing says which role it is for, that is asked, and the press opens the form.
    """
    named = read_roles(label, desk.guide.roles.values(), is_label=True)
    if role or not named.role:
        named = RolesNamed(label, role)
    choice = await desk.roles.choose_subject(replace(command, text=label), get_interview, named)
    if not isinstance(choice, Subject):
        texts = desk.guide.help.debrief
        return answer_choice(choice, open_form.ASKER, texts, "interviews")
    if same := _find_running(running, choice.text):
        return replies.build_ephemeral(await _load_running(command, desk, same))
    form = start_open_form(
        command, desk, choice.role, command.channel, choice.text, may_use=choice.may_use
    )
    return await open_modal(command, desk, form)


async def _load_answer(  # noqa: PLR0911 - a case each
    command: Command, desk: Desk, running: DebriefList, typed: str, wanted: DebriefQuery
) -> Message:
    """The answer to anything but a label: what is listed or looked for, or a question."""
    tenant, newest_first = command.tenant, running.readable[::-1]
    match wanted:
        case query.ListAll():
            return await _load_page(command, desk, 0)
        case query.ShowOverview():
            await _tell_of_orphans(command, desk, running.readable)
            return await _load_overview(command, desk, running)
        case query.Manage(deed, about):
            matches = find_most_alike(about, newest_first) if about else []
            shown = await describe_named(tenant, desk, command.user, matches or newest_first)
            return command_answers.build_deed_answer(deed, about, typed, shown, named=bool(matches))
        case query.ShowProgress(about):
            matches = find_most_alike(about, newest_first, Likeness.NAMED)
            shown = await describe_named(tenant, desk, command.user, matches or newest_first)
            return command_answers.build_progress_answer(shown)
        case query.ExplainSealing(about):
            matches = find_most_alike(about, newest_first, Likeness.NAMED)
            shown = await describe_named(tenant, desk, command.user, matches)
            texts = desk.guide.help.debrief
            return command_answers.build_sealing_answer(texts, desk.seal_host_note, shown)
        case query.DidYouMean(meant):
            return command_answers.build_suggestion(typed, meant)
        case _:
            matches = find_most_alike(typed, newest_first, Likeness.NAMED)
            named = await describe_named(tenant, desk, command.user, matches)
            return command_answers.build_unclear_answer(typed, named)


def _find_running(running: DebriefList, label: str) -> StoredDebrief | None:
    """The open debrief whose label looks like this one."""
    same = find_most_alike(label, running.readable, Likeness.SAME) if label else []
    return same[0] if same else None


async def turn_page(action: Action, desk: Desk) -> Reply:
    """Replace the list by another page of it, for a person who is still in the channel."""
    if not action.value.isdecimal():
        raise HiringDeskError(NO_PAGE)
    if why := await _find_objection(action, desk):
        refusal = await _tell_of_exposed(action, desk, why) or lists.build_refusal(why)
        return clicks.replace_message(action, desk, refusal)
    channel = await desk.directory.find_channel(action.tenant, action.channel)
    if channel is None or action.user not in channel.members:
        raise HiringDeskError(NOT_A_MEMBER)
    message = await _load_page(action, desk, int(action.value))
    return clicks.replace_message(action, desk, message)


async def acknowledge_link(_: Action, __: Desk) -> Reply:
    """Do nothing: Slack opens the address of a link button by itself, and also sends a request."""
    return replies.ACKNOWLEDGED


async def _load_overview(command: Command, desk: Desk, running: DebriefList) -> Message:
    """What the person has to file, and the running debriefs; only the first ones with links."""
    tenant, user = command.tenant, command.user
    owed, newest_first = await desk.debriefs.list_owed_by(tenant, user), running.readable[::-1]
    debriefs = await list_debriefs(tenant, desk, newest_first[:SHOWN])
    debriefs += [describe_debrief(stored, desk) for stored in newest_first[SHOWN:]]
    scorecards = await list_owed_scorecards(tenant, desk, owed.readable, user)
    unreadable = {*running.unreadable, *owed.unreadable}
    return lists.build_channel_answer(scorecards, debriefs, len(unreadable))


async def _answer_anywhere(command: Command, desk: Desk, wanted: DebriefQuery) -> Reply | None:
    """What is answered alike in every channel; None for anything else."""
    match wanted:
        case query.HelpRequest():
            answer = lists.build_debrief_help(desk.guide.help.debrief, desk.seal_host_note)
            return replies.build_ephemeral(answer)
        case query.FindLabel(label):
            return await answer_when_ready(command, desk, find_debriefs(command, desk, label))
        case query.ShowStats():
            stats = load_stats(command.tenant, desk, command.user)
            return await answer_when_ready(command, desk, stats)
    return None


async def turn_found_page(action: Action, desk: Desk) -> Reply:
    """Search again, and show another page."""
    page, _, typed = action.value.partition(":")
    if not page.isdecimal():
        raise HiringDeskError(NO_SEARCH)
    message = await find_debriefs(action, desk, typed, int(page))
    return clicks.replace_message(action, desk, message)


async def _answer_elsewhere(
    command: Command, desk: Desk, why: str, wanted: DebriefQuery
) -> Message:
    """The answer where debriefs can't be shown."""
    if isinstance(wanted, query.ExplainSealing):
        texts = desk.guide.help.debrief
        return command_answers.build_sealing_answer(texts, desk.seal_host_note)
    if exposed := await _tell_of_exposed(command, desk, why):
        return exposed
    label = wanted.label if isinstance(wanted, query.OpenLabelled) else ""
    return await answer_elsewhere(command, desk, why, label)


async def _load_running(command: Command, desk: Desk, stored: StoredDebrief) -> Message:
    """The open debrief of the label that was typed, with what the person can do in it."""
    tenant, user = command.tenant, command.user
    scorecards = await list_owed_scorecards(tenant, desk, [stored], user)
    [named] = await describe_named(tenant, desk, user, [stored])
    return lists.build_running_answer(scorecards, named.line, manage=named.manage)


async def _load_page(request: Command | Action, desk: Desk, number: int) -> Message:
    """A page of the open debriefs and then of those that are over, each newest first."""
    tenant, channel = request.tenant, request.channel
    running = await desk.debriefs.list_open(tenant, channel)
    open_debriefs = sorted(running.readable, key=lambda stored: -stored.debrief.opened_at)
    first, after = number * SHOWN, (number + 1) * SHOWN
    shown = open_debriefs[first:after]
    skipped = max(first - len(open_debriefs), 0)
    past, over = await desk.debriefs.list_past(tenant, channel, skipped, SHOWN - len(shown))
    unreadable = [*past.unreadable, *(() if number else running.unreadable)]
    return lists.build_list_page(
        await list_debriefs(tenant, desk, [*shown, *past.readable]),
        number,
        more=after < len(open_debriefs) + over,
        unreadable=len(unreadable),
    )


async def _find_objection(request: Command | Action, desk: Desk) -> str | None:
    """Why debriefs can't be shown in this channel; None if they can."""
    if is_direct(request):
        return "direct"
    desk.directory.forget_channel(request.tenant, request.channel)
    return await desk.directory.find_objection(request.tenant, request.channel)


async def _tell_of_exposed(request: Command | Action, desk: Desk, why: str) -> Message | None:
    """Which debriefs others can read in this channel; None if there is none."""
    if why not in EXPOSING:
        return None
    tenant, user = request.tenant, request.user
    posted = await list_posted(tenant, desk, request.channel)
    await wake_untold_leaders(tenant, desk.due, posted)
    exposed = [each for each in posted if not each.withdrawn]
    if not exposed:
        return None
    own = [(each.id, each.label) for each in exposed if each.keeper == user]
    others = dict.fromkeys(each.keeper for each in exposed if each.keeper not in {"", user})
    return build_exposed_answer(why, len(exposed), own, tuple(others))


async def _tell_of_orphans(command: Command, desk: Desk, running: Sequence[StoredDebrief]) -> None:
    """Say which open debriefs have nobody left to run them, and who can change that."""
    orphans = [stored.debrief for stored in running if await _is_orphan(command, desk, stored)]
    if not orphans:
        return
    if is_administrator(command.tenant, desk, command.user):
        notes = [
            lists.build_orphan_note(debrief.id, debrief.label) for debrief in orphans[:MOST_NOTES]
        ]
    else:
        labels = [debrief.label for debrief in orphans]
        notes = [lists.build_orphans_hint(labels, list_administrators(command.tenant, desk))]
    for note in notes:
        desk.tasks.start(desk.slack.respond(command.response_url, note), "orphans")


async def _is_orphan(command: Command, desk: Desk, stored: StoredDebrief) -> bool:
    users = (stored.debrief.owner, stored.debrief.decider)
    in_charge = [await desk.directory.find_person(command.tenant, user) for user in users]
    return all(user.gone for user in in_charge) and get_end_time(stored.debrief) is None


ROUTES = Routes(
    commands={COMMAND: answer_debrief},
    actions={
        ids.DEBRIEF_FIND: turn_found_page,
        ids.DEBRIEF_LIST: turn_page,
        ids.DEBRIEF_LINK: acknowledge_link,
    },
)
