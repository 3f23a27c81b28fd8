"""One Socket Mode connection: its requests come and are answered on it until it ends."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import TYPE_CHECKING

from aiohttp import ServerTimeoutError, WSMsgType

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from aiohttp import ClientWebSocketResponse

    from bot.slack.fields import Json
    from bot.slack.tasks import Tasks

# As Slack says goodbye: the first some seconds before the second, which comes before the end.
REFRESH = ("warning", "refresh_requested")
REASONS = (*REFRESH, "link_disabled", "too_many_websockets")
SEND_SECONDS = 3  # Slack has given up by then

log = logging.getLogger(__name__)


class Link:
    """A connection that Slack has greeted.

    `answer` returns what acknowledges a request, or None. `leaving` gets its result when the
    connection has to be replaced: one of REASONS, `silent` (no pong came), `closed`, or `other`.
    """

    def __init__(
        self,
        socket: ClientWebSocketResponse,
        answer: Callable[[Json, Mapping[str, str]], Awaitable[Json | None]],
        tasks: Tasks,
    ) -> None:
        loop = asyncio.get_running_loop()
        self.leaving: asyncio.Future[str] = loop.create_future()
        self._socket = socket
        self._answer = answer
        self._tasks = tasks
        self._unanswered: set[asyncio.Task[None]] = set()
        self._ended = asyncio.Event()
        self._since = loop.time()

    @staticmethod
    async def read_hello(socket: ClientWebSocketResponse) -> Json:
        """Read the first frame. If it is no `hello`, the connection is closed.

        Raises what aiohttp does, and ValueError if it isn't a JSON object.
        """
        greeted = False
        try:
            frame = json.loads(await socket.receive_str())
            if not isinstance(frame, dict):
                raise ValueError  # noqa: TRY004 - as for what isn't JSON
            greeted = frame.get("type") == "hello"
            return frame
        finally:
            if not greeted:
                await socket.close()

    @property
    def age(self) -> float:
        """Seconds since Slack's hello."""
        return asyncio.get_running_loop().time() - self._since

    async def read(self) -> None:
        """Answer what comes, until the connection ends."""
        try:
            async for message in self._socket:
                if message.type is WSMsgType.TEXT:
                    self._handle_frame(message.data)
        finally:
            self._ended.set()
            silent = isinstance(self._socket.exception(), ServerTimeoutError)
            self._leave("silent" if silent else "closed")

    async def linger(self, seconds: float) -> None:
        """Let Slack close the connection, which may still bring requests; close it in the end."""
        try:
            async with asyncio.timeout(seconds):
                await self._ended.wait()
        except TimeoutError:
            await self.close(SEND_SECONDS)

    async def close(self, seconds: float) -> None:
        """Close the connection when nothing is in flight, at the latest after some seconds."""
        end = asyncio.get_running_loop().time() + seconds
        while self._unanswered and (left := end - asyncio.get_running_loop().time()) > 0:
            await asyncio.wait(self._unanswered, timeout=left)
        await self._socket.close()

    def _handle_frame(self, text: str) -> None:
        try:
            frame = json.loads(text)
            kind = frame["type"]
            if kind == "disconnect":
                reason = frame.get("reason")
                self._leave(reason if reason in REASONS else "other")
            elif "envelope_id" in frame:
                acknowledging = self._acknowledge(
                    str(frame["envelope_id"]), frame["payload"], _read_retry_headers(frame)
                )
                task = self._tasks.start(acknowledging, "socket request")
                self._unanswered.add(task)
                task.add_done_callback(self._unanswered.discard)
        except (ValueError, TypeError, KeyError, AttributeError):
            log.warning("received a frame that Socket Mode does not have")

    async def _acknowledge(self, envelope_id: str, body: Json, headers: Mapping[str, str]) -> None:
        answer = await self._answer(body, headers)
        if answer is None:
            return
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await self._socket.send_json({"envelope_id": envelope_id, **answer})
        except (ConnectionError, TimeoutError):
            log.warning("an answer was too late: its Socket Mode connection had ended")

    def _leave(self, reason: str) -> None:
        if not self.leaving.done():
            self.leaving.set_result(reason)


def _read_retry_headers(frame: Json) -> dict[str, str]:
    """Read what an envelope says of a repetition, as the headers that HTTP has for it."""
    fields = {"x-slack-retry-num": "retry_attempt", "x-slack-retry-reason": "retry_reason"}
    return {
        header: str(frame[name]) for header, name in fields.items() if frame.get(name) is not None
    }
