"""Calls to Slack's Web API: one shared session, no blind retry, errors as types.

The SDK's default opens a session per call and repeats a call whose connection broke, which posts
a message twice. Here a post whose outcome is unknown is said to be unknown.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.command_names import CommandNames
from bot.slack.refusals import explain_refusal
from hiring.errors import HiringDeskError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from slack_sdk.web.async_slack_response import AsyncSlackResponse

    from blocks.kit import Message, View
    from bot.metrics import Metrics

Json: TypeAlias = dict[str, Any]

TIMEOUT_SECONDS = 10

# What Slack answers where the call may have had a part of its effect, and our word for no code.
NO_CODE = "no_code"
UNSURE = {"fatal_error", "internal_error", NO_CODE}

RATE_LIMITED = "ratelimited"

# The refusals that an operator can do something about; all others are counted as one.
COUNTED = {
    "ok",
    RATE_LIMITED,
    "account_inactive",
    "channel_not_found",
    "expired_trigger_id",
    "invalid_auth",
    "is_archived",
    "missing_scope",
    "msg_blocks_too_long",
    "msg_too_long",
    "not_authed",
    "not_in_channel",
    "token_expired",
    "token_revoked",
}


class SlackError(HiringDeskError):
    """Slack did not do what it was asked."""


class SlackRefused(SlackError):  # noqa: N818 - what Slack did
    """Slack answered with an error code, such as `not_in_channel`: nothing happened.

    `retry_after`: with the code `ratelimited`, the seconds to wait; else 0.
    """

    def __init__(self, code: str, retry_after: int = 0) -> None:
        super().__init__(f"Nothing was changed. {explain_refusal(code)}")
        self.code = code
        self.retry_after = retry_after


class SlackUnreachable(SlackError):  # noqa: N818 - what Slack is
    """No answer came: the call may or may not have had its effect."""

    def __init__(self) -> None:
        super().__init__("Slack didn't answer, so I can't tell whether that went through.")


class Slack:
    """The Web API for every workspace that the bot is in.

    `token_of` returns the bot token of a tenant. Raises what the store raises.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        base_url: str,
        token_of: Callable[[str], Awaitable[str]],
        metrics: Metrics,
        command_names: CommandNames | None = None,
    ) -> None:
        self._session = session
        self.base_url = base_url
        self._token_of = token_of
        self._metrics = metrics
        self._command_names = command_names or CommandNames()

    async def post(self, tenant: str, channel: str, message: Message) -> str:
        """Post a message and return its `ts`."""
        answer = await self.call(
            tenant,
            "chat.postMessage",
            channel=channel,
            unfurl_links=False,
            unfurl_media=False,
            **message.payload(),
        )
        return str(answer["ts"])

    async def open_view(self, tenant: str, trigger_id: str, view: View) -> str:
        """Open a modal and return its id. Slack: within 3 seconds of the click, once a trigger."""
        answer = await self.call(tenant, "views.open", trigger_id=trigger_id, view=view.payload)
        return str(answer["view"]["id"])

    async def open_dm(self, tenant: str, user: str) -> str:
        """The channel id of the direct messages with a person."""
        answer = await self.call(tenant, "conversations.open", users=user)
        return str(answer["channel"]["id"])

    async def invite(self, tenant: str, channel: str, user: str) -> None:
        """Make somebody a member of a channel that the bot is in. It takes an optional scope."""
        await self.call(tenant, "conversations.invite", channel=channel, users=user)

    async def upload(self, tenant: str, channel: str, filename: str, text: str) -> None:
        """Send a text file to a channel. Slack: to a DM's channel id, not to a user id."""
        content = text.encode()
        place = await self.call(
            tenant, "files.getUploadURLExternal", filename=filename, length=len(content)
        )
        await self._put(str(place["upload_url"]), content)
        await self.call(
            tenant,
            "files.completeUploadExternal",
            files=[{"id": place["file_id"], "title": filename}],
            channel_id=channel,
        )

    async def _put(self, upload_url: str, content: bytes) -> None:
        try:
            async with self._session.post(upload_url, data=content) as answer:
                if not answer.ok:
                    raise SlackRefused("upload_failed")
        except (aiohttp.ClientError, TimeoutError):
            raise SlackUnreachable from None

    async def update_message(self, tenant: str, channel: str, ts: str, message: Message) -> None:
        """Put another content into a message of ours. Slack notifies nobody of it."""
        await self.call(tenant, "chat.update", channel=channel, ts=ts, **message.payload())

    async def update_view(self, tenant: str, view_id: str, view: View, view_hash: str = "") -> None:
        """Put another content into an open modal; with a hash, unless it has changed since."""
        guard = {"hash": view_hash} if view_hash else {}
        await self.call(tenant, "views.update", view_id=view_id, view=view.payload, **guard)

    async def push_view(self, tenant: str, trigger_id: str, view: View) -> str:
        """Lay a modal over the open one and return its id. Slack: at most three in a stack."""
        answer = await self.call(tenant, "views.push", trigger_id=trigger_id, view=view.payload)
        return str(answer["view"]["id"])

    async def publish_home(self, tenant: str, user: str, view: View) -> None:
        """Show somebody their App Home."""
        await self.call(tenant, "views.publish", user_id=user, view=view.payload)

    async def permalink(self, tenant: str, channel: str, ts: str) -> str:
        """The address of a message."""
        where = {"channel": channel, "message_ts": ts}
        answer = await self.call(tenant, "chat.getPermalink", **where)
        return str(answer["permalink"])

    async def call(self, tenant: str, method: str, **arguments: Any) -> Json:  # noqa: ANN401
        """Call a method with the tenant's token. Raises SlackRefused or SlackUnreachable."""
        return await self.call_with(await self._token_of(tenant), method, **arguments)

    async def call_with(self, token: str | None, method: str, **arguments: Any) -> Json:  # noqa: ANN401
        """Call a method with a token, or with none. Raises SlackRefused or SlackUnreachable."""
        renamed = self._command_names.rename_in_payload(arguments)
        answer = await self._send(token, method, renamed)
        return dict(answer.data) if isinstance(answer.data, dict) else {}

    async def identity(self, token: str) -> tuple[str, set[str]]:
        """The name of the token's workspace, and the scopes that it was granted."""
        answer = await self._send(token, "auth.test", {})
        granted = str(answer.headers.get("x-oauth-scopes", ""))
        return str(answer.get("team", "")), {scope.strip() for scope in granted.split(",")}

    async def _send(self, token: str | None, method: str, arguments: Json) -> AsyncSlackResponse:
        client = AsyncWebClient(
            token=token, base_url=self.base_url, session=self._session, retry_handlers=[]
        )
        client.proxy = None  # the session knows the proxy, and for which hosts there is none
        try:
            with self._metrics.in_flight.labels("slack").track_inprogress():
                answer = await client.api_call(method, data=_as_form(arguments))
        except SlackApiError as error:
            code = read_code(error)
            self._metrics.calls.labels(method, _counted(code)).inc()
            if code in UNSURE:
                raise SlackUnreachable from None
            raise SlackRefused(code, _retry_after(error)) from None
        # The SDK trips with an AttributeError over an answer that is no JSON object.
        except (aiohttp.ClientError, TimeoutError, ValueError, AttributeError):
            self._metrics.calls.labels(method, "unknown").inc()
            raise SlackUnreachable from None
        self._metrics.calls.labels(method, "ok").inc()
        return answer

    async def respond(
        self,
        response_url: str,
        message: Message,
        *,
        replace: bool = False,
        in_channel: bool = False,
    ) -> None:
        """Answer through a `response_url` (Slack: five uses in 30 minutes).

        Raises SlackRefused where it has run out, SlackUnreachable where no answer came.
        """
        payload = {
            "response_type": "in_channel" if in_channel else "ephemeral",
            "replace_original": replace,
            **self._command_names.rename_in_payload(message.payload()),
        }
        try:
            with self._metrics.in_flight.labels("slack").track_inprogress():
                async with self._session.post(response_url, json=payload) as answer:
                    text = await answer.text()
        except (aiohttp.ClientError, TimeoutError, ValueError):
            self._metrics.calls.labels("response_url", "unknown").inc()
            raise SlackUnreachable from None
        limited = answer.status == 429  # noqa: PLR2004 - as HTTP says
        code = "ok" if answer.ok else RATE_LIMITED if limited else _code_of_text(text)
        self._metrics.calls.labels("response_url", _counted(code)).inc()
        if answer.status >= 500:  # noqa: PLR2004 - as HTTP says
            raise SlackUnreachable
        if not answer.ok:
            raise SlackRefused(code)


def session() -> aiohttp.ClientSession:
    """The one session that all calls share."""
    return aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=TIMEOUT_SECONDS, connect=3), trust_env=True
    )


def _as_form(arguments: Json) -> Json:
    """Form fields, which every method takes; structures go as JSON text."""
    return {
        name: json.dumps(value) if isinstance(value, dict | list | bool) else value
        for name, value in arguments.items()
    }


def read_code(error: SlackApiError) -> str:
    """Slack's code for a refusal; NO_CODE for a failing server's answer, or a proxy's page."""
    data = getattr(error.response, "data", None)
    status = getattr(error.response, "status_code", 0)
    if status == 429:  # noqa: PLR2004 - as HTTP says
        return RATE_LIMITED
    if not isinstance(data, dict) or "error" not in data or status >= 500:  # noqa: PLR2004 - as HTTP says
        return NO_CODE
    return _word(str(data["error"]))


def _code_of_text(text: str) -> str:
    """A response_url's refusal: its code as text, or in JSON."""
    try:
        answer = json.loads(text)
    except ValueError:
        return _word(text)
    return _word(str(answer.get("error", ""))) if isinstance(answer, dict) else _word(text)


def _retry_after(error: SlackApiError) -> int:
    """Slack: `Retry-After` comes with 429, in seconds."""
    given = str(error.response.headers.get("retry-after", ""))
    limited = error.response.status_code == 429  # noqa: PLR2004 - as HTTP says
    return int(given) if limited and given.isdecimal() else int(limited)


def _counted(code: str) -> str:
    """What a refusal is counted as: Slack has hundreds of codes, and may have more tomorrow."""
    if code in UNSURE:
        return "unknown"
    return code if code in COUNTED else "refused"


def _word(code: str) -> str:
    """An error code as Slack writes them; anything else is not repeated."""
    short = code.strip()
    return short if short.replace("_", "").isalnum() and len(short) <= 50 else "unreadable"  # noqa: PLR2004
