"""How an app is pointed to the workspace although its code does not read SLACK_API_URL.

Neither Bolt nor Slack's SDKs read that variable by themselves. `web_client.cjs` and
`sitecustomize.py` give their Web API clients another default address, the one in it. An address
that the app's code sets stays.
"""

from __future__ import annotations

import json
from pathlib import Path

_FOLDER = Path(__file__).parent
_MODULE = str(_FOLDER / "web_client.cjs")

VARIABLES = {
    # NODE_OPTIONS is split at spaces, but not inside of quotation marks.
    "NODE_OPTIONS": f"--require {json.dumps(_MODULE) if ' ' in _MODULE else _MODULE}",
    "PYTHONPATH": str(_FOLDER),
}
"""The variables that do so, for Node.js and for Python."""
