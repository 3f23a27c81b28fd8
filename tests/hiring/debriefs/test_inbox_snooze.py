"""What of a digest is snoozed by one choice: all that it lists and that can be snoozed."""

from __future__ import annotations

from hiring.debriefs.inbox import Inbox, Sending
from hiring.debriefs.inbox_items import Kind
from hiring.debriefs.inbox_snooze import is_listed, list_snoozable
from hiring.work_calendar import DAY, DEFAULT_CALENDAR, HOUR
from tests.hiring.debriefs.test_inbox import interviewing
from tests.hiring.debriefs.world import ANN, MONDAY, OWNER

TEN = MONDAY + HOUR


def test_only_what_a_person_has_to_do_themself_can_be_snoozed() -> None:
    debrief = interviewing(TEN)
    [item] = list_snoozable([debrief], ANN, DEFAULT_CALENDAR, TEN + 5 * HOUR)
    assert item.kind is Kind.SCORECARD
    assert not [*list_snoozable([debrief], OWNER, DEFAULT_CALENDAR, TEN + 9 * DAY)]


def test_a_digest_no_longer_lists_what_was_sent_again_in_a_later_message() -> None:
    debrief = interviewing(TEN)
    [item] = list_snoozable([debrief], ANN, DEFAULT_CALENDAR, TEN + 5 * HOUR)
    digest = Sending("D1", item.seat_id, Kind.SCORECARD, (TEN, TEN + DAY))
    nudge = Sending("D1", item.seat_id, Kind.NUDGE, (TEN + 2 * DAY,))
    assert is_listed(item, Inbox((digest,)), TEN + DAY)
    assert not is_listed(item, Inbox((digest,)), TEN)
    assert not is_listed(item, Inbox((digest, nudge)), TEN + DAY)
    assert is_listed(item, Inbox((digest, nudge)), TEN + 2 * DAY)
    assert not is_listed(item, Inbox(), TEN)
