"""What an invitation says of an interview's time, whichever calendar wrote it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring import invitations
from hiring.invitations import Invitation, InvitationError, read_invitation

AT = int(datetime(2027, 1, 5, 10, tzinfo=UTC).timestamp())
HOUR = 3600

GOOGLE = """BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:REQUEST
BEGIN:VEVENT
DTSTART:20270105T100000Z
DTEND:20270105T104500Z
DTSTAMP:20261128T110000Z
ORGANIZER;CN=Maya:mailto:maya@example.com
UID:7kukuqrfedlm2f9t0vr5d2k3sb@google.com
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=
 TRUE;CN=sam@example.com;X-NUM-GUESTS=0:mailto:sam@example.com
ATTENDEE;CUTYPE=ROOM;CN=Big room:mailto:room@example.com
SUMMARY:Architecture: J. S.
DESCRIPTION:Please bring\\n a laptop
 and a question
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-P0DT0H10M0S
DURATION:PT5M
END:VALARM
END:VEVENT
END:VCALENDAR
"""
OUTLOOK = """BEGIN:VCALENDAR
METHOD:REQUEST
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
BEGIN:VTIMEZONE
TZID:Pacific Standard Time
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:-0700
TZOFFSETTO:-0800
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=11
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:-0800
TZOFFSETTO:-0700
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=2SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
SUMMARY;LANGUAGE=en-US:Interview
DTSTART;TZID=Pacific Standard Time:20270105T020000
DTEND;TZID=Pacific Standard Time:20270105T030000
STATUS:CONFIRMED
END:VEVENT
END:VCALENDAR
"""


def event(*lines: str, before: tuple[str, ...] = ()) -> str:
    return "\n".join(
        ("BEGIN:VCALENDAR", *before, "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR")
    )


START = "DTSTART:20270105T100000Z"


@pytest.mark.parametrize(
    ("text", "ends_at"),
    [
        (GOOGLE, AT + HOUR * 3 // 4),
        (OUTLOOK, AT + HOUR),
        (GOOGLE.replace("\n", "\r\n"), AT + HOUR * 3 // 4),
        (event(START), None),
        (event(START, "DURATION:PT1H30M"), AT + HOUR * 3 // 2),
        (event("dtstart;tzid=Europe/Berlin:20270105T110000"), None),
        (event('DTSTART;TZID="W. Europe Standard Time":20270105T110000'), None),
        (event("DTSTART;TZID=W. Europe Standard Time:20270105T110000"), None),
        (event("DTSTART;TZID=GMT Standard Time:20270105T100000"), None),
        (event("DTSTART;TZID=India Standard Time:20270105T153000"), None),
        (event(START, "RECURRENCE-ID:20270105T100000Z", "SUMMARY: RRULE:FREQ=DAILY"), None),
    ],
)
def test_the_time_is_read_whichever_calendar_wrote_it(text: str, ends_at: int | None) -> None:
    invitation = read_invitation(text)

    assert (invitation.at, invitation.ends_at) == (AT, ends_at)


def test_a_time_in_summer_is_read_in_summer_time() -> None:
    summer = event("DTSTART;TZID=Eastern Standard Time:20270705T060000")

    assert read_invitation(summer).at == int(datetime(2027, 7, 5, 10, tzinfo=UTC).timestamp())


def test_people_who_are_invited_are_known_by_their_address_and_rooms_are_left_out() -> None:
    assert read_invitation(GOOGLE).addresses == ("sam@example.com",)


def test_a_text_that_slack_has_cut_is_read_as_far_as_it_goes() -> None:
    long = GOOGLE.replace("a laptop", "a laptop " * 400)

    assert read_invitation(long).at == AT
    half = "DTSTART:20270105T100000Z\nDTEND:2027"  # the last line is half of one
    padding = "SUMMARY:" + "x" * (2991 - len(event()[: event().index("END:")]) - len(half)) + "\n"
    head = event()[: event().index("END:")]
    cut = (head + padding + half).ljust(3000, "0")
    assert len(cut) == 3000
    assert (read_invitation(cut).at, read_invitation(cut).ends_at) == (AT, None)
    assert read_invitation(long[:2000]).at == AT


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", invitations.NO_INVITATION),
        ("Tuesday at ten with Sam", invitations.NO_INVITATION),
        ("<!channel> BEGIN:VCALENDAR", invitations.NO_INVITATION),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR", invitations.NO_EVENT),
        (OUTLOOK[: OUTLOOK.index("BEGIN:VEVENT")], invitations.NO_EVENT),
        (GOOGLE + GOOGLE, invitations.SEVERAL),
        (event(START, "END:VEVENT", "BEGIN:VEVENT", START), invitations.SEVERAL),
        (event(START, before=("METHOD:CANCEL",)), invitations.CANCELLED),
        (event(START, "STATUS:CANCELLED"), invitations.CANCELLED),
        (event(START, "RRULE:FREQ=WEEKLY"), invitations.REPEATED),
        (event(START, "RDATE:20270106T100000Z"), invitations.REPEATED),
        (event("DTSTART;VALUE=DATE:20270105"), invitations.ALL_DAY),
        (event("DTSTART:20270105"), invitations.ALL_DAY),
        (event("DTSTART:20270105T100000"), invitations.NO_ZONE),
        (event("DTSTART;TZID=Nowhere/City:20270105T100000"), invitations.NO_ZONE),
        (event("DTSTART;TZID=../../etc/passwd:20270105T100000"), invitations.NO_ZONE),
        (event("SUMMARY:Interview"), invitations.NO_TIME),
        (event("DTSTART:soon"), invitations.NO_TIME),
        (event("DTSTART:99999999T999999Z"), invitations.NO_TIME),
        (event(START, "DTEND:20270105T090000Z"), invitations.BACKWARDS),
        (event(START, "DTEND:20270107T090000Z"), invitations.TOO_LONG),
        (event(START, "DURATION:P9999999999999D"), invitations.NO_TIME),
    ],
)
def test_what_says_no_time_of_an_interview_is_refused_in_a_sentence(
    text: str, sentence: str
) -> None:
    with pytest.raises(InvitationError) as refused:
        read_invitation(text)

    assert refused.value.sentence == sentence


LINES = st.sampled_from(
    [*GOOGLE.splitlines(), *OUTLOOK.splitlines(), "BEGIN:", "END:VEVENT", "DTSTART;TZID=:", "RDATE"]
)


@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(st.one_of(LINES, st.builds("{}{}".format, LINES, st.text(max_size=9)))).map(
            "\n".join
        ),
        st.builds(
            lambda text, at, more: text[:at] + more + text[at:],
            st.sampled_from([GOOGLE, OUTLOOK]),
            st.integers(0, 900),
            st.text(max_size=9),
        ),
    )
)
def test_any_text_is_read_or_refused_without_being_quoted(text: str) -> None:
    result = read_or_refuse(text)

    if isinstance(result, Invitation):
        assert result.ends_at is None or result.at < result.ends_at
    else:
        assert result in vars(invitations).values()


def read_or_refuse(text: str) -> Invitation | str:
    try:
        return read_invitation(text)
    except InvitationError as refused:
        return refused.sentence
