"""Every setting of Hiring Desk, read from the environment and from `.env`, once."""

from __future__ import annotations

import re
import shlex
from difflib import get_close_matches
from enum import Enum
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    SettingsConfigDict,
)

from blocks.commands import COMMANDS
from hiring.errors import HiringDeskError
from hiring.preferences import MOST_REMINDERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic_core import ErrorDetails

# Slack: /interactivity/implementing-slash-commands, with the slash.
MOST_COMMAND_CHARACTERS = 32

# As Slack writes them. The id of a user tells them from others of the same workspace only.
_WORKSPACE = r"[TE][A-Z0-9]{2,30}"
_USER = rf"(?:{_WORKSPACE}:)?[UW][A-Z0-9]{{2,30}}"

LOOPBACK = "127.0.0.1"
EVERYWHERE = "0.0.0.0"  # noqa: S104 - a server

# How alike two names are, from 0 to 1, where the one is probably meant to be the other.
SIMILAR = 0.85

_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
MOST_NOTE_CHARACTERS = 200

LogLevel: TypeAlias = Literal["DEBUG", "INFO", "WARNING", "ERROR"]


class SettingsError(HiringDeskError):
    """A setting is missing, wrong, or contradicts another one. Names the variable."""


class Mode(Enum):
    """How Hiring Desk reaches Slack."""

    LOCAL = "a local workspace in the browser"
    HTTP = "Slack by HTTP"
    SOCKET = "Slack by Socket Mode"
    OAUTH = "many Slack workspaces by HTTP"


class Settings(BaseSettings):
    """Settings by the names that the ecosystem uses. `load_settings()` makes one."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    slack_bot_token: SecretStr | None = Field(
        None, description="The bot token (xoxb-…) of the workspace that Hiring Desk is for."
    )
    slack_app_token: SecretStr | None = Field(
        None, description="The app-level token (xapp-…). With it, Socket Mode is used."
    )
    slack_signing_secret: SecretStr | None = Field(
        None, description="Proves that an HTTP request comes from Slack. Needed for HTTP."
    )
    slack_client_id: SecretStr | None = Field(
        None, description="With the next one and no bot token: installs into many workspaces."
    )
    slack_client_secret: SecretStr | None = Field(None, description="Goes with SLACK_CLIENT_ID.")
    allowed_workspaces: str | None = Field(
        None,
        description="Ids of workspaces (T…) or organisations (E…), comma-separated, that may "
        "install and use the app. For many workspaces only; without it, every workspace may.",
    )
    slack_api_url: str = Field(
        "https://slack.com/api/", description="Base address of Slack's Web API."
    )
    redis_url: SecretStr | None = Field(
        None,
        description="redis://, rediss://, unix://, redis+cluster:// or rediss+cluster://. "
        "Without it, a Valkey server is started that keeps its data in DATA_DIR.",
    )
    encryption_keys: SecretStr | None = Field(
        None,
        description="32-byte keys in base64, comma-separated; the first one writes. Needed with "
        "REDIS_URL; without REDIS_URL a key file is made in DATA_DIR.",
    )
    encryption_keys_command: SecretStr | None = Field(
        None,
        description="A command that prints those keys, such as one of a secret manager. It is run "
        "once at start, without a shell.",
    )
    allow_unsafe_store: bool = Field(
        False,  # noqa: FBT003 - the default of a setting
        description="Start on a store that may lose what it has acknowledged, and don't wait for "
        "a cluster's replicas.",
    )
    data_dir: Path = Field(Path(".data"), description="Where the embedded Valkey keeps its data.")
    content_dir: Path | None = Field(
        None, description="A folder laid over `content/`: a team's own roles, ranges and wording."
    )
    content_check_seconds: float = Field(
        2,
        ge=0,
        le=3600,
        description="How often CONTENT_DIR is looked at for changes, in seconds. With 0, changes "
        "count after a restart.",
    )
    local_workspace: Path | None = Field(
        None,
        description="A file with the people and channels of the local workspace "
        "(local-slack/README.md, *People*); without it, a sample team.",
    )
    reveal_grace_seconds: int = Field(
        300,
        ge=0,
        le=86_400,
        description="How long after the last scorecard a debrief is revealed, in seconds: time "
        "for people to edit theirs.",
    )
    reminders: int = Field(
        3,
        ge=0,
        le=MOST_REMINDERS,
        description="How often somebody is reminded of one thing at most, such as a scorecard. "
        "An administrator can change it in Hiring Desk's Home.",
    )
    seal_host_note: str = Field(
        "",
        description="A sentence that says who runs the server and can therefore read what is "
        "sealed. `/debrief help` shows it.",
    )
    concerns_contact: str = Field(
        "",
        description="Who takes questions of fairness or conduct: a user id, or a few plain words. "
        "The form for dissent from a decision names them.",
    )
    administrators: str | None = Field(
        None,
        description="User ids, comma-separated, of the people who may appoint an owner for a "
        "debrief whose owner and decider have left. With many workspaces, each as "
        "T012AB3CD:U012AB3CD.",
    )
    allow_org_shared_channels: bool = Field(
        False,  # noqa: FBT003 - the default of a setting
        description="Allow debriefs in private channels that other workspaces of your own "
        "organisation share (Enterprise Grid). Never in channels shared with another organisation.",
    )
    native_charts: Literal["auto", "on", "off"] = Field(
        "auto",
        description="Slack's own charts and tables: `auto` asks Slack once at start, `off` shows "
        "tables as text.",
    )
    extensions: str | None = Field(
        None,
        description="Python modules that add commands of your own, comma-separated: see "
        "docs/extensions.md.",
    )
    command_prefix: str = Field(
        "",
        description="Added to the front of every command: `hd-` gives `/hd-jd` where another app "
        "has `/jd`.",
    )
    host: str | None = Field(
        None,
        description="The address to listen on: 0.0.0.0 where it isn't set, but 127.0.0.1 in Socket "
        "Mode, which needs nothing from outside, and always in the local workspace.",
    )
    port: int = Field(3000, ge=1, le=65535, description="The port to listen on.")
    operations_host: str | None = Field(
        None,
        description="The address of OPERATIONS_PORT: 127.0.0.1 where it isn't set.",
    )
    operations_port: int | None = Field(
        None,
        ge=1,
        le=65535,
        description="A port for /healthz, /readyz and /metrics, which PORT then doesn't answer: "
        "see docs/operations.md.",
    )
    log_level: LogLevel = Field(
        "INFO", description="DEBUG, INFO, WARNING or ERROR. No level logs what people typed."
    )

    @field_validator(
        "slack_bot_token",
        "slack_app_token",
        "slack_signing_secret",
        "slack_client_id",
        "slack_client_secret",
        mode="before",
    )
    @classmethod
    def _strip(cls, value: object) -> object:
        """A secret that was pasted with a space or a line break; of spaces alone, it is not set."""
        return (value.strip() or None) if isinstance(value, str) else value

    @field_validator("encryption_keys_command")
    @classmethod
    def _check_command(cls, value: SecretStr | None) -> SecretStr | None:
        try:
            words = shlex.split(read_secret(value))
        except ValueError:
            raise ValueError("it has a quotation mark that is never closed") from None
        return value if words else None

    @field_validator("log_level", mode="before")
    @classmethod
    def _make_upper_case(cls, value: str) -> str:
        return value.upper()

    @field_validator("native_charts", mode="before")
    @classmethod
    def _make_lower_case(cls, value: str) -> str:
        return value.lower()

    @field_validator("extensions")
    @classmethod
    def _check_module_names(cls, value: str | None) -> str | None:
        if value is None:
            return None
        names = [name.strip() for name in value.split(",")]
        for name in names:
            if not all(part.isidentifier() for part in name.split(".")):
                raise ValueError(
                    "it takes names of Python modules, comma-separated, such as our_company.slack"
                )
            if names.count(name) > 1:
                raise ValueError(f"it names {name} twice")
        return ",".join(names)

    @field_validator("allowed_workspaces")
    @classmethod
    def _check_workspace_ids(cls, value: str | None) -> str | None:
        what = "ids of workspaces or organisations"
        return _join_entries(value, _WORKSPACE, what, "T012AB3CD,E012AB3CD")

    @field_validator("seal_host_note", "concerns_contact")
    @classmethod
    def _check_note(cls, value: str) -> str:
        note = value.strip()
        if len(note.splitlines()) > 1:
            raise ValueError("it must be one line, without line breaks")
        if len(note) > MOST_NOTE_CHARACTERS:
            raise ValueError(
                f"it has {len(note)} characters, and {MOST_NOTE_CHARACTERS} at most are shown"
            )
        return note

    @field_validator("administrators")
    @classmethod
    def _check_user_ids(cls, value: str | None) -> str | None:
        return _join_entries(
            value, _USER, "user ids", "U012AB3CD or, with many workspaces, T012AB3CD:U012AB3CD"
        )

    @field_validator("command_prefix")
    @classmethod
    def _check_command_prefix(cls, value: str) -> str:
        if not re.fullmatch(r"[a-z0-9_-]*", value):
            raise ValueError("it takes small letters, digits, hyphens and underscores")
        longest = max(COMMANDS, key=len)
        if len(value) + len(longest) > MOST_COMMAND_CHARACTERS:
            raise ValueError(
                f"it has room for {MOST_COMMAND_CHARACTERS - len(longest)} characters, since Slack "
                f"takes {MOST_COMMAND_CHARACTERS} for a command, and {longest} is one"
            )
        return value

    @field_validator("host", "operations_host")
    @classmethod
    def _check_host(cls, value: str | None) -> str | None:
        value = value.strip() if value else None
        if not value or _is_address(value):
            return value or None
        raise ValueError(
            "it must be an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them"
        )

    @field_validator("slack_api_url")
    @classmethod
    def _end_with_slash(cls, value: str) -> str:
        if not value.startswith(("https://", "http://")):
            raise ValueError("it must start with https:// or http://")
        return value.rstrip("/") + "/"

    @property
    def workspace_ids(self) -> frozenset[str]:
        """The workspaces and organisations that may use the app; empty if all may."""
        return frozenset((self.allowed_workspaces or "").split(",")) - {""}

    @property
    def administrator_ids(self) -> frozenset[str]:
        """What ADMINISTRATORS holds: `U…` or, with many workspaces, `T…:U…`."""
        return frozenset((self.administrators or "").split(",")) - {""}

    @property
    def extension_names(self) -> tuple[str, ...]:
        """The modules that EXTENSIONS names, in that order."""
        return tuple(self.extensions.split(",")) if self.extensions else ()

    @property
    def listening_host(self) -> str:
        """HOST, or what suits the mode where it isn't set."""
        return self.host or (LOOPBACK if self.mode is Mode.SOCKET else EVERYWHERE)

    @property
    def mode(self) -> Mode:
        """Which of the four ways to reach Slack these settings ask for."""
        if self.slack_bot_token:
            return Mode.SOCKET if self.slack_app_token else Mode.HTTP
        return Mode.OAUTH if self.slack_client_id else Mode.LOCAL


def _join_entries(value: str | None, form: str, what: str, such_as: str) -> str | None:
    """A list without the spaces in it. Raises ValueError if an entry doesn't have this form."""
    if value is None:
        return None
    entries = [entry.strip() for entry in value.split(",")]
    if not all(re.fullmatch(form, entry) for entry in entries):
        raise ValueError(f"it takes {what}, comma-separated, such as {such_as}")
    return ",".join(dict.fromkeys(entries))


def _is_address(text: str) -> bool:
    """Whether it is an IP address, or may be a machine's name: its last part has a letter."""
    try:
        ip_address(text)
    except ValueError:
        return bool(re.fullmatch(rf"(?:{_LABEL}\.)*(?=[0-9-]*[A-Za-z]){_LABEL}", text))
    return True


def find_misspelt_settings() -> list[str]:
    """A sentence for each variable or line of `.env` that looks like a setting, and is none."""
    ours = {name.upper() for name in Settings.model_fields}
    present = {**EnvSettingsSource(Settings).env_vars, **DotEnvSettingsSource(Settings).env_vars}
    return [
        f"{name} is not a setting, so it changes nothing. Did you mean {meant[0]}?"
        for name in sorted({name.upper() for name in present} - ours)
        if (meant := get_close_matches(name, ours, n=1, cutoff=SIMILAR))
    ]


def read_secret(value: SecretStr | None) -> str:
    """Read the text of a secret setting; empty if it is not set."""
    return value.get_secret_value() if value else ""


def remove_settings(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment without any setting of ours, for a process that needs none of our secrets."""
    names = {name.upper() for name in Settings.model_fields}
    return {name: value for name, value in environment.items() if name.upper() not in names}


def load_settings() -> Settings:
    """Read the settings to run with. Raises SettingsError with one sentence a problem."""
    settings = read_settings()
    for problem in _find_contradictions(settings):
        raise SettingsError(problem)
    return settings


def read_settings() -> Settings:
    """Read the settings, which may not be enough to run. Raises SettingsError."""
    try:
        return Settings()
    except ValidationError as error:
        problems = [
            f"{str(problem['loc'][0]).upper()} is wrong: {_describe_problem(problem)}."
            for problem in error.errors()
        ]
        raise SettingsError(" ".join(problems)) from None


def _describe_problem(problem: ErrorDetails) -> str:
    """What a setting must be, in words that need no knowledge of Python."""
    context = problem.get("ctx", {})
    match problem["type"]:
        case "int_parsing" | "int_parsing_size":
            return "it must be a whole number"
        case "bool_parsing":
            return "it must be true or false"
        case "greater_than_equal":
            return f"it must be {context['ge']} or more"
        case "less_than_equal":
            return f"it must be {context['le']} or less"
        case "literal_error":
            return f"it must be {context['expected'].replace(chr(39), '')}"
        case _:  # the sentences of the validators above
            return str(context["error"])


def _find_contradictions(settings: Settings) -> Iterator[str]:
    bot, app = settings.slack_bot_token, settings.slack_app_token
    if bot and bot.get_secret_value().startswith("xapp-"):
        yield "SLACK_BOT_TOKEN holds an app-level token (xapp-…); it takes the bot token (xoxb-…)."
    if app and app.get_secret_value().startswith("xoxb-"):
        yield "SLACK_APP_TOKEN holds a bot token (xoxb-…); it takes the app-level token (xapp-…)."
    if bot and not app and not settings.slack_signing_secret:
        yield (
            "SLACK_BOT_TOKEN is set, but neither SLACK_APP_TOKEN (for Socket Mode) nor "
            "SLACK_SIGNING_SECRET (for HTTP) is: set one of the two."
        )
    if not bot:
        yield from _find_missing_tokens(settings)
    if settings.allowed_workspaces and settings.mode is not Mode.OAUTH:
        yield (
            "ALLOWED_WORKSPACES is for many workspaces, which need SLACK_CLIENT_ID, "
            "SLACK_CLIENT_SECRET and SLACK_SIGNING_SECRET and no SLACK_BOT_TOKEN: remove it."
        )
    yield from _find_ambiguous_people(settings)
    if settings.encryption_keys and settings.encryption_keys_command:
        yield (
            "ENCRYPTION_KEYS and ENCRYPTION_KEYS_COMMAND are both set: remove one of them, so that "
            "it is clear which keys count."
        )
    yield from _find_address_contradictions(settings)
    if settings.redis_url and not (settings.encryption_keys or settings.encryption_keys_command):
        yield (
            "ENCRYPTION_KEYS is missing: with REDIS_URL set, give at least one 32-byte key in "
            "base64, such as `openssl rand -base64 32` prints, or an ENCRYPTION_KEYS_COMMAND."
        )


def _find_ambiguous_people(settings: Settings) -> Iterator[str]:
    many = settings.mode is Mode.OAUTH
    if all((":" in person) is many for person in settings.administrator_ids):
        return
    yield (
        "ADMINISTRATORS must say in which workspace each person is, such as T012AB3CD:U012AB3CD: "
        "with many workspaces, the same id can be somebody else's in another one."
        if many
        else "ADMINISTRATORS takes user ids alone, such as U012AB3CD: there is one workspace."
    )


def _find_missing_tokens(settings: Settings) -> Iterator[str]:
    if settings.slack_app_token:
        yield "SLACK_BOT_TOKEN is missing: SLACK_APP_TOKEN is set, and Socket Mode needs both."
    oauth = {
        "SLACK_CLIENT_ID": settings.slack_client_id,
        "SLACK_CLIENT_SECRET": settings.slack_client_secret,
        "SLACK_SIGNING_SECRET": settings.slack_signing_secret,
    }
    missing = [name for name, value in oauth.items() if not value]
    if missing == ["SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"]:
        yield (
            "SLACK_BOT_TOKEN is missing: SLACK_SIGNING_SECRET is set, and HTTP needs both "
            "(or, for many workspaces, SLACK_CLIENT_ID and SLACK_CLIENT_SECRET)."
        )
    elif missing and len(missing) < len(oauth):
        yield (
            f"{' and '.join(missing)} {'are' if len(missing) > 1 else 'is'} missing: many "
            "workspaces need SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and SLACK_SIGNING_SECRET."
        )


def _find_address_contradictions(settings: Settings) -> Iterator[str]:
    if settings.operations_host and not settings.operations_port:
        yield (
            "OPERATIONS_PORT is missing: OPERATIONS_HOST is set, and /healthz, /readyz and "
            "/metrics need a port of their own on it."
        )
    if settings.operations_port == settings.port:
        yield (
            f"OPERATIONS_PORT is {settings.port}, and so is PORT: /healthz, /readyz and /metrics "
            "need a port of their own, whatever the host."
        )
