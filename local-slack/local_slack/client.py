"""People for tests: they act in a local workspace over HTTP, and read what they would see.

    async with Workspace(slack.url) as workspace:
        maya = workspace.person("maya")
        await maya.say("#general", "/salary london")
        answer = (await maya.sees("#general"))[-1]
        await maya.press(answer, "Share in channel")

A message or view is the JSON of `GET /-/view`. What a person cannot do fails the test and says
what they could have done.
"""

from __future__ import annotations

import asyncio
import io
import re
from typing import TYPE_CHECKING, Any, Self

import aiohttp

from local_slack.block_kit import elements
from local_slack.screens import (
    BUTTONS,
    RefusedError,
    all_blocks,
    describe_messages,
    describe_visible,
    find_channel,
    find_field,
    read_text,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    JSON = dict[str, Any]

__all__ = ["Person", "RefusedError", "Workspace", "words"]


class Workspace:
    """A running local workspace, reached at `url`."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(self._url)
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session:
            await self._session.close()

    def person(self, name: str) -> Person:
        """A person to act as, by id ("U0MAYA") or by a handle that the id is made of ("maya")."""
        is_id = re.fullmatch(r"[UW][A-Z0-9]+", name)
        return Person(self, name if is_id else f"U0{re.sub('[^A-Z0-9]', '', name.upper())}")

    async def calls(self, method: str | None = None) -> list[JSON]:
        """The app's Web API calls, or those of one method; oldest first."""
        calls = await self.get("/-/calls")
        return [call for call in calls if method in {None, call["method"]}]

    async def advance(self, seconds: float) -> float:
        """Move the workspace's clock forward. Returns the time, in seconds since the epoch."""
        return float((await self.post("/-/clock", {"advance": seconds}))["now"])

    async def move_to(self, moment: float | str, person: Person | None = None) -> float:
        """Move the workspace's clock to a moment, and return the time.

        It is in seconds since the epoch, "tomorrow" (at 9:00) or an ISO date and time, the last two
        in the person's time zone, or in UTC.
        """
        whose = {"as": person.id} if person else {}
        return float((await self.post("/-/clock", {"to": moment, **whose}))["now"])

    async def stage(self, left: str, right: str, caption: str = "", front: str = "left") -> int:
        """Direct the page of two windows: `/side`. Returns how many such pages are open.

        A window is the end of an address: `U0MAYA/C0HIRING`, or more. `front` is the one that a
        phone shows, left or right.
        """
        stage = {"left": left, "right": right, "caption": caption, "front": front}
        return int((await self.post("/-/stage", stage))["pages"])

    async def fault(
        self,
        method: str,
        kind: str,
        times: int = 1,
        seconds: float = 1.0,
        code: str = "fatal_error",
    ) -> None:
        """Let the next calls of a method fail; see `local_slack.state.faults.Fault`."""
        body = {"method": method, "kind": kind, "times": times, "seconds": seconds, "code": code}
        await self.post("/-/faults", body)

    async def sockets(self) -> JSON:
        """The app's websockets; see `SocketMode.state`."""
        state: JSON = await self.get("/-/socket")
        return state

    async def socket(
        self, do: str, count: int = 0, seconds: float = 0.5, notice: float = 0
    ) -> None:
        """Refresh or break websockets; see `SocketMode.disturb`."""
        body = {"do": do, "count": count, "seconds": seconds, "notice": notice}
        await self.post("/-/socket", body)

    async def reset(self) -> None:
        """Start over with the workspace of the first start."""
        await self.post("/-/reset", {})

    async def get(self, /, path: str, **query: str) -> Any:  # noqa: ANN401 - JSON
        """The answer to a GET. Raises RefusedError."""
        async with self.session.get(path, params=query) as response:
            if response.status >= 400:  # noqa: PLR2004 - HTTP's first error
                raise RefusedError(await response.text() or f"{path}: {response.status}")
            return await response.json()

    async def post(self, path: str, body: JSON) -> JSON:
        """The answer to a POST. Raises RefusedError with the workspace's own sentence."""
        return await self._send(path, json=body)

    async def upload(self, place: dict[str, str], content: bytes) -> JSON:
        """Upload a file to a field. Raises RefusedError."""
        return await self._send("/-/upload", params=place, data=io.BytesIO(content))

    async def _send(self, path: str, **request: Any) -> JSON:  # noqa: ANN401 - passed on
        async with self.session.post(path, **request) as response:
            if response.status >= 400:  # noqa: PLR2004 - HTTP's first error
                raise RefusedError(f"{path}: {response.status} {await response.text()}")
            answer: JSON = await response.json()
        if not answer["ok"]:
            raise RefusedError(answer["error"])
        return answer

    @property
    def session(self) -> aiohttp.ClientSession:
        """The open session."""
        if self._session is None:
            raise RuntimeError("use: async with Workspace(url) as workspace")
        return self._session


class Person:
    """One person at their screen. Acts return once the app has answered."""

    def __init__(self, workspace: Workspace, user: str) -> None:
        self._workspace = workspace
        self.id = user
        self._typed: dict[str, JSON] = {}  # by view id, as state.values

    async def screen(self) -> JSON:
        """Everything this person sees now: the answer to `GET /-/view`."""
        seen: JSON = await self._workspace.get("/-/view", **{"as": self.id})
        return seen

    async def sees(self, channel: str, thread_ts: str | None = None) -> list[JSON]:
        """The messages of a channel ("#general", "DM", "me" or an id), oldest first.

        "DM" is the direct message with the app, "me" that of a person with themselves.

        Replies are left out unless `thread_ts` asks for one thread (its root comes first).
        """
        screen = await self.screen()
        messages: list[JSON] = screen["messages"][find_channel(screen, channel)]
        if thread_ts:
            return [m for m in messages if thread_ts in {m["ts"], m.get("thread_ts")}]
        return [m for m in messages if m.get("thread_ts", m["ts"]) == m["ts"]]

    async def unread(self, channel: str) -> int:
        """The count beside a channel's name."""
        screen = await self.screen()
        channel_id = find_channel(screen, channel)
        return next(int(c["unread"]) for c in screen["channels"] if c["id"] == channel_id)

    async def notified(self, channel: str) -> list[JSON]:
        """The messages of a channel that mentioned this person when they were posted."""
        screen = await self.screen()
        channel_id = find_channel(screen, channel)
        mentions = {m["ts"] for m in screen["mentions"] if m["channel"] == channel_id}
        return [m for m in screen["messages"][channel_id] if m["ts"] in mentions]

    async def modal(self) -> JSON | None:
        """The modal on top, None if none is open."""
        views = (await self.screen())["views"]
        return views[-1] if views else None

    async def home(self, app: str | None = None) -> JSON | None:
        """The Home tab as an app last published it: the only one, or that of the app's id."""
        homes: dict[str, JSON] = (await self.screen())["homes"]
        return homes.get(app) if app else next(iter(homes.values()), None)

    async def until(
        self,
        condition: Callable[[JSON], object],
        seconds: float = 5.0,
        awaited: str = "what this test waits for",
    ) -> JSON:
        """Wait until the screen fulfils a condition, for what happens after an answer.

        Raises RefusedError after `seconds`, with what was `awaited` and what was on the screen.
        """
        screen: JSON = {}
        try:
            async with (
                asyncio.timeout(seconds),
                self._workspace.session.get("/-/events", params={"as": self.id}) as events,
            ):
                async for line in events.content:
                    if line.startswith(b"data:"):
                        screen = await self.screen()
                        if condition(screen):
                            return screen
        except TimeoutError:
            pass
        shown = describe_messages(screen) if screen else "Nothing was shown."
        raise RefusedError(f"Within {seconds:g} s there was not {awaited}. {shown}")

    async def wait_for_message(self, channel: str, text: str, seconds: float = 5.0) -> JSON:
        """The latest message or reply in a channel with these words, as soon as it is shown."""

        def find(screen: JSON) -> list[JSON]:
            shown = screen["messages"][find_channel(screen, channel)]
            return [message for message in shown if text in words(message)]

        awaited = f"a message in {channel} with the words {text!r}"
        return find(await self.until(find, seconds, awaited))[-1]

    async def wait_for_home(self, text: str = "", app: str | None = None) -> JSON:
        """The Home tab, as soon as an app has published it with these words.

        Bolt for JavaScript answers events before the app has done anything.
        """

        def find(screen: JSON) -> list[JSON]:
            homes = [home for key, home in screen["homes"].items() if app in {None, key}]
            return [home for home in homes if text in words(home)]

        awaited = f"a Home tab with the words {text!r}" if text else "a Home tab"
        return find(await self.until(find, awaited=awaited))[0]

    async def wait_for_modal(self, seconds: float = 5.0) -> JSON:
        """The modal on top, as soon as one is open."""
        screen = await self.until(lambda screen: screen["views"], seconds, "an open modal")
        modal: JSON = screen["views"][-1]
        return modal

    async def say(self, channel: str, text: str, thread_ts: str | None = None) -> JSON:
        """Send a message or a slash command."""
        channel_id = find_channel(await self.screen(), channel)
        return await self._act("say", channel=channel_id, text=text, thread_ts=thread_ts)

    async def press(self, where: JSON, label: str) -> JSON:
        """Press a button or pick from an overflow menu, by the visible words."""
        for block, element in elements.find_all(all_blocks(where)):
            if not elements.is_visible(element, self.id):
                continue
            if element["type"] in BUTTONS and read_text(element["text"]) == label:
                return await self._press(where, block, element, {})
            if element["type"] == "feedback_buttons":
                for button in (element["positive_button"], element["negative_button"]):
                    if read_text(button["text"]) == label:
                        return await self._press(where, block, element, {"value": button["value"]})
            if element["type"] == "overflow":
                for option in element["options"]:
                    if read_text(option["text"]) == label:
                        return await self._press(where, block, element, {"selected_option": option})
        raise RefusedError(f"Nothing to press says {label!r}. {describe_visible(where)}")

    async def choose(self, where: JSON, label: str, *choices: str) -> JSON:
        """Choose in a select, radio buttons or checkboxes, by the words of field and options.

        A field's words are its label, else its section's text or its placeholder. People and
        channels are chosen by id. In an external select the words of each choice are typed first,
        for the app to suggest it. An input that does not dispatch is sent by `submit`.
        """
        block, element = find_field(where, label)
        key, _, many = elements.STATES[element["type"]]
        if "option" in key:
            options = elements.all_options(element)
            if element["type"] in elements.EXTERNAL:
                options = [
                    o for choice in choices for o in await self.suggest(where, label, choice)
                ]
            offered = {read_text(option["text"]): option for option in options}
            absent = [choice for choice in choices if choice not in offered]
            if absent:
                raise RefusedError(f"{label!r} does not offer {absent}, but {sorted(offered)}.")
            picked: list[Any] = [offered[choice] for choice in choices]
        else:
            picked = list(choices)
        return await self._enter(where, block, element, picked if many else picked[0])

    async def suggest(self, where: JSON, label: str, query: str) -> list[JSON]:
        """Type in an external select; the options that the app suggests."""
        block, element = find_field(where, label)
        ids = {"block_id": block["block_id"], "action_id": element["action_id"]}
        answer = await self._act("suggest", **self._place(where), **ids, query=query)
        return elements.all_options(answer)

    async def fill(self, view: JSON, texts: dict[str, str]) -> None:
        """Type into fields, by their labels. Fields that dispatch do so at the end.

        In a rich_text_input, words are typed without any formatting; `write` takes rich text.
        """
        for label, text in texts.items():
            block, element = find_field(view, label)
            if element["type"] == "rich_text_input":
                words = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
                await self.write(view, label, words)
                continue
            if element["type"] not in elements.TYPED and "picker" not in element["type"]:
                raise RefusedError(f"{label!r} is not a text field but a {element['type']}.")
            await self._enter(view, block, element, text)

    async def show_typed(self, view: JSON) -> None:
        """Show in the person's windows what was typed and chosen in a modal so far."""
        await self._act("enter", view_id=view["id"], values=self._typed.get(view["id"], {}))

    async def write(self, view: JSON, label: str, *parts: JSON) -> None:
        """Write formatted text in a rich_text_input: sections, lists and quotes, as in a block."""
        block, element = find_field(view, label)
        text = {"type": "rich_text", "elements": list(parts)} if parts else None
        await self._enter(view, block, element, text)

    async def share(self, channel: str, name: str, content: bytes, text: str = "") -> JSON:
        """Post a file."""
        channel_id = find_channel(await self.screen(), channel)
        place = {"as": self.id, "channel": channel_id, "name": name, "text": text}
        return await self._workspace.upload(place, content)

    async def upload(self, view: JSON, label: str, *files: tuple[str, bytes]) -> None:
        """Add files, each a name and its bytes, to a file_input."""
        block, element = find_field(view, label)
        ids = {"block_id": block["block_id"], "action_id": element["action_id"]}
        place = {"as": self.id, "container": "view", "view_id": view["id"]}
        typed = self._typed.setdefault(view["id"], {}).setdefault(ids["block_id"], {})
        state = typed.setdefault(ids["action_id"], {"type": element["type"], "files": []})
        for name, content in files:
            answer = await self._workspace.upload({**place, **ids, "name": name}, content)
            state["files"].append(answer["file"])

    async def submit(self, view: JSON) -> JSON | None:
        """Submit a modal with what was typed. Returns the modal that is then on top, None for none.

        A refused modal stays on top and has `errors`, by block_id.
        """
        await self._act("submit", view_id=view["id"], values=self._typed.get(view["id"], {}))
        return await self.modal()

    async def close(self, view: JSON, *, everything: bool = False) -> JSON | None:
        """Close a modal or the whole stack. Returns the modal that is then on top."""
        await self._act("close", view_id=view["id"], clear=everything)
        return await self.modal()

    async def shortcut(self, callback_id: str, message: JSON | None = None) -> JSON:
        """Run a global shortcut, or one on a message."""
        where = {"channel": message["channel"], "ts": message["ts"]} if message else {}
        return await self._act("shortcut", callback_id=callback_id, **where)

    async def open_home(self, app: str | None = None) -> JSON:
        """Open the Home tab of the first app, or the one with that id, and return it.

        An app publishes its first one after it has answered: this waits for it. If the app
        publishes again each time, `wait_for_home` waits for the words of the new one.
        """
        await self._act("open_home", app=app)
        return await self.wait_for_home(app=app)

    async def read(self, channel: str) -> None:
        """Mark a channel as read."""
        await self._act("read", channel=find_channel(await self.screen(), channel))

    async def does(self, /, act: str, channel: str, **more: object) -> None:
        """Do something to a channel, such as "invite" (with a `user`) or "topic" (with a `text`).

        README lists what there is to do, under *Tests in other languages*.
        """
        channel_id = find_channel(await self.screen(), channel)
        await self._act(act, channel=channel_id, **more)

    async def delete(self, message: JSON) -> None:
        """Delete a message."""
        await self._act("delete", channel=message["channel"], ts=message["ts"])

    async def start_chat(self, about: str | None = None) -> JSON:
        """Start a chat with the first app's assistant, and return its first message.

        `about` is the channel that the person looks at.
        """
        screen = await self.screen()
        started = await self._act("start_chat", about=about and find_channel(screen, about))
        messages = (await self.screen())["messages"][started["channel"]]
        return next(message for message in messages if message["ts"] == started["ts"])

    async def look_at(self, chat: JSON, about: str | None) -> None:
        """Look at another channel while a chat is open."""
        channel = about and find_channel(await self.screen(), about)
        await self._act("look_at", channel=chat["channel"], ts=chat["ts"], about=channel)

    async def run_step(self, /, callback_id: str, channel: str = "DM", **inputs: object) -> JSON:
        """Run a step of the first app's by itself; Slackbot says in the channel how it ended."""
        where = find_channel(await self.screen(), channel)
        return await self._act("run_step", callback_id=callback_id, channel=where, inputs=inputs)

    async def step_options(self, callback_id: str, name: str) -> list[JSON]:
        """The choices that the app lists for an input of a step."""
        where = find_channel(await self.screen(), "DM")
        answer = await self._act("step_options", callback_id=callback_id, name=name, channel=where)
        options: list[JSON] = answer["options"]
        return options

    async def marks(self, /, act: str, message: JSON, **more: object) -> None:
        """React, unreact (with the `name` of an emoji), pin, unpin or edit (with a `text`)."""
        await self._act(act, channel=message["channel"], ts=message["ts"], **more)

    async def changes_profile(self, /, user: str, **profile: object) -> None:
        """Change a profile (`is_restricted`…). An unknown id becomes a new member."""
        await self._act("profile", user=user, profile=profile)

    async def create_channel(self, name: str, *, private: bool = False) -> str:
        """Create a channel, and return its id."""
        return str((await self._act("create", name=name, private=private))["channel"])

    async def add_person(self, /, name: str, **profile: object) -> str:
        """Add somebody to the workspace by their handle, and return their id."""
        added = await self._act("add_person", profile={"name": name, **profile})
        return str(added["user"])

    async def change_account(self, user: str, change: str) -> None:
        """As an administrator, change an account, for example "deactivate" or "make_guest"."""
        await self._act("account", user=user, change=change)

    async def _enter(self, where: JSON, block: JSON, element: JSON, value: object) -> JSON:
        state = {"type": element["type"], elements.STATES[element["type"]].key: value}
        if "type" in where:
            typed = self._typed.setdefault(where["id"], {})
            typed.setdefault(block["block_id"], {})[element["action_id"]] = state
        if block["type"] == "input" and not block.get("dispatch_action"):
            return {}
        return await self._press(where, block, element, state)

    async def _press(self, where: JSON, block: JSON, element: JSON, value: JSON) -> JSON:
        ids = {"block_id": block["block_id"], "action_id": element["action_id"], "value": value}
        return await self._act("press", **self._place(where), **ids)

    def _place(self, where: JSON) -> JSON:
        if "type" not in where:
            return {"container": "message", "channel": where["channel"], "ts": where["ts"]}
        container = "home" if where["type"] == "home" else "view"
        typed = self._typed.get(where["id"], {})
        return {"container": container, "view_id": where["id"], "values": typed}

    async def _act(self, do: str, **arguments: object) -> JSON:
        return await self._workspace.post("/-/act", {"as": self.id, "do": do, **arguments})
