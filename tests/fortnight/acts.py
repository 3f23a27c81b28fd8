"""What people do in the fortnight, by pressing what they see; the verbs of `script.yml`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local_slack.client import words
from tests.features.debriefs import CHANNEL, HIRING, get_dm, submit_scorecard
from tests.fortnight.stages import STAGES

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from local_slack.client import Person
    from tests.fortnight.script import Act, Interview
    from tests.fortnight.world import Fortnight

    JSON = dict[str, Any]


async def open_debrief(world: Fortnight, act: Act) -> None:
    """`maya opens AK`: with the interviewers, and the times of the first round."""
    candidate, owner = world.script.candidates[act.words[0]], world.person(act.person)
    await owner.say(CHANNEL, f"/debrief {candidate.label}")
    await owner.press(await world.wait_for_modal(owner), "More options")
    await world.wait_for_modal(owner, "Decider")
    if candidate.rounds:
        await owner.choose(await world.wait_for_modal(owner), "Rounds", "All together")
    for stage, name in STAGES.items():
        people = [each for each in candidate.interviews if each.stage == stage]
        ids = [world.person(each.person).id for each in people]
        await owner.choose(await world.wait_for_modal(owner), name, *ids)
    await owner.choose(
        await world.wait_for_modal(owner), "Decider", world.person(candidate.decider).id
    )
    first = candidate.interviews if candidate.rounds else candidate.interviews[:1]
    await fill_in_times(world, owner, first)
    await submit(world, owner)


async def advance(world: Fortnight, act: Act) -> None:
    """`maya advances AK`: with the times of the second round."""
    candidate, person = world.script.candidates[act.words[0]], world.person(act.person)
    message = await world.wait_for_message(get_dm(person), f"Round 1 for {candidate.label}")
    await person.press(message, "Advance")
    await fill_in_times(world, person, candidate.interviews[1:])
    await submit(world, person)


async def fill_in_times(
    world: Fortnight, person: Person, interviews: tuple[Interview, ...]
) -> None:
    """Fill in when interviews are, where that is known."""
    for each in interviews:
        if each.at is not None:
            label = f"{STAGES[each.stage]}: when does {each.person.title()} interview?"
            await world.wait_for_modal(person, label)
            await person.choose(await world.wait_for_modal(person), label, each.at)  # type: ignore[arg-type]


async def schedule(world: Fortnight, act: Act) -> None:
    """`maya schedules EO greta Thu 25 10:00`: from the question when the interview is."""
    person, label = world.person(act.person), act.words[0]
    _, at = world.script.split_time(" ".join(act.words[1:]), act.person)
    message = await world.wait_for_message(get_dm(person), f"interview with {label}")
    await person.press(message, "Schedule")
    await world.wait_for_modal(person, "When is the interview?")
    await person.choose(await world.wait_for_modal(person), "When is the interview?", at)  # type: ignore[arg-type]
    await submit(world, person)


async def file_scorecard(world: Fortnight, act: Act) -> None:
    """`sam files AK`: from the newest message about it."""
    person, label = world.person(act.person), act.words[0]
    message = await world.wait_for_message(get_dm(person), f": {label}")
    await person.press(message, "File feedback")
    view = await world.wait_for_modal(person)
    attribute = find_attribute(world, view)
    await person.choose(view, f"Rating for {attribute}", "Yes")
    await person.fill(view, {f"Evidence for {attribute}": "It held together."})
    await person.choose(view, "Overall", "Yes")
    await person.fill(view, {"Why?": "It held together."})
    refused = await submit_scorecard(person, view)
    assert refused is None, refused["errors"]


async def rate(world: Fortnight, act: Act) -> None:
    """`greta rates QA`: the ratings now, the words later."""
    person, label = world.person(act.person), act.words[0]
    message = await world.wait_for_message(get_dm(person), f": {label}")
    await person.press(message, "File feedback")
    view = await world.wait_for_modal(person)
    await person.choose(view, f"Rating for {find_attribute(world, view)}", "Yes")
    await person.choose(view, "Overall", "Yes")
    await person.press(view, "Rate now, write later")
    await person.close(await world.wait_for_modal(person))


def find_attribute(world: Fortnight, view: JSON) -> str:
    """The first attribute that a scorecard asks for."""
    return next(name for name in world.attributes if f"Rating for {name}" in words(view))


async def hand_over_seat(world: Fortnight, act: Act) -> None:
    """As in `jonas hands GQ to greta`."""
    person, (label, _, to) = world.person(act.person), act.words
    message = await world.wait_for_message(get_dm(person), f": {label}")
    await person.press(message, "Hand over to…")
    view = await world.wait_for_modal(person)
    await person.choose(view, "Who can interview instead?", world.person(to).id)
    await submit(world, person)


async def accept_seat(world: Fortnight, act: Act) -> None:
    """As in `greta accepts GQ`."""
    await press_in_dm(world, act, "Accept")


async def say_no_interview(world: Fortnight, act: Act) -> None:
    """As in `divya did-not-interview IS`."""
    await press_in_dm(world, act, "I didn't interview")
    await submit(world, world.person(act.person))


async def take_more_time(world: Fortnight, act: Act) -> None:
    """As in `sam needs-more-time HR`."""
    await press_in_dm(world, act, "I need more time")


async def press_in_dm(world: Fortnight, act: Act, button: str) -> None:
    """Press a button or choose in the menu of the message about a candidate."""
    person = world.person(act.person)
    message = await world.wait_for_message(get_dm(person), act.words[0], button)
    await person.press(message, button)


async def snooze(world: Fortnight, act: Act) -> None:
    """As in `nora snoozes FP until tomorrow morning`."""
    person = world.person(act.person)
    message = await world.wait_for_message(get_dm(person), f"{act.words[0]}, ")
    await person.choose(message, "Snooze", " ".join(act.words[1:]).capitalize())


async def nudge(world: Fortnight, act: Act) -> None:
    """`maya nudges KU`: from *Manage*."""
    person, label = world.person(act.person), act.words[0]
    await person.press(await world.wait_for_message(HIRING, f"Debrief: {label}"), "Manage")
    await person.press(await world.wait_for_modal(person), "Send a reminder")
    await person.close(await world.wait_for_modal(person), everything=True)


async def decide(world: Fortnight, act: Act) -> None:
    """`tariq decides AK`: hire, and who tells the candidate is left as proposed."""
    person, label = world.person(act.person), act.words[0]
    await person.press(await world.wait_for_message(HIRING, f"Debrief: {label}"), "Decide")
    await person.choose(await world.wait_for_modal(person), "Decision", "Hire")
    await world.wait_for_modal(person, "Who tells the candidate?")
    await person.fill(await world.wait_for_modal(person), {"Why?": "The bar is met."})
    await submit(world, person)


async def tick_off(world: Fortnight, act: Act) -> None:
    """`maya ticks AK`: the candidate was told."""
    await press_in_dm(world, act, "The candidate was told")


async def reveal_without(world: Fortnight, act: Act) -> None:
    """`rosa reveals-without TD`: from *Manage*."""
    person, label = world.person(act.person), act.words[0]
    await person.press(await world.wait_for_message(HIRING, f"Debrief: {label}"), "Manage")
    await person.press(await world.wait_for_modal(person), "Reveal without 1")
    await person.close(await world.wait_for_modal(person), everything=True)


async def close(world: Fortnight, act: Act) -> None:
    """`maya closes SC`: the candidate withdrew."""
    person, label = world.person(act.person), act.words[0]
    await person.press(await world.wait_for_message(HIRING, f"Debrief: {label}"), "Manage")
    await person.press(await world.wait_for_modal(person), "Close without a decision")
    await world.wait_for_modal(person, "Why?")
    await person.choose(await world.wait_for_modal(person), "Why?", "The candidate withdrew")
    await submit(world, person)


async def restart(world: Fortnight, _: Act) -> None:
    """As in `process restarts`."""
    await world.stop_process()
    await world.start_process()


async def sleep(world: Fortnight, act: Act) -> None:
    """`process sleeps until Wed 31 15:00`: nothing is looked at until then."""
    _, at = world.script.split_time(" ".join(act.words), next(iter(world.script.people)))
    assert at
    await world.sleep_until(at)


async def submit(world: Fortnight, person: Person) -> None:
    """Submit the open modal, and close what it says afterwards."""
    shown = await person.submit(await world.wait_for_modal(person))
    if shown:
        assert not shown["errors"], shown["errors"]
        await person.close(shown, everything=True)


ACTS: dict[str, Callable[[Fortnight, Act], Awaitable[None]]] = {
    "accepts": accept_seat,
    "advances": advance,
    "closes": close,
    "decides": decide,
    "did-not-interview": say_no_interview,
    "files": file_scorecard,
    "hands": hand_over_seat,
    "needs-more-time": take_more_time,
    "nudges": nudge,
    "opens": open_debrief,
    "rates": rate,
    "restarts": restart,
    "reveals-without": reveal_without,
    "schedules": schedule,
    "sleeps": sleep,
    "snoozes": snooze,
    "ticks": tick_off,
}
