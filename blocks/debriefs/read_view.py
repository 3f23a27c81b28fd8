"""The scorecards of an opened round, for owner and decider to read in a modal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.debriefs import card
from blocks.debriefs.ref import Ref
from blocks.debriefs.wording import RoleWords, count_of, shorten_label
from blocks.kit import View
from blocks.mrkdwn import Mrkdwn, md

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blocks.kit import Json, Message
    from hiring.debriefs.reveal_contents import RevealedSeat
    from hiring.debriefs.role_text import RoleText

# Slack: a modal holds 100 blocks and 250 KB; less is easier to read.
_BLOCKS = 60
_CHARACTERS = 30_000
_OPENED = Mrkdwn(
    "Until the reveal, only the owner and the decider can read this. The summary will name you as a"
    " reader, and if you file or change a scorecard after this, it says so."
)
_PUBLIC = Mrkdwn("Everybody in the channel can read this.")


def build_read_view(  # noqa: PLR0913, PLR0917 - what is to be read
    debrief_id: str,
    candidate: str,
    number: int,
    seats: Sequence[RevealedSeat],
    role_text: RoleText,
    page: int = 0,
    *,
    public: bool = False,
) -> View:
    """A page of the scorecards of round `number`. `seats` without a scorecard are left out.

    `public`: the channel can read them, too, so nobody is told of this reader.
    """
    words = RoleWords(role_text)
    filed = [seat for seat in seats if seat.scorecard]
    pages = _split_into_pages(
        [part for seat in filed for part in card.build_scorecard_parts(seat, words, candidate)]
    )
    page = min(max(page, 0), max(len(pages) - 1, 0))
    head = md(
        "*{label}, round {number}*\n{filed}. {sight}",
        label=shorten_label(candidate),
        number=number,
        filed=count_of(len(filed), "scorecard"),
        sight=_PUBLIC if public else _OPENED,
    )
    ref = Ref(debrief_id, round=number)
    turns = [
        kit.button(
            name,
            ids.number_id(ids.DEBRIEF_READ_PAGE, other),
            value=Ref(debrief_id, round=number, page=other).text(),
        )
        for name, other in (("Previous page", page - 1), ("Next page", page + 1))
        if 0 <= other < len(pages)
    ]
    frame = kit.modal(
        ids.DEBRIEF_READ_VIEW,
        f"Round {number}",
        [
            kit.section(head, "head"),
            *([] if pages else [kit.section(Mrkdwn("Nobody has filed yet."), "nothing")]),
            *([kit.actions(turns, "pages")] if turns else []),
        ],
        close="Done",
        private_metadata=ref.text(),
    ).payload
    first, *last = frame["blocks"]
    return View({**frame, "blocks": [first, *(pages[page] if pages else []), *last]})


def _split_into_pages(scorecards: Sequence[Message]) -> list[list[Json]]:
    """The blocks of each page."""
    pages: list[list[Json]] = []
    for part in scorecards:
        longer = [*(pages[-1] if pages else ()), *part.blocks]
        if pages and len(longer) <= _BLOCKS and len(json.dumps(longer)) <= _CHARACTERS:
            pages[-1] = longer
        else:
            pages.append([*part.blocks])
    return pages
