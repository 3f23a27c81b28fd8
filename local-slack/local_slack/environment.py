"""The variables that an app needs to reach the workspace, and the file that holds them."""

from __future__ import annotations

import os
import re
import secrets
from typing import TYPE_CHECKING

from local_slack.errors import StartError
from local_slack.state import manifest

if TYPE_CHECKING:
    from pathlib import Path

    from local_slack.slack import App

SECRETS = {
    "SLACK_BOT_TOKEN": ("bot_token", "xoxb-local-"),
    "SLACK_SIGNING_SECRET": ("signing_secret", ""),
    "SLACK_APP_TOKEN": ("app_token", "xapp-local-"),
}
"""An app's secrets: the field of AppSettings and how a made one begins.

The workspace takes them from variables with LOCAL_ before the name; those of a second app end in
_2, and so on.
"""
MARK = "# Written by local-slack, and again at each start. These values open nothing but it.\n"


def load_secrets(number: int, file: Path | None) -> dict[str, str]:
    """The secrets of the app with this number, the first one being 1, as fields of AppSettings.

    They are those of the environment, else those in the file, else new. Raises StartError if the
    file is somebody else's.
    """
    suffix = "" if number == 1 else f"_{number}"
    stored = _read_file(file) if file else {}
    return {
        field: os.environ.get(f"LOCAL_{name}{suffix}")
        or stored.get(name)
        or f"{start}{secrets.token_hex(16)}"
        for name, (field, start) in SECRETS.items()
    }


def place_file(data: Path, manifest_file: Path) -> Path:
    """The file of an app in the folder in which the workspace is saved. Raises StartError."""
    if data.exists() and not data.is_dir():
        raise StartError(f"{data} is not a folder. The workspace is saved in one.")
    name = manifest.load(manifest_file).name
    return data / f"{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-') or 'app'}.env"


def describe_app(app: App) -> dict[str, str]:
    """The variables of an app, in the order in which they are shown."""
    tokens = {name: getattr(app.settings, field) for name, (field, _) in SECRETS.items()}
    given = {name: token for name, token in tokens.items() if token}
    return {"SLACK_API_URL": f"{app.slack_url}/api/", **given, "SLACK_APP_ID": app.id}


def write_file(file: Path, variables: dict[str, str]) -> None:
    """Write the variables for dotenv, a shell or Docker; only the owner may read them.

    Raises StartError if that is impossible.
    """
    lines = "".join(f"{name}={value}\n" for name, value in variables.items())
    unfinished = file.with_name(f"{file.name}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:  # noqa: PTH123 - private from its first moment
            new.write(MARK + lines)
        unfinished.replace(file)
    except OSError as error:
        raise StartError(f"{file} cannot be written: {error.strerror}.") from error


def _read_file(file: Path) -> dict[str, str]:
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise StartError(f"{file} cannot be read. Name another file.") from error
    if not text.startswith(MARK):
        raise StartError(f"{file} was not written by local-slack, so it stays. Name another file.")
    return dict(line.split("=", 1) for line in text.splitlines() if "=" in line)
