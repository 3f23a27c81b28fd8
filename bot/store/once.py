"""Things that must happen once however often a person clicks, such as posting to a channel.

Slack's API has no idempotency key, so each act is claimed before the call is made. The first to
claim it makes the call and then tells the result; everybody else is told that result. If the first
one vanishes, nobody can know whether its call went through. The claim is then `unknown`, and such
an act is never repeated blindly.
"""

from __future__ import annotations

import json
import secrets
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

from bot.store.connection import store_call
from bot.store.errors import StoreUnavailableError, UnconfirmedError
from bot.store.keys import Keys
from bot.store.replication import make_confirmed_script
from bot.store.scripts import load_script

if TYPE_CHECKING:
    from bot.store.connection import Store
    from bot.store.encryption import Keyring

State: TypeAlias = Literal["claimed", "done", "unknown"]

UNKNOWN_AFTER_SECONDS = 30
EXPIRY_SECONDS = 24 * 60 * 60
MOST_UNHEARD = 1000  # of claims without an answer that are remembered


@dataclass(frozen=True)
class Claim:
    """What a claim found.

    `first` is true for exactly one caller, who acts and then calls `Once.finish` or `Once.release`.
    `state` is "claimed" while that goes on, "done" with its `result` afterwards, and "unknown" when
    nothing was heard for too long.
    """

    key: str
    command_id: str
    first: bool
    state: State
    result: str = ""


class Once:
    """Claims of acts, stored for a day. Every method raises StoreUnavailableError.

    An act is told from others by what may have been typed, such as an offer in a button, so the
    name that it is stored under needs a master key. Claims of versions that named them without a
    key are not looked for, since asking for such a name would show it.

    `unknown_after`: seconds of Redis's own clock, longer than the guarded act ever takes.
    """

    def __init__(
        self, store: Store, keyring: Keyring, *, unknown_after: int = UNKNOWN_AFTER_SECONDS
    ) -> None:
        self._keyring = keyring
        self._script = load_script(store, "claim_once")
        # A failover that forgot a claim would let a person act twice.
        self._claim = make_confirmed_script(store, "claim_once", lambda answer: answer[0])
        self._unknown_after = unknown_after
        self._unheard: OrderedDict[str, str] = OrderedDict()  # key → command id

    async def claim(self, tenant: str, *act: str) -> Claim:
        """Ask to be the one who acts. `act`: ids, times and values that tell it from others.

        If no answer comes, the store may still have taken the claim. So the next one for
        this act asks under the same command id, or nobody could ever act.
        """
        digests = self._keyring.fingerprint(json.dumps(["once", *act]).encode())
        names = [Keys(tenant).once_key(digest) for digest in digests]
        command_id = self._unheard.pop(names[0], "") or secrets.token_hex(16)
        try:
            return await self._ask(names, command_id)
        except StoreUnavailableError:
            self._unheard[names[0]] = command_id
            if len(self._unheard) > MOST_UNHEARD:
                self._unheard.popitem(last=False)
            raise

    @store_call()
    async def _ask(self, names: list[str], command_id: str) -> Claim:
        key, arguments = names[0], _arguments("claim", command_id, str(self._unknown_after))
        try:
            first, state, result = await self._claim(keys=names, args=arguments)
        except UnconfirmedError as error:  # nobody acts on it, so nobody must wait for it either
            await self._run(key, "release", command_id, "")
            raise StoreUnavailableError(error.reason) from None
        return Claim(
            key,
            command_id,
            bool(first),
            cast("State", state.decode()),
            result.decode(errors="replace"),
        )

    @store_call()
    async def finish(self, claim: Claim, result: str) -> None:
        """Say that the act happened. `result` (such as a message's ts) is what others are told."""
        await self._run(claim.key, "done", claim.command_id, result)

    @store_call()
    async def release(self, claim: Claim) -> None:
        """Say that the act surely did not happen, so that the next one may try."""
        await self._run(claim.key, "release", claim.command_id, "")

    async def _run(
        self, key: str, operation: str, command_id: str, argument: str
    ) -> tuple[int, bytes, bytes]:
        answer: tuple[int, bytes, bytes] = await self._script(
            keys=[key], args=_arguments(operation, command_id, argument)
        )
        return answer


def _arguments(operation: str, command_id: str, argument: str) -> list[str | int]:
    return [operation, command_id, argument, EXPIRY_SECONDS]
