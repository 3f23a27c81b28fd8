"""What every surface of a role looks like, for the page *Previews* of the local workspace.

It is made from the content that the desk has at the moment. What is pressed in it reaches nobody.
"""

from __future__ import annotations

import asyncio
import json
import re
import secrets
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from starlette.responses import JSONResponse

from blocks.debriefs.file_form import ScorecardToFill, build_scorecard_form
from blocks.debriefs.interviewer import build_kit as build_interviewer_kit
from blocks.debriefs.open_form import build_open_form
from blocks.debriefs.wording import RoleWords
from blocks.interview.answers import build_kit
from blocks.interview.cards import build_cards_view
from blocks.kit import BlockError, Message
from blocks.modal_origin import ModalOrigin
from blocks.need import answers as need_answers
from blocks.need import questions as need_questions
from blocks.need.questions import NeedSource
from blocks.posting import form as posting_form
from blocks.posting import preview as posting_preview
from blocks.posting.source import PostingSource
from bot.answers.guide import change_guide
from bot.answers.posting import write_posting
from bot.answers.roles import Subject
from bot.features.routes import ROUTES
from bot.slack.requests import Command
from hiring.debriefs.contents import Kit, KitState
from hiring.debriefs.role_snapshot import capture_role_text
from hiring.errors import HiringDeskError
from hiring.guide.handbook import NAMES
from hiring.guide.interview_query import AtStage
from hiring.guide.need_checks import find_ways_to_verdicts
from hiring.guide.weighing import decide

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from starlette.requests import Request
    from starlette.responses import Response

    from blocks.kit import View
    from bot.content_reader import ContentReader
    from bot.desk import CurrentDesk, Desk
    from hiring.guide.role import Role

    Json: TypeAlias = dict[str, Any]

NEED, JD, DEBRIEF = "/do-we-need-a-lead", "/jd", "/debrief"
INTERVIEWS, GUIDE = "/interview-questions", "/hiring-guide"
PATH: Final = "/local/previews"
EVERYTHING: Final = "-"
"""The group of the examples of all messages and forms, whichever role they are about."""
TENANT, USER, CHANNEL, CANDIDATE = "TPREVIEW", "UPREVIEW", "CPREVIEW", "JS"

_ORDER: Final = (
    *("/do-we-need-a-lead", "/salary", "/jd", "/interview-questions", "/hiring-guide", "/debrief"),
)
_COMMAND: Final = re.compile(r"/[a-z-]+")
_START: Final = secrets.token_hex(4)  # another process may count the same changes


def make_previews(
    current: CurrentDesk, reader: ContentReader | None
) -> Callable[[Request], Awaitable[Response]]:
    """What answers `GET` with the surfaces of a `group`, by default the first.

    With the revision `after`, it answers no more than that where nothing has changed since.
    """

    @lru_cache(maxsize=1)
    def make_desk(_changes: int) -> Desk:
        """The desk as authors see it, with the roles that nobody is offered yet."""
        everything = current.desk.loaded_guide.with_unfinished
        return change_guide(current.desk, everything) if everything else current.desk

    async def answer(request: Request) -> Response:
        desk, revision = make_desk(current.changes), f"{_START}-{current.changes}"
        mistakes = reader.list_mistakes() if reader else []
        roles = desk.guide.roles
        group = request.query_params.get("group", "")
        group = group if group in {*roles, EVERYTHING} else next(iter(roles))
        revision = f"{revision}-{group}-{hash(tuple(mistakes))}"
        if request.query_params.get("after") == revision:
            return JSONResponse({"revision": revision})
        names = {role.id: role.about.title for role in roles.values()}
        names[EVERYTHING] = "Every message and form, in examples"
        role = roles.get(group)
        doubts = [each for each in desk.loaded_guide.doubts if f"/roles/{group}/" in each]
        return JSONResponse(
            {
                "revision": revision,
                "notes": [*mistakes, *doubts],
                "groups": [{"id": each, "name": name} for each, name in names.items()],
                "group": group,
                "previews": [
                    {"name": name, "surface": surface, "content": content}
                    for name, surface, content in (
                        await preview_role(role, desk)
                        if role
                        else await asyncio.to_thread(list, _preview_examples(desk))
                    )
                ],
            }
        )

    return answer


async def preview_role(role: Role, desk: Desk) -> list[tuple[str, str, Json]]:
    """Each surface of a role: its name, where it is shown ("message" or "modal"), its payload."""
    built = await asyncio.to_thread(list, _build_surfaces(role, desk))
    previews = [(name, *_write(surface)) for name, surface in built]
    if role.has_pay:
        previews.append(("/salary", "message", await _answer_salary(role, desk)))
    return sorted(previews, key=lambda each: _ORDER.index(_COMMAND.match(each[0])[0]))  # type: ignore[index]


async def _answer_salary(role: Role, desk: Desk) -> Json:
    """As the command itself answers it."""
    request = Command(TENANT, USER, CHANNEL, "", "/salary", role.id, "", "")
    try:
        answer: Json = json.loads((await ROUTES.commands["/salary"](request, desk)).body)
    except HiringDeskError as error:
        return {"text": error.sentence}
    answer.pop("response_type", None)
    return answer


def _build_surfaces(role: Role, desk: Desk) -> Iterator[tuple[str, Message | View]]:
    """All of a role's forms and messages but that of `/salary`."""
    yield from _preview_need(role, desk)
    yield from _preview_posting(role, desk)
    yield from _preview_interviews(role, desk)
    yield from _preview_guide(role, desk)
    yield from _preview_debrief(role, desk)


def _write(surface: Message | View) -> tuple[str, Json]:
    if isinstance(surface, Message):
        return "message", surface.payload()
    return str(surface.payload["type"]), surface.payload


def _preview_need(role: Role, desk: Desk) -> Iterator[tuple[str, Message | View]]:
    source, origin = NeedSource.from_role(role, desk.guide), ModalOrigin(role.id, CHANNEL)
    if source is None:
        return
    yield "/do-we-need-a-lead", need_questions.build_form(source, origin)
    for verdict, chosen in find_ways_to_verdicts(source.need).items():
        decision = decide(source.need, chosen)
        origin = replace(origin, chosen={name: sorted(ids) for name, ids in chosen.items()})
        view = need_answers.build_answer(source, decision, origin)
        yield f"{NEED} answered: {verdict}", view


def _preview_posting(role: Role, desk: Desk) -> Iterator[tuple[str, Message | View]]:
    source, origin = PostingSource.from_role(role, desk.guide), ModalOrigin(role.id, CHANNEL)
    if source is None:
        return
    yield "/jd", posting_form.build_form(source, source.start(), origin, more=True)
    try:
        filled = replace(
            source.start(),
            company="Sample Co",
            location="Austin, Texas",
            range="$150k–$190k",
            equity="0.1%",
            system="Plans the routes of 12,000 deliveries a day",
            stack="Python, PostgreSQL",
            domain="logistics",
        )
        draft = write_posting(source, filled)
        yield f"{JD}, the preview", posting_preview.build_preview(source, draft, origin)
        shared = posting_preview.build_shared_posting(source, draft, USER, editable=True)
        yield f"{JD}, shared", shared
    except (HiringDeskError, BlockError):  # what is filled in doesn't suit this role
        return


def _preview_interviews(role: Role, desk: Desk) -> Iterator[tuple[str, Message | View]]:
    if role.interview is None:
        return
    answers = desk.interview_answers[False][role.id]
    for text in ("", *(f"plan {plan.id}" for plan in role.interview.plans)):
        yield f"{INTERVIEWS} {text}".strip(), answers.message(_ask(role, text))
    for stage in role.interview.stages:
        name, kit = f"{INTERVIEWS} {stage.id}", build_kit(answers.source, AtStage(stage))
        yield name, answers.message(_ask(role, stage.id))
        yield f"{name}, question cards", build_cards_view(answers.source, stage, 1)
        yield f"{name}, kit", kit[0]


def _preview_guide(role: Role, desk: Desk) -> Iterator[tuple[str, Message | View]]:
    answers = desk.handbook_answers.get(role.id)
    if answers is None:
        return
    for text in ("", *(NAMES[topic][0] for topic in answers.source.handbook.topics)):
        yield f"{GUIDE} {text}".strip(), answers.message(_ask(role, text))


def _ask(role: Role, text: str) -> Subject:
    """A question in a channel that uses no role yet."""
    return Subject(role, text, may_use=True)


def _preview_debrief(role: Role, desk: Desk) -> Iterator[tuple[str, Message | View]]:
    """The form, what an interviewer gets, and the scorecard of each stage."""
    if role.interview is None:
        return
    others = [each for each in desk.guide.roles.values() if each.interview and each is not role]
    yield "/debrief", build_open_form(role, others, ModalOrigin(role.id, CHANNEL))
    text = capture_role_text(role)
    for stage in role.interview.stages:
        kit = Kit(
            "d1", "1", CANDIDATE, role.id, "", "", CHANNEL, USER, stage.id, None, KitState.OWED,
            late=False, probe_next=(), attributes=stage.attributes,
        )  # fmt: skip
        yield (
            f"{DEBRIEF}, the interviewer's message: {stage.name}",
            build_interviewer_kit(kit, RoleWords(text))[0],
        )
        to_fill = ScorecardToFill("d1", "1", CANDIDATE, stage.id, stage.attributes, None)
        yield f"{DEBRIEF}, the scorecard: {stage.name}", build_scorecard_form(to_fill, text)


def _preview_examples(desk: Desk) -> Iterator[tuple[str, str, Json]]:
    from blocks.gallery import EXAMPLES  # noqa: PLC0415 - no start should wait for its import

    for name, example in EXAMPLES.items():
        try:
            yield name, *_write(example(desk.guide, "sample text", desk.native))
        except (KeyError, StopIteration):  # an example of a role that a team has taken out
            continue
