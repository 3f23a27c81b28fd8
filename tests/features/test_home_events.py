"""The event that somebody has opened the Home."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.desk import event

if TYPE_CHECKING:
    from tests.desk import Running

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize("user", ["U0NOBODY", "é" * 3000, "U 1", "", 7, None])
async def test_a_home_for_nobody_is_taken_so_that_slack_does_not_send_it_again(
    fresh: Running, user: object
) -> None:
    body = json.dumps(event("app_home_opened", user=user, tab="home")).encode()
    assert (await fresh.post(body, content_type=b"application/json")).status == 200
    assert await fresh.workspace.calls("views.publish") == []
