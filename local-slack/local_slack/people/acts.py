"""What a person can do: `POST /-/act` with `do` and its arguments.

Each act returns once the app has answered or failed to. `GET /-/view` then shows what came of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from local_slack import assistants, events, messages, objects, payloads
from local_slack.block_kit import elements
from local_slack.delivery import INTERACTIVITY_OFF
from local_slack.errors import ActError, UndeliveredError
from local_slack.people import (
    absent,
    changes,
    channel_acts,
    marking,
    own_emoji,
    rights,
    slash,
    step_runs,
    typed,
    unread,
    uploads,
)
from local_slack.people.channel_acts import find_channel
from local_slack.people.submissions import close, submit
from local_slack.people.suggestions import suggest
from local_slack.state.spelling import suggest as suggest_word
from local_slack.state.workspace import SLACKBOT, Message

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from local_slack.slack import App, Slack
    from local_slack.state.views import View
    from local_slack.state.workspace import User

    JSON = dict[str, Any]
    Act = Callable[[Slack, User, JSON], Awaitable[JSON]]


async def act(slack: Slack, body: JSON) -> JSON:
    """Do `body["do"]` as the person `body["as"]`, and return what the act answers.

    By then the apps have received the events that it caused, or have failed to.

    Raises ActError if the person cannot do that, or the app did not answer.
    """
    user = _find_actor(slack, body)
    name = str(body.get("do") or "")
    do = ACTS.get(name)
    if do is None:
        wrong = f"There is no act {name}.{suggest_word(name, ACTS)}" if name else "do is missing."
        raise ActError(f"{wrong} An act is one of {', '.join(sorted(ACTS))}.")
    missing = [each for each in NEEDED.get(name, ()) if each not in body]
    if missing:
        raise ActError(f"{name} needs {' and '.join(missing)}.")
    if body.get("channel"):
        slack.stacks.viewing[user.id] = find_channel(slack, user, body).id
    if slack.notices.pop(user.id, None):
        slack.notify_windows([user.id])
    outcome = await do(slack, user, body)
    await slack.events.settle()
    return outcome


async def upload(slack: Slack, body: JSON, content: bytes) -> JSON:
    """Post a file to `body["channel"]`, or add it to a field of the modal on top and return it.

    Raises ActError if the person cannot do that.
    """
    user = _find_actor(slack, body)
    if body.get("channel"):
        message = uploads.share(slack, user, find_channel(slack, user, body), body, content)
        await slack.events.settle()
        return {"ts": message.ts}
    return {"file": uploads.upload(slack, user, _find_view(slack, user, body), body, content)}


async def say(slack: Slack, user: User, body: JSON) -> JSON:
    """Send a message, or run the slash command that it begins with."""
    channel = find_channel(slack, user, body)
    text = str(body.get("text") or "").strip()
    if not text:
        raise ActError("Type a message first.")
    silence = rights.find_silence(slack, channel)
    if silence:
        raise ActError(silence)
    if re.match(r"/\w", text):
        return await slash.run(slack, user, channel, text, in_thread=bool(body.get("thread_ts")))
    if user.id not in channel.members:
        raise ActError(rights.OUTSIDE)
    written = typed.write_message(slack, text)
    message = messages.post(slack, channel, user.id, written, thread_ts=body.get("thread_ts"))
    root = message.thread_ts if message.is_reply else None
    key = unread.thread_key(channel.id, root) if root else channel.id
    unread.mark_read(slack, user, key, message.ts)
    absent.offer_to_invite(slack, user, message)
    return {"ts": message.ts}


async def press(slack: Slack, user: User, body: JSON) -> JSON:
    """Use a button, menu or other element of a message, a modal or the Home tab."""
    place = _find_place(slack, user, body)
    block, element = elements.find(
        place.all_blocks, str(body.get("block_id")), str(body.get("action_id"))
    )
    if isinstance(place, Message) and place.user == SLACKBOT:
        await absent.answer_offer(slack, user, place, element)
        return {}
    app = _find_listener(slack, place, str(body.get("block_id")))
    if not elements.is_visible(element, user.id):
        raise ActError("You don't see this button.")
    if element["type"] == "workflow_button":
        raise ActError("This button starts a workflow of Slack's. Workflows don't run here.")
    given = body.get("value")
    given = given if isinstance(given, dict) else {}
    choices = place.choices_for(user.id)
    own = elements.find_choices(choices, block, element)
    action = elements.describe_action(element, given, own) | {
        "block_id": block["block_id"],
        "action_ts": slack.workspace.next_ts(slack.clock.now()),
    }
    entered = _read_entered(body)
    if element["type"] in elements.STATES:
        entered.setdefault(block["block_id"], {})[element["action_id"]] = given
    if isinstance(place, Message):
        values = elements.read_values(place.all_blocks, entered, choices, place.channel)
        payload = payloads.block_actions_in_message(app, user, place, action, values)
    else:
        place.enter_values(entered)
        _save_home(slack, place)
        payload = payloads.block_actions_in_view(app, user, place, action)
    return await _deliver_click(app, user, payload)


async def enter(slack: Slack, user: User, body: JSON) -> JSON:
    """Type and choose in the modal on top without sending it; all windows of the person show it."""
    view = _find_view(slack, user, body)
    view.enter_values(_read_entered(body))
    view.typed_elsewhere += 1
    slack.notify_windows([user.id])
    return {}


async def shortcut(slack: Slack, user: User, body: JSON) -> JSON:
    """Run a global shortcut, or one on a message."""
    if user.team:
        raise ActError(slash.explain_elsewhere(slack, "This shortcut"))
    callback_id, app_id = body.get("callback_id"), body.get("app")
    for app in slack.apps:
        for used in app.manifest.shortcuts:
            if used.callback_id == callback_id and app_id in {None, app.id} and not app.revoked:
                message = _find_message(slack, user, body) if used.type == "message" else None
                return await _deliver_click(app, user, payloads.shortcut(app, user, used, message))
    raise ActError("No app has such a shortcut.")


async def open_home(slack: Slack, user: User, body: JSON) -> JSON:
    """Open a tab of the app `body["app"]`, by default the Home tab of the first one."""
    app = slack.find_app_by_id(str(body.get("app") or slack.app.id))
    tab = str(body.get("tab", "home"))
    if app is None or tab not in app.manifest.tabs():
        raise ActError("The app has no such tab.")
    inner: JSON = {
        "type": "app_home_opened",
        "user": user.id,
        "channel": slack.workspace.direct_message(user.id, app.bot_user).id,
        "tab": tab,
    }
    home = app.load_home(user.id)
    if home and tab == "home":
        inner["view"] = objects.view_object(app, home)
    events.send([app], inner)
    return {}


async def read(slack: Slack, user: User, body: JSON) -> JSON:
    """Mark a channel as read or, with `thread_ts`, one of its threads."""
    channel = find_channel(slack, user, body)
    root = body.get("thread_ts")
    key = unread.thread_key(channel.id, str(root)) if root else channel.id
    if root or slack.workspace.list_unread(user.id, channel.id):
        unread.mark_read(slack, user, key, slack.workspace.last_ts)
        slack.notify_windows([user.id])
    return {}


async def _delete(slack: Slack, user: User, body: JSON) -> JSON:
    await changes.delete(slack, _find_message(slack, user, body), user)
    return {}


async def _start_chat(slack: Slack, user: User, body: JSON) -> JSON:
    app = _find_app(slack, body)
    if app.manifest.assistant != "assistant":
        raise ActError("The app has no assistant.")
    root = assistants.start_thread(app, user, _find_context(slack, user, body))
    return {"channel": root.channel, "ts": root.ts}


async def _look_at(slack: Slack, user: User, body: JSON) -> JSON:
    root = _find_message(slack, user, body)
    app = slack.find_app(root.user)
    if app is None or "context" not in root.assistant:
        raise ActError("This is no chat with an assistant.")
    assistants.change_context(app, root, _find_context(slack, user, body))
    return {}


def _find_context(slack: Slack, user: User, body: JSON) -> str | None:
    """The channel that a person looks at while they chat, if they say one."""
    about = body.get("about")
    return find_channel(slack, user, {"channel": about}).id if about else None


async def _run_step(slack: Slack, user: User, body: JSON) -> JSON:
    app, channel = _find_app(slack, body), find_channel(slack, user, body)
    given = body.get("inputs")
    inputs = given if isinstance(given, dict) else {}
    return step_runs.run_step(app, user, channel, str(body.get("callback_id")), inputs)


async def _step_options(slack: Slack, user: User, body: JSON) -> JSON:
    app, channel = _find_app(slack, body), find_channel(slack, user, body)
    return await step_runs.list_options(app, user, channel, body)


async def _uninstall(slack: Slack, user: User, body: JSON) -> JSON:
    if not user.is_admin:
        raise ActError("Only an administrator can take an app out of the workspace.")
    app = _find_app(slack, body)
    events.uninstall(app)
    return {}


async def _add_emoji(slack: Slack, _: User, body: JSON) -> JSON:
    own_emoji.add_emoji(slack, str(body.get("name") or ""), str(body.get("value") or ""))
    return {}


async def _remove_emoji(slack: Slack, _: User, body: JSON) -> JSON:
    own_emoji.remove_emoji(slack, str(body.get("name") or ""))
    return {}


async def _mark(slack: Slack, user: User, body: JSON) -> JSON:
    marking.mark(slack, user, _find_message(slack, user, body), body)
    return {}


async def _deliver_click(app: App, user: User, payload: JSON) -> JSON:
    """Deliver a click. The app answers one with an empty body."""
    try:
        await app.delivery.send("interactive", payload)
    except UndeliveredError as error:
        sentence = f"The app did not answer ({error.code}). Try again."
        if error.code == INTERACTIVITY_OFF:
            sentence = rights.NOT_INTERACTIVE
        app.slack.show_notice(user.id, sentence)
        raise ActError(sentence) from error
    return {}


def _find_actor(slack: Slack, body: JSON) -> User:
    if not body.get("as"):
        raise ActError("as is missing: the id of the person who acts, such as U0MAYA.")
    user = slack.workspace.users.get(str(body["as"]))
    if user is None or user.is_bot:
        raise ActError("You can't act as that person: nobody has that id.")
    if user.deleted:
        raise ActError(f"{user.real_name} can't do anything: the account is deactivated.")
    return user


def _find_app(slack: Slack, body: JSON) -> App:
    app = slack.find_app_by_id(str(body.get("app") or slack.app.id))
    if app is None:
        raise ActError("No app has that id.")
    return app


def _find_message(slack: Slack, user: User, body: JSON) -> Message:
    channel = find_channel(slack, user, body)
    if not body.get("ts"):
        raise ActError("ts is missing: it says which message.")
    message = slack.workspace.find(channel.id, str(body["ts"]))
    if message is None or message.deleted or message.visible_to not in {None, user.id}:
        raise ActError("No such message is in this channel. It may have been deleted.")
    return message


def _find_place(slack: Slack, user: User, body: JSON) -> Message | View:
    if body["container"] not in CONTAINERS:
        raise ActError(f"container is one of {', '.join(CONTAINERS)}.")
    if body["container"] == "message":
        return _find_message(slack, user, body)
    return _find_view(slack, user, body)


def _find_listener(slack: Slack, place: Message | View, block_id: str) -> App:
    """The app whose message or view it is, or whose preview of a link in a message."""
    if isinstance(place, Message):
        attachment = place.find_attachment(block_id) or {}
        owner = slack.find_app_by_id(attachment.get("app_id", ""))
        app = owner or slack.find_app(place.user)
    else:
        app = slack.find_app_by_id(place.app)
    if app is None:
        raise ActError("No app listens to this.")
    return app


def _find_view(slack: Slack, user: User, body: JSON) -> View:
    if body.get("container") == "home":
        view_id = body.get("view_id")
        homes = [home for app in slack.apps if (home := app.load_home(user.id))]
        shown = next((home for home in homes if view_id in {None, home.id}), None)
        if shown is None:
            raise ActError("The Home tab is empty.")
        return shown
    stack = slack.stacks.of(user.id)
    if not stack or stack[-1].id != body.get("view_id"):
        raise ActError("This form is no longer open.")
    return stack[-1]


def _save_home(slack: Slack, view: View) -> None:
    if view.body["type"] == "home":
        slack.workspace.homes[view.app][view.user] = vars(view)


def _read_entered(body: JSON) -> JSON:
    """`values`: what was typed so far, as block_id → action_id → state."""
    given = body.get("values") or {}
    if not isinstance(given, dict) or not all(isinstance(typed, dict) for typed in given.values()):
        raise ActError("values is a state.values object.")
    return {block_id: dict(typed) for block_id, typed in given.items()}


async def _suggest(slack: Slack, user: User, body: JSON) -> JSON:
    place = _find_place(slack, user, body)
    app = _find_listener(slack, place, str(body.get("block_id")))
    if isinstance(place, Message):
        return await suggest(app, user, place, body)
    place.enter_values(_read_entered(body))
    answer = await suggest(app, user, place, body)
    _save_home(slack, place)
    return answer


async def _submit(slack: Slack, user: User, body: JSON) -> JSON:
    return await submit(slack, user, _find_view(slack, user, body), _read_entered(body))


async def _close(slack: Slack, user: User, body: JSON) -> JSON:
    view = _find_view(slack, user, body)
    return await close(slack, user, view, everything=bool(body.get("clear")))


CONTAINERS = ("message", "view", "home")
NEEDED: dict[str, tuple[str, ...]] = {
    "say": ("channel", "text"),
    **dict.fromkeys(("press", "suggest"), ("container", "block_id", "action_id")),
    "enter": ("view_id", "values"),
    **dict.fromkeys(("submit", "close"), ("view_id",)),
    "shortcut": ("callback_id",),
    **dict.fromkeys(("rename", "topic", "purpose", "edit"), ("text",)),
    **dict.fromkeys(("react", "unreact"), ("name",)),
    "account": ("user", "change"),
    "profile": ("user", "profile"),
}
"""What an act cannot be without, besides who, where and which message."""
ACTS: dict[str, Act] = {
    "say": say,
    "press": press,
    "enter": enter,
    "suggest": _suggest,
    "submit": _submit,
    "close": _close,
    "shortcut": shortcut,
    "open_home": open_home,
    "read": read,
    **channel_acts.ACTS,
    "delete": _delete,
    "add_emoji": _add_emoji,
    "remove_emoji": _remove_emoji,
    "uninstall": _uninstall,
    "start_chat": _start_chat,
    "look_at": _look_at,
    "run_step": _run_step,
    "step_options": _step_options,
    **dict.fromkeys(("react", "unreact", "pin", "unpin", "edit"), _mark),
}
