"""Which role a command is about: named, the channel's, one's own, or asked; and two compared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from bot.store.channel_roles import CACHED_SECONDS
from bot.store.keys import Keys
from hiring.guide import content
from hiring.guide.handbook import load_handbook
from local_slack.client import words
from tests.desk import TENANT, own_database, run_desk
from tests.features.debriefs import wait_for_message, wait_for_modal
from tests.guides import SAMPLE_CONTENT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from hiring.guide.role import Guide
    from local_slack.client import Person
    from tests.desk import Running

    JSON = dict[str, Any]

pytestmark = pytest.mark.asyncio(loop_scope="module")

LEAD, MANAGER = "AI Tech Lead", "Engineering Manager"
HIRING = "#hiring-ai-lead"
UNDO = "Used in this channel: undo"
WHICH = "Which role is this about?"
OWNER = "Who owns the overall architecture, and do they really do the work?"
NO_LEAD = {
    "How many ML or AI engineers do you have?": "3 or more",
    OWNER: "Someone else who really does the work",
    "Are the problems well defined?": "No, they need judgement",
    "What are people stuck on most?": "Growing the team",
    "How would the person you hire spend their time?": "Not sure yet",
}


@pytest.fixture(scope="module")
def managers(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    """Sample content with a second full role, which is one of the first one's neighbours."""
    overlay = tmp_path_factory.mktemp("overlay")
    role = overlay / "roles" / "engineering-manager"
    role.mkdir(parents=True)
    for file in (SAMPLE_CONTENT / "roles" / "ai-tech-lead").iterdir():
        text = file.read_text(encoding="utf-8")
        text = re.sub(r"^title: .*$", f"title: {MANAGER}", text, flags=re.MULTILINE)
        text = re.sub(r"^aliases: \[.*\]$", "aliases: [EM]", text, flags=re.MULTILINE)
        (role / file.name).write_text(text, encoding="utf-8")
    guide = content.load(SAMPLE_CONTENT, overlay)
    for role_id in ("ai-tech-lead", "engineering-manager"):
        load_handbook(role_id, guide)  # which takes longer than Slack waits on a busy machine
    return guide


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk(valkey_socket: Path, managers: Guide) -> AsyncIterator[Running]:
    with own_database(valkey_socket, 9) as url:
        async with run_desk(managers, url, channel_role="") as started:
            yield started


@pytest_asyncio.fixture(loop_scope="module")
async def maya(desk: Running) -> Person:
    """Maya, in channels that are about no role, where nobody has chosen any."""
    for key in desk.store.scan_iter("*_role:*"):
        desk.store.delete(key)
    await desk.advance(CACHED_SECONDS)
    return desk.workspace.person("maya")


@pytest.fixture
def sam(desk: Running, maya: Person) -> Person:
    del maya  # who has forgotten every role
    return desk.workspace.person("sam")


async def ask(person: Person, text: str, channel: str = HIRING) -> JSON:
    await person.say(channel, text)
    return (await person.sees(channel))[-1]


async def wait_for_text(person: Person, message: JSON, text: str) -> JSON:
    """A message with this text, in the place of a former one."""

    def find(screen: JSON) -> list[JSON]:
        return [
            each
            for each in screen["messages"][message["channel"]]
            if each["ts"] == message["ts"] and text in words(each)
        ]

    return find(await person.until(find))[0]


async def close_all(person: Person) -> None:
    await person.close(await wait_for_modal(person), everything=True)


async def test_the_role_is_asked_once_and_the_press_answers_in_its_place(maya: Person) -> None:
    question = await ask(maya, "/interview-questions screen")
    assert WHICH in words(question)
    await maya.press(question, MANAGER)
    await wait_for_text(maya, question, f"{MANAGER}: 1 Technical screen")
    assert f"{MANAGER}: 4 interviews" in words(await ask(maya, "/interview-questions"))
    assert f"{MANAGER}: the hiring guide" in words(await ask(maya, "/hiring-guide"))


async def test_what_one_person_chose_is_not_what_another_sees(maya: Person, sam: Person) -> None:
    await maya.press(await ask(maya, "/interview-questions"), MANAGER)
    await maya.until(lambda screen: f"{MANAGER}: 4" in str(screen["messages"]["C0HIRING"]))
    assert WHICH in words(await ask(sam, "/interview-questions"))


async def test_a_channel_is_given_a_role_for_everybody_and_it_is_undone(
    maya: Person, sam: Person
) -> None:
    answer = await ask(maya, "/interview-questions engineering manager")
    await maya.press(answer, "Use in this channel")
    told = await wait_for_message(maya, f"This channel is now about {MANAGER}")
    of_sam = await ask(sam, "/interview-questions screen")
    assert f"{MANAGER}: 1 Technical screen" in words(of_sam)
    assert "Use in this channel" not in words(of_sam)
    await maya.press(told, "Undo")
    await wait_for_message(maya, "This channel has no role of its own again")
    assert WHICH in words(await ask(sam, "/interview-questions"))


async def test_where_buttons_are_many_the_menu_sets_the_channels_role(
    maya: Person, sam: Person
) -> None:
    answer = await ask(maya, "/interview-questions engineering manager two interviews")
    await maya.press(answer, f"Use {MANAGER} in this channel")
    await wait_for_message(maya, f"This channel is now about {MANAGER}")
    assert f"{MANAGER}: 4 interviews" in words(await ask(sam, "/interview-questions"))


async def test_undoing_gives_a_channel_its_former_role_back(maya: Person, sam: Person) -> None:
    await sam.press(await ask(sam, "/hiring-guide tech lead"), "Use in this channel")
    await wait_for_message(sam, f"This channel is now about {LEAD}")
    await maya.press(await ask(maya, "/hiring-guide engineering manager"), "Use in this channel")
    told = await wait_for_message(maya, f"It was {LEAD}.")
    await maya.press(told, "Undo")
    await wait_for_message(maya, f"This channel is about {LEAD} again")
    assert f"{LEAD}: the hiring guide" in words(await ask(sam, "/hiring-guide"))


@pytest.mark.parametrize(
    ("command", "field"),
    [("/jd", "Company"), ("/do-we-need-a-lead", "What are people stuck on most?")],
)
async def test_a_form_says_and_sets_the_channels_role_too(
    maya: Person, sam: Person, command: str, field: str
) -> None:
    question = await ask(maya, command)
    await maya.press(question, MANAGER)
    view = await wait_for_modal(maya)
    assert MANAGER in words(view)
    assert field in words(view)
    await maya.press(view, "Use in this channel")
    await maya.until(lambda screen: UNDO in words(screen["views"][-1]))
    await sam.say(HIRING, command)
    assert MANAGER in words(await wait_for_modal(sam))
    await close_all(sam)
    await maya.press(await wait_for_modal(maya), UNDO)
    await maya.until(lambda screen: "Use in this channel" in words(screen["views"][-1]))
    await close_all(maya)
    assert WHICH in words(await ask(sam, command))


async def test_a_debrief_opens_for_the_role_that_is_pressed_with_the_label_typed(
    maya: Person,
) -> None:
    question = await ask(maya, "/debrief JS")
    assert WHICH in words(question)
    await maya.press(question, MANAGER)
    view = await wait_for_modal(maya)
    assert f"*{MANAGER}.*" in words(view)
    assert "JS" in str(view["blocks"])
    await close_all(maya)


async def test_a_role_may_come_after_the_label_of_a_debrief(maya: Person) -> None:
    await maya.say(HIRING, "/debrief JS for an engineering manager")
    view = await wait_for_modal(maya)
    assert f"*{MANAGER}.*" in words(view)
    label = next(block for block in view["blocks"] if block["block_id"] == "label")
    assert label["element"]["initial_value"] == "JS"
    await close_all(maya)


async def test_in_direct_messages_there_is_no_channel_to_set(maya: Person) -> None:
    answer = await ask(maya, "/hiring-guide engineering manager", "me")
    assert f"{MANAGER}: the hiring guide" in words(answer)
    assert "Use in this channel" not in words(answer)


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        ("/interview-questions help", "Name one to see what to ask in it"),
        ("/hiring-guide help", "Or ask in your own words"),
        ("/do-we-need-a-lead help", "A few questions about your team"),
        ("/interview-questions are you married?", "Family, children and marriage"),
        ("/hiring-guide can I ask about kids", "Family, children and marriage"),
    ],
)
async def test_what_is_the_same_for_every_role_asks_for_none(
    maya: Person, command: str, shown: str
) -> None:
    assert shown in words(await ask(maya, command))


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        ("/interview-questions screen for an engineering manager", f"{MANAGER}: 1 Technical"),
        ("/interview-questions enginering manager", "I read “enginering manager” as Engineering"),
        ("/interview-questions general", "General: 1 interview"),
        ("/hiring-guide engineering manager red flags", f"{MANAGER}: red flags"),
    ],
)
async def test_a_role_is_read_anywhere_in_the_text(maya: Person, command: str, shown: str) -> None:
    assert shown in words(await ask(maya, command))


async def test_a_question_that_compares_with_a_neighbour_stays_with_the_channels_role(
    maya: Person,
) -> None:
    await maya.press(await ask(maya, "/hiring-guide tech lead"), "Use in this channel")
    await wait_for_message(maya, f"This channel is now about {LEAD}")
    answer = await ask(maya, "/hiring-guide is an engineering manager the same?")
    assert words(answer).startswith(f"{LEAD}: ")


async def test_a_role_without_what_the_command_needs_says_so(maya: Person) -> None:
    answer = await ask(maya, "/jd general")
    assert "General has no posting yet" in words(answer)
    await maya.press(answer, LEAD)
    assert "Job description" in (await wait_for_modal(maya))["title"]["text"]
    await close_all(maya)


@pytest.mark.parametrize("command", ["/hiring-guide", "/interview-questions", "/do-we-need-a-lead"])
async def test_two_roles_are_compared_from_their_own_packs(maya: Person, command: str) -> None:
    answer = await ask(maya, f"{command} tech lead or engineering manager")
    shown = words(answer)
    for text in (
        f"{LEAD} or {MANAGER}",
        "Owns: direction for a whole team",
        "Owns: people, process, headcount",
        "Code: little: people first",
        "Interviews: Screen, Architecture",
    ):
        assert text in shown
    await maya.press(answer, "Tell them apart")
    long = await wait_for_text(maya, answer, "*To tell them apart.* The practical signal")
    assert "Technical screen (45 min)" in words(long)
    await maya.press(long, "Less")
    await wait_for_text(maya, answer, "Interviews: Screen, Architecture")


async def test_a_comparison_is_shared_once(maya: Person, sam: Person) -> None:
    answer = await ask(maya, "/hiring-guide difference between an AI tech lead and an EM")
    await maya.press(answer, "Share in channel")
    await maya.press(answer, "Share in channel")
    await wait_for_message(sam, "Shared by <@U0MAYA> from `/hiring-guide`")
    shared = [
        message for message in await sam.sees(HIRING) if "Shared by <@U0MAYA>" in words(message)
    ]
    assert len(shared) == 1


async def test_a_verdict_leads_to_the_role_that_it_names(maya: Person) -> None:
    await maya.press(await ask(maya, "/do-we-need-a-lead"), LEAD)
    view = await wait_for_modal(maya)
    for label, choice in NO_LEAD.items():
        await maya.choose(view, label, choice)
    answer = await maya.submit(view)
    assert answer is not None
    assert "An Engineering Manager rather than a lead" in words(answer)
    await maya.press(answer, "Interview plan")
    plan = await wait_for_modal(maya)
    assert f"{MANAGER}: 4 interviews" in words(plan)
    assert "Send me the kit" in words(plan)
    await maya.close(plan)
    await maya.press(answer, "Compare the roles")
    assert f"{LEAD} or {MANAGER}" in words(await wait_for_modal(maya))
    await maya.close(await wait_for_modal(maya))
    await maya.press(answer, f"{MANAGER} posting")
    assert f"*{MANAGER}.* Fill in the blanks" in words(await wait_for_modal(maya))
    await close_all(maya)
    # The person goes on with that role, in other commands too.
    assert f"{MANAGER}: the hiring guide" in words(await ask(maya, "/hiring-guide"))


async def test_a_channels_role_of_a_former_version_counts(desk: Running, maya: Person) -> None:
    """It was stored under this key by whoever named a role last."""
    key = Keys(TENANT).channel_role_key("C0HIRING")
    desk.store.set(key, "engineering-manager", ex=60)
    await desk.advance(CACHED_SECONDS)
    assert f"{MANAGER}: the hiring guide" in words(await ask(maya, "/hiring-guide"))
