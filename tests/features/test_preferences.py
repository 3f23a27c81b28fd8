"""People say in their Home when they work, and administrators what counts for all."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from blocks import preferences as words_of_form
from blocks.preferences import describe_absence
from bot.debriefs import administrators
from hiring.work_calendar import Absence
from local_slack.client import words
from tests.features.debriefs import get_dm, get_people, post_stolen_button, wait_for_message

if TYPE_CHECKING:
    from datetime import date

    from local_slack.client import Person
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

OWN = "Reminder settings"
ALL = "Change for everybody"
OPENED = {OWN: "Your time zone is", ALL: "These count for everybody"}


async def open_form(person: Person, button: str = OWN) -> JSON:
    await person.press(await person.open_home(), button)
    await person.until(lambda screen: OPENED[button] in json.dumps(screen["views"]))
    return await person.wait_for_modal()


async def wait_for_home(person: Person, text: str) -> str:
    return words(await person.wait_for_home(text))


def read_today(desk: Running) -> date:
    return desk.clock.read_date()


async def test_what_a_person_sets_shows_in_their_home_and_in_the_form_afterwards(
    fresh: Running,
) -> None:
    maya, *_ = get_people(fresh)
    first = read_today(fresh) + timedelta(days=40)
    absence = describe_absence(Absence(first, first + timedelta(days=9)))
    view = await open_form(maya)
    assert "Reminders come Monday to Friday, 9:00 to 17:00" in words(await maya.open_home())

    await maya.choose(view, "Working days", "Tuesday", "Thursday")
    await maya.fill(view, {"Your day starts at": "08:00", "Your day ends at": "00:00"})
    await maya.choose(view, "Holidays", "Austria")
    await maya.choose(view, "When should the kit for an interview come?", "An hour before")
    await maya.fill(view, {"Away from": first.isoformat()})
    await maya.fill(view, {"Last day away": (first + timedelta(days=9)).isoformat()})
    assert await maya.submit(view) is None

    shown = await wait_for_home(maya, "Tuesday and Thursday, 8:00 to 24:00")
    assert "not on holidays of Austria" in shown
    assert f"You are away {absence}" in shown
    again = json.dumps(await open_form(maya), ensure_ascii=False)
    assert absence in again
    assert '"initial_time": "08:00"' in again


async def test_an_absence_that_is_unticked_is_gone_and_one_that_is_over_is_not_shown(
    fresh: Running,
) -> None:
    maya, *_ = get_people(fresh)
    today = read_today(fresh)
    view = await open_form(maya)
    await maya.press(view, "Add more days away")
    view = await maya.wait_for_modal()
    fields = [each["block_id"] for each in view["blocks"]]
    assert [each for each in fields if "/" in each] == ["first/1", "last/1", "first/2", "last/2"]
    dates = {"first/1": 2, "last/1": 3, "first/2": 50}
    await fill_dates(maya, view, {key: today + timedelta(days=n) for key, n in dates.items()})
    assert await maya.submit(view) is None

    soon, later = (
        describe_absence(Absence(today + timedelta(days=a), today + timedelta(days=b)))
        for a, b in ((2, 3), (50, 50))
    )
    assert soon in await wait_for_home(maya, "You are away")
    await fresh.advance(10 * 24 * 3600)
    view = await open_form(maya)
    [boxes] = [each for each in view["blocks"] if each["block_id"] == "absences"]
    assert [each["text"]["text"] for each in boxes["element"]["options"]] == [later]
    await maya.choose(view, "Your days away")
    assert await maya.submit(view) is None
    await maya.until(lambda screen: "You are away" not in json.dumps(screen["homes"]))


async def fill_dates(person: Person, view: JSON, dates: dict[str, date]) -> None:
    """Fields with one label several times are told apart by their block."""
    for block_id, day in dates.items():
        [block] = [each for each in view["blocks"] if each["block_id"] == block_id]
        await person._enter(view, block, block["element"], day.isoformat())


async def test_making_room_for_more_days_away_keeps_what_was_filled_in(fresh: Running) -> None:
    maya, *_ = get_people(fresh)
    view = await open_form(maya)
    await maya.choose(view, "Working days", "Monday")
    await maya.fill(view, {"Your day ends at": "12:30"})
    for room in range(2, 6):
        await maya.press(view, "Add more days away")
        view = await maya.wait_for_modal()
        assert sum("first/" in each["block_id"] for each in view["blocks"]) == room
    assert "Add more days away" not in json.dumps(view)
    assert await maya.submit(view) is None
    await wait_for_home(maya, "Reminders come Monday, 9:00 to 12:30")


async def test_what_is_wrong_is_said_in_the_form_and_nothing_is_saved(
    fresh: Running,
) -> None:
    maya, *_ = get_people(fresh)
    view = await open_form(maya)
    await maya.fill(view, {"Your day starts at": "18:00", "Away from": "2020-01-01"})
    refused = await maya.submit(view)
    assert refused
    assert refused["errors"] == {
        "closes": words_of_form.BACKWARDS,
        "first/1": words_of_form.ALREADY_OVER,
    }
    assert "9:00 to 17:00" in words(await maya.open_home())


async def test_a_workspaces_settings_count_for_everybody_who_has_set_nothing_else(
    fresh: Running,
) -> None:
    maya, sam, ines, *_ = get_people(fresh)
    view = await open_form(sam)
    await sam.fill(view, {"Your day starts at": "10:00"})
    assert await sam.submit(view) is None
    await wait_for_home(sam, "Monday to Friday, 10:00 to 17:00")

    view = await open_form(ines, ALL)
    await ines.choose(view, "Working days", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday")
    await ines.fill(view, {"The day ends at": "16:00"})
    await ines.choose(view, "Holidays", "None: people work on holidays")
    await ines.choose(view, "How many reminders about one thing?", "5")
    assert await ines.submit(view) is None

    shown = await wait_for_home(ines, "at most 5 reminders")
    assert "Sunday to Thursday, 9:00 to 16:00 where they are" in shown
    assert "Reminders come Sunday to Thursday, 9:00 to 16:00" in words(await maya.open_home())
    assert "holidays of" not in words(await maya.open_home())
    # What Sam has set stays; what he left as it was follows the workspace.
    assert "Reminders come Sunday to Thursday, 10:00 to 17:00" in words(await sam.open_home())


async def test_only_administrators_change_the_workspaces_settings(fresh: Running) -> None:
    maya, *_ = get_people(fresh)
    assert ALL not in json.dumps(await maya.open_home())
    button = {
        "type": "button",
        "action_id": "preferences.workspace",
        "text": {"type": "plain_text", "text": "Press"},
    }
    await maya.press(await post_stolen_button(fresh, maya, button), "Press")
    await wait_for_message(maya, administrators.NOT_AN_ADMINISTRATOR, get_dm(maya))


async def test_the_zone_is_that_of_the_profile_and_its_country_is_offered(fresh: Running) -> None:
    maya, *_ = get_people(fresh)
    await maya.changes_profile(maya.id, tz="Asia/Tokyo")
    view = await open_form(maya)
    assert "Your time zone is Asia/Tokyo" in words(view)
    assert "Japan, by my time zone" in json.dumps(view)
