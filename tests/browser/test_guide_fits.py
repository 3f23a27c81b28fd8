"""Whatever passage of the shipped guide answers a question, the answer fits on one screen.

Drawn without the workspace, as wide as a message is there; its byline and its margins take 53 px.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from blocks.handbook.answers import build_answer
from blocks.handbook.source import HandbookSource
from hiring.guide import content
from hiring.guide.handbook import Described, DidYouMean, Found, NotCovered
from hiring.guide.passages import list_passages
from tests.browser.test_blocks import draw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.async_api import Page, ViewportSize

    from blocks.kit import Message

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

CONTENT = Path(__file__).parents[2] / "content"
BYLINE = 53
# The window, how wide a message's blocks are in it, and what fits.
SCREENS: dict[str, tuple[ViewportSize, int, int]] = {
    "desktop": ({"width": 1280, "height": 800}, 760, 480),
    "phone": ({"width": 390, "height": 844}, 322, 600),
}


ROLES = sorted(path.parent.name for path in CONTENT.glob("roles/*/posting.yml"))


def list_answers(role_id: str) -> Iterator[tuple[str, Message]]:
    """Each passage with others of its topic, and the answers that ask back or decline."""
    guide = content.load(CONTENT)
    role = guide.roles[role_id]
    asking = HandbookSource.from_role(role, guide, native=True)
    passages = list_passages(role, guide.places)
    typed = "how do we tell whether somebody who never led anyone can lead other people well"
    for passage in passages:
        others = [
            other for other in passages if other.topic is passage.topic and other.id != passage.id
        ]
        yield passage.id, build_answer(asking, Found(passage, tuple(others[:2])))
    for at in range(len(passages) - 2):
        near = passages[at : at + 3]
        yield f"did you mean {near[0].id}", build_answer(asking, DidYouMean(typed, near))
    longest = max((subject.name for subject in guide.not_covered.subjects), key=len)
    for subject in (longest, None):
        yield f"not covered {subject}", build_answer(asking, NotCovered(typed, subject))
    questions = role.need.questions if role.need else ()
    for picked in (0, -1) if questions else ():
        told = {question.id: {question.options[picked].id} for question in questions}
        yield f"described {picked}", build_answer(asking, Described(typed, told))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("screen", SCREENS)
async def test_every_answer_of_the_guide_fits_on_one_screen(
    canvas: Page, screen: str, role: str
) -> None:
    window, width, pixels = SCREENS[screen]
    await canvas.set_viewport_size(window)
    heights = {}
    for name, answer in list_answers(role):
        drawn = await draw(canvas, *answer.blocks)
        heights[name] = await drawn.evaluate(
            "(host, width) => { host.style.width = `${width}px`; return host.clientHeight; }", width
        )
    assert not {name: height for name, height in heights.items() if height + BYLINE > pixels}
