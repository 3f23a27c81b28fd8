from __future__ import annotations

from collections.abc import Sequence  # noqa: TC003 - a dataclass's field types are looked up
from dataclasses import dataclass
from pathlib import Path  # noqa: TC003 - a dataclass's field types are looked up at run time


@dataclass(frozen=True)
class AppSettings:
    """An app in the workspace, and how the two reach each other.

    `url` is where commands, clicks and events are posted; it may be empty and set later, as
    `App.delivery.url`. With `app_token` they go over a Socket Mode connection instead, once there
    is one. `previews_url` is where it answers what its surfaces look like: see `previews`.
    """

    manifest: Path
    url: str = ""
    bot_token: str = "xoxb-local-workspace"  # noqa: S105 - it opens only this stand-in
    signing_secret: str = "local-signing-secret"  # noqa: S105 - it signs only for this stand-in
    app_token: str | None = None
    previews_url: str = ""

    def secrets(self) -> list[str]:
        """What nobody else may see."""
        return [text for text in (self.bot_token, self.signing_secret, self.app_token) if text]


@dataclass(frozen=True)
class Settings:
    """How a local workspace is started.

    `workspace` is the file that says who is in it (`people.yml`), None for the sample. `data` is
    the folder in which the workspace is saved, None for not at all. `port` 0 takes a free one.
    `ack_seconds` is how long an app has to answer (Slack: 3 s). With `latency`, Web API
    answers take 100-400 ms, as Slack's do. With `private_names`, payloads carry the real names of
    private channels, as newer ones do. With `fixed_clock`, nobody can move the workspace's time.
    `enterprise_id` is the organisation that the workspace belongs to, as OAuth tells it.
    `allowed_hosts` are names, besides loopback and `host`, under which apps and browsers may reach
    it; apps are told the first one.
    """

    apps: tuple[AppSettings, ...]
    data: Path | None = None
    workspace: Path | None = None
    host: str = "127.0.0.1"
    allowed_hosts: Sequence[str] = ()
    port: int = 0
    enterprise_id: str = ""
    latency: bool = False
    private_names: bool = False
    fixed_clock: bool = False
    ack_seconds: float = 3.0
