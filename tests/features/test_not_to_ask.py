"""What may not be asked, as people find out: by a question, by a place, from an interview."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from local_slack.client import words
from tests.features.test_hiring_guide import ask, find_again, press_and_wait, share

if TYPE_CHECKING:
    from local_slack.client import Person
    from tests.desk import Running
    from tests.features.test_hiring_guide import JSON

pytestmark = pytest.mark.asyncio(loop_scope="module")

NO_ADVICE = "A hint, not legal advice"


async def choose_and_wait(
    person: Person, message: JSON, choice: tuple[str, str], shown: str
) -> JSON:
    """Choose from a menu, and return the message that replaces this one."""
    await person.choose(message, *choice)
    screen = await person.until(lambda screen: shown in words(find_again(screen, message)))
    return find_again(screen, message)


@pytest.mark.parametrize("command", ["/hiring-guide", "/interview-questions"])
@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("can I ask if she is pregnant", ["No. Don't ask about children", "on call one week in"]),
        ("how old are you?", ["*Age.* No.", "Ask instead"]),
        ("can I ask about kids in Berlin", ["*Germany:*", "may answer it untruthfully", "ECJ"]),
        ("can I ask for current pay in Texas", ["I know no rule on this in Texas"]),
        ("may we ask about religion in Japan", ["I know no rule on this in Japan"]),
        ("can I ask whether they need a visa", ["Yes, in words such as these", "sponsorship"]),
        ("she told me that she is pregnant", ["Don't write it down", "No. Don't ask about"]),
        ("what can't I ask", ["*Leave out:* age;", "*With care:* gaps in the CV"]),
    ],
)
async def test_both_commands_say_what_may_be_asked(
    desk: Running, command: str, typed: str, shown: list[str]
) -> None:
    maya = desk.workspace.person("maya")
    await maya.say("#hiring-ai-lead", f"{command} {typed}")
    message = (await maya.sees("#hiring-ai-lead"))[-1]
    for text in [*shown, NO_ADVICE]:
        assert text in words(message)


async def test_subjects_and_places_are_one_choice_away_in_the_same_message(desk: Running) -> None:
    maya = desk.workspace.person("maya")
    message = await ask(maya, "")
    message = await press_and_wait(maya, message, "What not to ask", "*Leave out:*")
    message = await press_and_wait(
        maya, message, "Details", "*They bring it up, or you can see it.*"
    )
    message = await choose_and_wait(maya, message, ("What to ask instead…", "Age"), "*Age.* No.")
    message = await choose_and_wait(maya, message, ("The law in…", "Germany"), "*Germany:*")
    message = await press_and_wait(maya, message, "Details", "*Connecticut:*")
    await press_and_wait(maya, message, "Other subjects", "*Germany:* rules noted on age;")


async def test_details_are_of_the_place_that_was_typed_and_of_what_happened(
    desk: Running,
) -> None:
    maya = desk.workspace.person("maya")
    message = await ask(maya, "can I ask about kids in New Hampshire")
    around = "I know no rule of New Hampshire itself"
    await press_and_wait(maya, message, "Details", around)
    message = await ask(maya, "she told me that she is pregnant")
    shown = await press_and_wait(maya, message, "Details", "*They bring it up, or you can see it.*")
    assert "*Family, children and marriage.* No." in words(shown)


async def test_the_answer_is_shared_without_what_was_typed(desk: Running) -> None:
    maya, sam = desk.workspace.person("maya"), desk.workspace.person("sam")
    await share(maya, await ask(maya, "can I ask Mrs Smith about her kids in France"))
    shared = (await sam.sees("#hiring-ai-lead"))[-1]
    assert "*France:* An employer may not seek" in words(shared)
    assert "Smith" not in words(shared)


async def test_the_details_of_an_interview_lead_to_it(desk: Running) -> None:
    maya = desk.workspace.person("maya")
    await maya.say("#hiring-ai-lead", "/interview-questions 2 details")
    message = (await maya.sees("#hiring-ai-lead"))[-1]
    await press_and_wait(maya, message, "What not to ask", "*Leave out:*")
