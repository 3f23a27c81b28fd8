"""The lists that a debrief is in: of its channel, of who has to file or will, of who runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.store.keys import Keys
from hiring.debriefs.after_decision import must_tell_candidate
from hiring.debriefs.debrief import NO_DUE_TIME
from hiring.debriefs.state import get_end_time, list_later_seats

if TYPE_CHECKING:
    from hiring.debriefs.debrief import Debrief


def index_entries(tenant: str, debrief: Debrief) -> dict[str, int]:
    """The keys of the sorted sets that a debrief belongs in, each with its score there: a time."""
    keys, ended_at = Keys(tenant), get_end_time(debrief)
    writing = _list_later_interviewers(debrief) | _due_times(debrief)
    owes = {keys.owes_key(user): due_at for user, due_at in writing.items()}
    runs = map(keys.runs_key, _list_runners(debrief))
    if ended_at is not None:
        return dict.fromkeys((keys.past_key(debrief.channel), *runs), ended_at) | owes
    return dict.fromkeys((keys.open_key(debrief.channel), *runs), debrief.opened_at) | owes


def is_about(tenant: str, debrief: Debrief, key: str) -> bool:
    """Whether a list is of the debrief's channel, or of somebody who runs it or has a seat.

    Whether the debrief is in it depends on what has become of it: see `index_entries`.
    """
    keys, channel = Keys(tenant), debrief.channel
    of_people = {*map(keys.owes_key, debrief.interviewers)}
    task = debrief.candidate_task
    people = (debrief.owner, debrief.decider, *([task.person] if task else []))
    in_charge = {*map(keys.runs_key, people)}
    return key in {keys.open_key(channel), keys.past_key(channel), *of_people, *in_charge}


def list_people(debrief: Debrief) -> set[str]:
    """Who may be told something, or shown something else, once a debrief has changed."""
    task = debrief.candidate_task
    return {
        *debrief.interviewers,
        *(offer.to for seat in debrief.seats for offer in seat.offers),
        debrief.owner,
        debrief.decider,
        *((task.person,) if task else ()),
    }


def list_busy_people(debrief: Debrief) -> set[str]:
    """Who finds a debrief among those that they have to file in, or that they run."""
    return {*_due_times(debrief), *_list_runners(debrief)}


def _list_runners(debrief: Debrief) -> set[str]:
    """Who sees a debrief among those they run; one that is over while the candidate isn't told."""
    if get_end_time(debrief) is None:
        return {debrief.owner, debrief.decider}
    task = debrief.candidate_task
    if task is None or not must_tell_candidate(debrief):
        return set()
    return {debrief.owner, debrief.decider, task.person}


def _list_later_interviewers(debrief: Debrief) -> dict[str, int]:
    """Who will have to file in a round that hasn't started; nothing is due of them yet."""
    if get_end_time(debrief) is not None:
        return {}
    return {seat.person: NO_DUE_TIME for seat in list_later_seats(debrief)}


def _due_times(debrief: Debrief) -> dict[str, int]:
    """Who has to file, and by when: the interviewers of the running round's empty seats."""
    current = debrief.current_round.number
    if debrief.closed or debrief.public_through >= current:
        return {}
    empty = [seat for seat in debrief.seats_in(current) if seat.is_empty]
    times = [(seat.due_order, seat.person) for seat in empty]
    return {person: due_at for due_at, person in sorted(times, reverse=True)}
