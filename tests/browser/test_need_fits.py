"""Whatever the verdict, the answer fits on one screen: in the modal, and shared in the channel.

Drawn with the shipped content, as wide as a modal's body and a message are there.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from blocks.modal_origin import ModalOrigin
from blocks.need import answers
from blocks.need.questions import NeedSource
from hiring.guide import content
from hiring.guide.weighing import decide
from tests.browser.test_blocks import draw
from tests.hiring.need_answers import list_labelled_answers, list_odd_answers

if TYPE_CHECKING:
    from playwright.async_api import Page, ViewportSize

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

CONTENT = Path(__file__).parents[2] / "content"
BYLINE = 53
# The window, how wide a modal's body and a message's blocks are in it, and what fits.
SCREENS: dict[str, tuple[ViewportSize, int, int, int]] = {
    "desktop": ({"width": 1280, "height": 800}, 500, 760, 480),
    "phone": ({"width": 390, "height": 844}, 326, 322, 600),
}


ROLES = sorted(path.parent.name for path in CONTENT.glob("roles/*/need.yml"))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("screen", SCREENS)
async def test_every_answer_to_whether_we_need_one_fits_on_one_screen(
    canvas: Page, screen: str, role: str
) -> None:
    window, modal, message, pixels = SCREENS[screen]
    await canvas.set_viewport_size(window)
    guide = content.load(CONTENT)
    asking = NeedSource.from_role(guide.roles[role], guide)
    assert asking is not None
    heights = {}
    labelled = list_labelled_answers() if role == "ai-tech-lead" else ()
    for name, chosen in (*labelled, *list_odd_answers(asking.need)):
        decision = decide(asking.need, chosen)
        view = answers.build_answer(asking, decision, ModalOrigin(asking.role.id)).payload
        shared = answers.build_shared_answer(asking, decision, "U0000000001").blocks
        for surface, blocks, width, around in (
            ("modal", view["blocks"], modal, 0),
            ("shared", shared, message, BYLINE),
        ):
            drawn = await draw(canvas, *blocks)
            heights[name, surface] = around + await drawn.evaluate(
                "(host, w) => { host.style.width = `${w}px`; return host.clientHeight; }", width
            )
    assert not {name: height for name, height in heights.items() if height > pixels}
