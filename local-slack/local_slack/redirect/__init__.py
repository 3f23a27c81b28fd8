"""How an app is pointed to the workspace although its code does not read SLACK_API_URL.

Neither Bolt nor Slack's SDKs read that variable by themselves. `web_client.cjs` and
`sitecustomize.py` give their Web API clients another default address, the one in it. An address
that the app's code sets stays.
"""

from __future__ import annotations

import json
import shlex
from pathlib import Path

FOLDER = Path(__file__).parent


def describe_variables() -> dict[str, str]:
    """The variables that do so for Node.js and for Python, quoted for a shell."""
    path = str(FOLDER / "web_client.cjs")
    required = json.dumps(path) if " " in path else path  # as NODE_OPTIONS reads it
    return {
        "NODE_OPTIONS": shlex.quote(f"--require {required}"),
        "PYTHONPATH": shlex.quote(str(FOLDER)),
    }
