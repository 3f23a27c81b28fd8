"""Who owns a debrief and who decides: handing over, and what happens when they are gone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hiring.debriefs.access import Actor, Permission, require_permission
from hiring.debriefs.errors import NoSightError, NotAllowedError, NotGoneError, SamePersonError
from hiring.debriefs.state import apply_due_reveal

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from hiring.debriefs.debrief import Debrief


def hand_over_ownership(debrief: Debrief, actor: Actor, person: str, now: int) -> Debrief:
    """The owner makes someone else the owner. SamePersonError."""
    require_permission(debrief, Permission.HAND_OVER, actor, now)
    if person == debrief.owner:
        raise SamePersonError
    return replace(apply_due_reveal(debrief, now), owner=person)


def hand_over_decision(debrief: Debrief, actor: Actor, person: str, now: int) -> Debrief:
    """Owner or decider make someone else the decider. SamePersonError."""
    require_permission(debrief, Permission.HAND_OVER_DECISION, actor, now)
    if person == debrief.decider:
        raise SamePersonError
    return replace(apply_due_reveal(debrief, now), decider=person)


def promote_decider(debrief: Debrief, gone: AbstractSet[str], now: int) -> Debrief:
    """The decider follows an owner who is gone, such as deactivated. No person does this.

    NotGoneError if the owner is still here, or the decider isn't: then see `appoint_owner`.
    NotAllowedError if it is closed: nothing is left to own, so it doesn't change.
    """
    if debrief.closed:
        raise NotAllowedError
    if debrief.owner not in gone or debrief.decider in gone:
        raise NotGoneError
    return replace(apply_due_reveal(debrief, now), owner=debrief.decider)


def appoint_owner(
    debrief: Debrief, actor: Actor, person: str, gone: AbstractSet[str], now: int
) -> Debrief:
    """With owner and decider gone, an administrator makes someone else both.

    NotGoneError while one of them is there; NoSightError for oneself.
    """
    require_permission(debrief, Permission.APPOINT, actor, now)
    if not {debrief.owner, debrief.decider} <= gone:
        raise NotGoneError
    if person == actor.person:
        raise NoSightError
    return replace(apply_due_reveal(debrief, now), owner=person, decider=person)
