"""One run of wrk: `/salary ai tech lead london`, signed as by Slack, with every answer compared."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from bench.compared import SIGNING_SECRET
from chaos.wire import FORM, signed_headers

if TYPE_CHECKING:
    from bench.servers import Server

SCRIPT = Path(__file__).with_name("signed.lua")

# The fields that Slack's documentation of slash commands lists.
BODY = urlencode(
    {
        "token": "sample",
        "team_id": "T0SAMPLE",
        "team_domain": "sample",
        "channel_id": "C0SAMPLE",
        "channel_name": "hiring-ai-lead",
        "user_id": "U0SAMPLE",
        "user_name": "sample",
        "command": "/salary",
        "text": "ai tech lead london",
        "api_app_id": "A0SAMPLE",
        "is_enterprise_install": "false",
        "response_url": "https://hooks.slack.com/commands/T0SAMPLE/1/sample",
        "trigger_id": "1.1.sample",
    }
)


class WrongAnswerError(Exception):
    """A server gave a wrong answer, or none."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What one run measured; times in milliseconds."""

    rate: float  # requests a second
    p50: float
    p99: float


def measure(server: Server, expected: str, connections: int, core: int) -> Sample:
    """Send for a second from this core. Raises WrongAnswerError for a single wrong answer."""
    headers = signed_headers(SIGNING_SECRET, BODY.encode(), FORM)  # valid for five minutes
    signed = [f"-H{name}: {value}" for name, value in headers.items()]
    options = ["-t1", f"-c{connections}", "-d1s", f"-s{SCRIPT}", *signed]
    process = subprocess.Popen(
        ["wrk", *options, server.url, "--", BODY, expected], stdout=subprocess.PIPE, text=True
    )
    os.sched_setaffinity(process.pid, {core})
    output, _ = process.communicate()
    measured = json.loads(output.splitlines()[-1])
    if measured["wrong"] or not measured["requests"]:
        raise WrongAnswerError(f"{server.name}: {measured['wrong']} answers were not as expected")
    return Sample(
        measured["requests"] / measured["microseconds"] * 1e6,
        measured["p50"] / 1000,
        measured["p99"] / 1000,
    )
