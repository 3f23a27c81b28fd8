"""What can go wrong with the store. Each error says what happened and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiring.errors import HiringDeskError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable


class StoreError(HiringDeskError):
    """The root of all that the store raises. No sentence holds a value, a key or a password."""


class StoreUrlError(StoreError):
    """The address in REDIS_URL cannot be used."""


class StoreUnavailableError(StoreError):
    """The store did not answer in time, or refused. `reason` is for the log: a few words.

    After a timeout a command may still have been carried out, so the sentence promises
    neither; what is sent again is recognised by its command id.
    """

    def __init__(
        self,
        reason: str,
        sentence: str = (
            "I can't reach my storage right now, so this isn't saved yet. Try again in a minute."
        ),
    ) -> None:
        super().__init__(sentence)
        self.reason = reason


class UnconfirmedError(StoreUnavailableError):
    """A cluster's primary has saved it, but no replica confirmed it: a failover may lose it.

    Sending the command again under its command id has it confirmed.
    """

    def __init__(self) -> None:
        super().__init__(
            "no replica confirmed it",
            "Saved, but not yet backed up on a second server. Nothing you typed is lost. "
            "Press again to make sure.",
        )


class StoreInUseError(StoreError):
    """Another app has the data folder."""


class StoreStartError(StoreError):
    """The store cannot be used at start: it is away, or the embedded server cannot be started."""


class StoreUnsafeError(StoreError):
    """The store may lose what it acknowledges. `remedies`: what to do, each in a few words."""

    def __init__(self, remedies: Iterable[str]) -> None:
        super().__init__(
            "The store at REDIS_URL may lose what it has saved: "
            f"{', '.join(remedies)} there, or set ALLOW_UNSAFE_STORE=true to start anyway."
        )


class BackupError(StoreError):
    """A backup cannot be taken."""


class DebriefMissingError(StoreError):
    """There is no such debrief, or it is gone."""

    def __init__(self) -> None:
        super().__init__("This debrief doesn't exist any more.")


class DebriefUnreadableError(StoreError, UnreadableError):
    """A stored debrief can't be read; `reason` is a sentence for the log, without content."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            "This debrief can't be read at the moment, so nothing was changed. "
            "Ask the person who runs Hiring Desk to look at its log.",
            reason,
        )


class InstallationUnreadableError(StoreError, UnreadableError):
    """A workspace's bot token can't be read; `reason` is a sentence for the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            "Hiring Desk can't read its access to this workspace at the moment. Nothing is lost: "
            "ask the person who runs Hiring Desk to look at its log.",
            reason,
        )


class ContendedError(StoreError):
    """Others changed a record again and again while this change was being made."""

    def __init__(self) -> None:
        super().__init__(
            "Others changed this debrief at the same moment, so this is not saved yet. "
            "Please try again."
        )


class LeaseLostError(StoreError):
    """Another reconciler has taken over a debrief, so the earlier one must stop."""

    def __init__(self) -> None:
        super().__init__("Another process has taken this over.")


class KeyringError(StoreError):
    """The encryption keys cannot be used as they were given."""


class DecryptionError(StoreError, UnreadableError):
    """A stored value cannot be decrypted."""


class WrongKeyError(DecryptionError):
    """A value was encrypted with a key that this process doesn't have."""


class TamperedError(DecryptionError):
    """A value was changed, or moved away from the key that it was encrypted for."""
