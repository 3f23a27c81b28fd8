"""A debrief's messages at any length, and its forms read back."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blocks import kit
from blocks.debriefs import (
    file_form,
    lists,
    manage,
    manage_forms,
    open_form,
    read_view,
)
from blocks.debriefs.card import build_scorecard_parts
from blocks.debriefs.examples import EXAMPLES
from blocks.debriefs.file_form import ScorecardToFill
from blocks.debriefs.form_examples import EMPTY
from blocks.debriefs.manage_forms import SubmittedSeat
from blocks.debriefs.open_form import Rounds
from blocks.debriefs.ref import Ref
from blocks.debriefs.render import build_messages
from blocks.debriefs.reveal import name_columns
from blocks.debriefs.sample import (
    AT,
    CHANNEL,
    DEBRIEF,
    INES,
    SAM,
    TARIQ,
    make_revealed_seats,
    make_scorecard,
)
from blocks.debriefs.wording import RoleWords
from hiring.debriefs.debrief import CloseKind, Duty
from hiring.debriefs.reveal_contents import Matrix, RevealedScorecard
from hiring.debriefs.role_snapshot import capture_role_text
from hiring.debriefs.role_text import RoleText
from hiring.debriefs.scorecard import (
    NOT_RATED,
    AttributeRating,
    Rating,
    Scorecard,
)
from hiring.errors import FormError
from local_slack.block_kit import check
from tests.blocks.examples import example
from tests.blocks.test_mrkdwn import unescape_three

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from blocks.kit import Message, View
    from hiring.guide.role import Guide

    JSON = dict[str, Any]

NOW = AT
FIELD = {
    "plain_text_input": ("initial_value", "value"),
    "static_select": ("initial_option", "selected_option"),
    "radio_buttons": ("initial_option", "selected_option"),
    "checkboxes": ("initial_options", "selected_options"),
    "users_select": ("initial_user", "selected_user"),
    "multi_users_select": ("initial_users", "selected_users"),
    "datetimepicker": ("initial_date_time", "selected_date_time"),
    "conversations_select": ("initial_conversation", "selected_conversation"),
}


def fields(view: View) -> Iterator[JSON]:
    yield from (block for block in view.payload["blocks"] if block["type"] == "input")


def submit(view: View, **typed: Any) -> dict[str, JSON]:  # noqa: ANN401 - JSON
    """The state of a view, as Slack sends it: what it was opened with, and what was typed since."""
    values = {}
    for block in fields(view):
        element = block["element"]
        initial, now = FIELD[element["type"]]
        state = {"type": element["type"], now: element.get(initial)}
        values[block["block_id"]] = {element["action_id"]: state}
    for name, value in typed.items():
        block_id = name.replace("__", "/").replace("_X_", "-")
        (state,) = values[block_id].values()
        (now,) = state.keys() - {"type"}
        option = now.startswith("selected_option")
        many = now == "selected_options"
        state[now] = (
            [{"value": choice} for choice in value]
            if many
            else {"value": value}
            if option
            else value
        )
    return values


def refused(act: Callable[[], object]) -> dict[str, str]:
    with pytest.raises(FormError) as raised:
        act()
    return raised.value.errors


def at_inputs(view: View, errors: dict[str, str]) -> None:
    """Slack shows an error at an input block, and drops the modal's answer otherwise."""
    assert errors.keys() <= {block["block_id"] for block in fields(view)}


def told(blocks: Iterable[JSON]) -> list[str]:
    return [block["text"]["text"] for block in blocks if block["type"] == "section"]


def words(messages: list[Message]) -> str:
    shown = "".join(text for message in messages for text in told(message.blocks))
    return "".join(unescape_three(shown).replace("> ", "").split())


texts = st.text(max_size=30) | st.sampled_from(
    ["\N{GRINNING FACE}" * 3000, "&" * 3000, "word " * 600, "\u05d0" * 2999, "line\n" * 600]
)


@settings(max_examples=25, deadline=None)
@given(texts, texts, st.booleans())
def test_a_scorecard_of_any_length_is_shown_whole(
    reason: str,
    evidence: str,
    changed: bool,  # noqa: FBT001 - drawn
) -> None:
    """In as many messages as it takes, each of which Slack takes, with a text that tells it."""
    each_seat = replace(
        make_scorecard("x", Rating.NO, clarity=Rating.NO),
        reason=reason,
        ratings=tuple(AttributeRating(f"a{n}", Rating.YES, evidence) for n in range(4)),
    )
    seat = replace(make_revealed_seats("x")[0], scorecard=each_seat)
    seat = seat if changed else replace(seat, changes=())
    messages = build_messages(RevealedScorecard(DEBRIEF, "JS", seat), RoleText(), native=True)
    for message in messages:
        check.message(message.text, list(message.blocks))
        assert len(json.dumps(message.blocks)) <= kit.MESSAGE_CHARACTERS
        assert 0 < len(message.text) <= kit.TEXT_CHARACTERS
    if reason.isascii() and reason.isprintable():
        assert "".join(reason.split()) in words(messages)
    if evidence.isascii() and evidence.isprintable():
        assert words(messages).count("".join(evidence.split())) >= 4


def test_every_part_of_a_long_card_can_be_read_on_some_page(guide: Guide) -> None:
    role = capture_role_text(guide.roles["ai-tech-lead"])
    seats = make_revealed_seats("word " * 600)
    first = read_view.build_read_view(DEBRIEF, "JS", 1, seats, role)
    pages = [first]
    while turns := [
        button
        for block in pages[-1].payload["blocks"]
        if block["type"] == "actions"
        for button in block["elements"]
        if button["text"]["text"] == "Next page"
    ]:
        page = Ref.read(turns[0]["value"]).page
        pages.append(read_view.build_read_view(DEBRIEF, "JS", 1, seats, role, page))
    assert len(pages) > 1
    shown = [text for page in pages for text in told(page.payload["blocks"][1:])]
    whole = [
        text
        for seat in seats
        for message in build_messages(RevealedScorecard(DEBRIEF, "JS", seat), role, native=True)
        for text in told(message.blocks)
    ]
    assert shown == whole
    past_the_end = read_view.build_read_view(DEBRIEF, "JS", 1, seats, role, 99)
    assert past_the_end == pages[-1]


@pytest.mark.parametrize("native", [True, False])
@pytest.mark.parametrize("columns", [1, 6, 7, 40])
def test_a_table_of_any_size_holds_every_rating(columns: int, native: bool) -> None:  # noqa: FBT001
    seats = tuple(replace(make_revealed_seats("x")[0], seat=str(n)) for n in range(columns))
    rows = tuple((f"{n}-{'a' * 70}", (Rating.YES,) * columns) for n in range(20))
    messages = build_messages(Matrix(DEBRIEF, "JS", seats, rows), RoleText(), native=native)
    for message in messages:
        check.message(message.text, list(message.blocks))
    rated = [line for message in messages for line in message.text.splitlines() if "yes " in line]
    names = [", ".join(name_columns(seats, RoleWords(RoleText())))] * 20
    assert [line.partition("yes ")[2] for line in rated] == names
    tables = [
        block for message in messages for block in message.blocks if block["type"] == "data_table"
    ]
    cells = [[cell["text"] for cell in row] for table in tables for row in table["rows"][1:]]
    assert [row[1:] for row in cells] == [["Yes", name] for name in names if native]


def test_a_table_of_ratings_has_three_columns_and_names_who_could_have_assessed_it() -> None:
    seats = make_revealed_seats("x")[:3]
    rows = (("decision-style", (None, Rating.DEFINITELY_NO, None)),)
    [message] = build_messages(Matrix(DEBRIEF, "JS", seats, rows), RoleText(), native=True)
    [table] = [block for block in message.blocks if block["type"] == "data_table"]

    assert [[cell["text"] for cell in row] for row in table["rows"]] == [
        ["Attribute", "Rating", "Interviews"],
        ["Decision style", "Strong no", "Architecture"],
        ["Decision style", "Not assessed", "Team"],
    ]


def test_ids_that_the_content_has_no_more_are_shown() -> None:
    assert RoleWords(RoleText()).stage("old-stage") == "Old stage"
    assert RoleWords(RoleText()).attribute("old-one") == "Old one"
    messages = build_messages(
        RevealedScorecard(DEBRIEF, "JS", make_revealed_seats("x")[0]), RoleText(), native=True
    )
    assert "System design" in messages[0].text


def make_scorecard_to_fill(**more: Any) -> ScorecardToFill:  # noqa: ANN401 - fields
    return ScorecardToFill(DEBRIEF, "2", "JS", "screen", ("clarity", "system-design"), AT, **more)


CARD = Scorecard(
    ratings=(
        AttributeRating("clarity", Rating.NO, "Took ten minutes."),
        AttributeRating("system-design", Rating.YES, "Drew two."),
    ),
    overall=Rating.YES,
    reason="Solid.",
    red_flags=("hard-to-follow",),
    probe_next="Ask about scale.",
    change_mind="A design that they ran.",
)


def test_a_card_comes_back_from_its_form_as_it_was(guide: Guide) -> None:
    role = capture_role_text(guide.roles["ai-tech-lead"])
    view = file_form.build_scorecard_form(
        make_scorecard_to_fill(), role, file_form.fill_from_scorecard(CARD)
    )
    assert file_form.read_scorecard(submit(view)) == file_form.SubmittedScorecard(CARD, "")


def test_a_scorecard_and_the_owners_messages_name_the_role(guide: Guide) -> None:
    """Who sits in two debriefs tells them apart by it."""
    role = capture_role_text(guide.roles["ai-tech-lead"])
    view = file_form.build_scorecard_form(make_scorecard_to_fill(), role)
    assert "for AI Tech Lead" in view.payload["blocks"][0]["text"]["text"]
    for name in ("debrief.board", "debrief.round_complete"):
        assert "Role: AI Tech Lead." in str(example(name, guide))


@settings(max_examples=25, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["evidence/clarity", "reason", "probe_next"]), st.text("ab <&", max_size=9)
    ),
    st.sampled_from([*Rating, None]),
)
def test_a_draft_comes_back_as_it_was(typed: dict[str, str], rating: Rating | None) -> None:
    draft: dict[str, str | list[str]] = {
        name: text.strip() for name, text in typed.items() if text.strip()
    }
    if rating:
        draft |= {"rating/clarity": rating.value, "overall": rating.value}
    saved = file_form.read_draft(
        submit(file_form.build_scorecard_form(make_scorecard_to_fill(), RoleText(), draft))
    )
    asks = {name: value for name, value in saved.items() if value != NOT_RATED}
    assert asks == draft


def test_an_empty_scorecard_is_refused_field_by_field() -> None:
    view = file_form.build_scorecard_form(make_scorecard_to_fill(needs_reason=True), RoleText())
    errors = refused(lambda: file_form.read_scorecard(submit(view)))
    assert errors.keys() == {"rating/clarity", "overall", "reason"}
    at_inputs(view, errors)


def test_a_rating_and_its_evidence_need_each_other() -> None:
    view = file_form.build_scorecard_form(
        make_scorecard_to_fill(), RoleText(), file_form.fill_from_scorecard(CARD)
    )
    alone = submit(view, rating__clarity=NOT_RATED, evidence__system_X_design="")
    errors = refused(lambda: file_form.read_scorecard(alone))
    assert errors.keys() == {"rating/clarity", "evidence/system-design"}
    at_inputs(view, errors)


def test_what_the_form_lacks_is_said_at_a_field_that_it_has() -> None:
    """Slack shows an error nowhere else, and refuses the answer."""
    view = file_form.build_scorecard_form(
        make_scorecard_to_fill(), RoleText(), file_form.fill_from_scorecard(CARD)
    )
    old_form = {block: state for block, state in submit(view).items() if block != "reason"}
    errors = refused(lambda: file_form.read_scorecard(old_form))
    assert errors == {"rating/clarity": "Write the reason for your overall rating."}


def test_the_form_tells_each_choice_and_all_typing() -> None:
    """Or a draft would miss it."""
    view = file_form.build_scorecard_form(make_scorecard_to_fill(needs_reason=True), RoleText())
    for block in fields(view):
        assert block["dispatch_action"]
        if block["element"]["type"] == "plain_text_input":
            config = block["element"]["dispatch_action_config"]
            assert config == {"trigger_actions_on": ["on_character_entered"]}


def test_a_revealed_scorecard_says_what_would_change_its_authors_mind() -> None:
    seat = replace(make_revealed_seats("x")[0], scorecard=CARD, changes=())
    text = "\n".join(part.text for part in build_scorecard_parts(seat, RoleWords(RoleText()), "JS"))
    assert "*What would change their mind*\n&gt; A design that they ran." in text
    silent = replace(seat, scorecard=replace(CARD, change_mind=" "))
    parts = build_scorecard_parts(silent, RoleWords(RoleText()), "JS")
    assert not any("change their mind" in part.text for part in parts)


def test_a_choice_says_what_it_looks_like_in_what_slack_takes(guide: Guide) -> None:
    """On a phone the choices cover the form, with the anchors in it."""
    role = capture_role_text(guide.roles["ai-tech-lead"])
    view = file_form.build_scorecard_form(make_scorecard_to_fill(), role)
    ratings = [block for block in fields(view) if block["block_id"].startswith("rating/")]
    for block in ratings:
        attribute = next(each for each in role.attributes if f"/{each.id}" in block["block_id"])
        anchors = {rating.value: text for rating, text in attribute.list_anchors()}
        for option in block["element"]["options"]:
            shown = option.get("description", {}).get("text", "")
            assert len(shown) <= 75
            assert anchors.get(option["value"], "").startswith(shown.rstrip("…"))
            assert bool(shown) == (option["value"] in anchors)
    assert ratings


def test_a_saved_draft_leaves_the_fields_as_they_are() -> None:
    """Slack keeps what a field holds when the ids of block and element stay."""

    def named(view: View) -> list[tuple[str, str]]:
        return [(block["block_id"], block["element"]["action_id"]) for block in fields(view)]

    fresh = file_form.build_scorecard_form(make_scorecard_to_fill(), RoleText())
    saved = file_form.build_scorecard_form(
        make_scorecard_to_fill(), RoleText(), {"reason": "x"}, AT
    )
    failed = file_form.build_scorecard_form(
        make_scorecard_to_fill(), RoleText(), {"reason": "x"}, not_saved="The store is away."
    )
    assert named(fresh) == named(saved) == named(failed)
    assert "Draft saved" in json.dumps(saved.payload)
    assert "Not saved" in json.dumps(failed.payload)


def test_an_opening_comes_back_as_it_was(guide: Guide) -> None:
    view = EXAMPLES["debrief.form.open_more"](guide, "x", True)  # noqa: FBT003
    assert isinstance(view, kit.View)
    values = submit(
        view,
        label=" JS ",
        seats__screen=[SAM],
        seats__team=[INES, TARIQ],
        rounds="each",
        link="https://ats.example/1",
        channel=CHANNEL,
    )
    form = open_form.read_complete_open_form(values)
    assert form.label == "JS"
    assert {stage: who for stage, who in form.seats.items() if who} == {
        "screen": (SAM,),
        "team": (INES, TARIQ),
    }
    assert (form.rounds, form.decider, form.deputy) == (Rounds.EACH, TARIQ, INES)
    assert form.due_at == AT
    assert (form.speaking, form.job_title, form.channel) == ((INES,), "x", CHANNEL)


def test_an_opening_without_people_or_with_a_bad_link_is_refused(guide: Guide) -> None:
    view = EXAMPLES["debrief.form.open_more"](guide, "x", True)  # noqa: FBT003
    assert isinstance(view, kit.View)
    values = submit(view, label="  ", link="javascript:x")
    errors = refused(lambda: open_form.read_complete_open_form(values))
    assert errors.keys() == {"label", "seats/screen", "link"}
    at_inputs(view, errors)


def test_a_scorecard_is_not_due_in_the_past(guide: Guide) -> None:
    view = EXAMPLES["debrief.form.open_more"](guide, "x", True)  # noqa: FBT003
    assert isinstance(view, kit.View)
    values = submit(view, label="JS", seats__screen=[SAM], link="")
    form = open_form.read_complete_open_form(values)
    assert form.due_at == AT
    open_form.check_times(form, AT - 1)
    errors = refused(lambda: open_form.check_times(form, AT))
    assert errors.keys() == {"due_at"}
    at_inputs(view, errors)


def test_rounds_follow_the_stages(guide: Guide) -> None:
    interview = guide.roles["ai-tech-lead"].interview
    assert interview
    rounds = {
        kind: [
            open_form.OpenForm(rounds=kind).round_of(stage.id, interview.stages)
            for stage in interview.stages
        ]
        for kind in Rounds
    }
    assert rounds == {
        Rounds.SCREEN_FIRST: [1, 2, 2, 2],
        Rounds.TOGETHER: [1, 1, 1, 1],
        Rounds.EACH: [1, 2, 3, 4],
    }


@given(st.sets(st.text("js-23", min_size=1, max_size=4), min_size=1, max_size=5))
def test_a_label_in_use_gets_one_that_is_free(taken: set[str]) -> None:
    label = min(taken)
    (error,) = open_form.make_label_error(label.upper(), taken).errors.values()
    suggested = error.rpartition("Try “")[2].removesuffix("”.")
    assert suggested.casefold() not in taken
    assert len(suggested) <= open_form.LONGEST_LABEL


def test_what_an_owner_fills_in_is_read(guide: Guide) -> None:
    role = capture_role_text(guide.roles["ai-tech-lead"])
    add = manage_forms.build_add_interviewer_form(DEBRIEF, "JS", role, ("screen", "team"), (1, 2))
    values = submit(add, stage="team", person=SAM, round="2", due_at=NOW + 1)
    assert manage_forms.read_added_interviewer(values, (1, 2), NOW) == SubmittedSeat(
        "team", SAM, 2, None, NOW + 1
    )
    errors = refused(
        lambda: manage_forms.read_added_interviewer(submit(add, due_at=NOW), (1, 2), NOW)
    )
    assert errors.keys() == {"stage", "person", "due_at"}
    at_inputs(add, errors)

    seat = EMPTY
    replacing = manage_forms.build_replace_form(DEBRIEF, seat, role, waits_until=NOW)
    assert manage_forms.read_replacement(submit(replacing, person=SAM), NOW) == (SAM, None)
    at_inputs(replacing, refused(lambda: manage_forms.read_replacement(submit(replacing), NOW)))

    over = manage_forms.build_hand_over_form(DEBRIEF, "JS", tuple(Duty))
    given_over = manage_forms.read_hand_over(submit(over, what="decider", person=SAM))
    assert given_over == (Duty.DECIDER, SAM)

    close = manage_forms.build_close_form(DEBRIEF, "JS")
    assert manage_forms.read_close_kind(submit(close, kind="withdrew")) is CloseKind.WITHDREW
    at_inputs(close, refused(lambda: manage_forms.read_close_kind(submit(close))))

    appoint = manage_forms.build_appoint_form(DEBRIEF, "JS")
    assert manage_forms.read_appointee(submit(appoint, person=SAM)) == SAM


refs = st.builds(
    Ref, st.text("abc123-_", min_size=1), st.text("0123456789"), st.integers(0, 99), st.integers(0)
)


@given(refs)
def test_what_a_button_is_about_travels_as_it_is(ref: Ref) -> None:
    assert Ref.read(ref.text()) == ref
    for act in manage.SeatChoice:
        assert manage.read_seat_choice(f"{act.value} {ref.text()}") == (act, ref)


@pytest.mark.parametrize("text", ["", "d1", "d1/2/x/0", "a/b/1/2/3", "nudge"])
def test_a_stale_or_foreign_value_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Ref.read(text)


@pytest.mark.parametrize("typed", ["JS", "\N{GRINNING FACE}" * 40])
def test_a_list_is_one_message_and_says_what_it_leaves_out(guide: Guide, typed: str) -> None:
    role = capture_role_text(guide.roles["ai-tech-lead"])
    owed = [lists.OwedScorecard(DEBRIEF, str(n), typed, role, "screen", AT) for n in range(30)]
    answer = lists.build_channel_answer(owed, [])
    check.message(answer.text, list(answer.blocks))
    shown = sum(block["block_id"].startswith("owed/") for block in answer.blocks)
    assert 0 < shown <= lists.SHOWN
    assert f"{30 - shown} more" in answer.text
