"""What an invitation says of an interview's time, whichever calendar wrote it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
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
DISPLAY_NAME = "(UTC-05:00) Eastern Time (US & Canada)"


def zone(name: str, offset: str = "+0530", *rules: str) -> tuple[str, ...]:
    """A time zone as calendars describe it: this far from UTC all year."""
    offsets = (f"TZOFFSETFROM:{offset}", f"TZOFFSETTO:{offset}")
    standard = ("BEGIN:STANDARD", "DTSTART:16010101T000000", *offsets, *rules, "END:STANDARD")
    return ("BEGIN:VTIMEZONE", f"TZID:{name}", *standard, "END:VTIMEZONE")


def at_three(name: str, offset: str = "") -> str:
    """An event at 15:00 in a zone that the text describes, if an offset is given."""
    return event(
        f'DTSTART;TZID="{name}":20270105T150000', before=zone(name, offset) if offset else ()
    )


def utc(hour: int, minute: int = 0) -> int:
    return AT + (hour - 10) * HOUR + minute * 60


# What each text says, whatever was read before.
BY_ZONE: dict[str, int | str] = {
    at_three("Customized Time Zone", "-0800"): utc(23),
    at_three("Customized Time Zone", "+0530"): utc(9, 30),
    at_three("Customized Time Zone"): invitations.UNKNOWN_ZONE,
    at_three("Romance Standard Time", "-0800"): utc(23),
    at_three("Romance Standard Time", "+0100"): utc(14),
    at_three("Romance Standard Time"): utc(14),
    at_three("Europe/Paris", "-0800"): utc(14),
    at_three("Europe/Paris"): utc(14),
    at_three("/example.org/Europe/Paris", "-0800"): utc(23),
    at_three("/example.org/Europe/Paris"): utc(14),
    at_three("/Customized Time Zone/"): invitations.UNKNOWN_ZONE,
    at_three(DISPLAY_NAME, "-0500"): utc(20),
    at_three(DISPLAY_NAME): invitations.UNKNOWN_ZONE,
    OUTLOOK: AT,
}


@pytest.mark.parametrize(
    ("text", "ends_at"),
    [
        (GOOGLE, AT + HOUR * 3 // 4),
        (OUTLOOK, AT + HOUR),
        (GOOGLE.replace("\n", "\r\n"), AT + HOUR * 3 // 4),
        (event(START), None),
        (event(START, "DURATION:PT1H30M"), AT + HOUR * 3 // 2),
        (event(START, before=("METHOD:PUBLISH",)), None),
        (event(START, before=("METHOD:ADD",)), None),
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


@given(st.permutations([*BY_ZONE]))
@settings(max_examples=20, deadline=None)
def test_a_zone_is_that_of_its_own_text_or_a_known_name_whatever_was_read_before(
    texts: list[str],
) -> None:
    results = {text: read_or_refuse(text) for text in texts}

    read = {
        text: result.at if isinstance(result, Invitation) else result
        for text, result in results.items()
    }
    assert read == BY_ZONE


@pytest.mark.parametrize(
    "rule",
    [
        "RRULE:FREQ=SECONDLY",
        "RRULE:FREQ=YEARLY;INTERVAL=0",
        "RRULE:FREQ=YEARLY;BYSECOND=" + ",".join(map(str, range(60))),
        "RRULE;X=1:FREQ=SECONDLY",
        "rrule:freq=secondly",
        "DTSTART:00010101T000000",
    ],
)
def test_a_zone_whose_changes_would_take_hours_to_count_is_not_read(rule: str) -> None:
    text = event("DTSTART;TZID=Own:20270105T100000", before=zone("Own", "+0100", rule))

    assert read_or_refuse(text) == invitations.UNKNOWN_ZONE


def test_a_time_in_summer_is_read_in_summer_time() -> None:
    summer = event("DTSTART;TZID=Eastern Standard Time:20270705T060000")

    assert read_invitation(summer).at == int(datetime(2027, 7, 5, 10, tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("lines", "invitation"),
    [
        ([], Invitation(AT, None)),
        (["ATTENDEE:MAILTO:Sam@Example.com"], Invitation(AT, None, ("sam@example.com",))),
        (["ATTENDEE:mailto:a@b.c", "ATTENDEE:mailto:A@b.c"], Invitation(AT, None, ("a@b.c",))),
        (
            ['ATTENDEE;CN="Arjun";EMAIL="arjun@acme.example":/aMTIz/principal/'],
            Invitation(AT, None, ("arjun@acme.example",)),
        ),
        (
            ['ATTENDEE;SENT-BY="mailto:pa@acme.example":mailto:sam@acme.example'],
            Invitation(AT, None, ("sam@acme.example",)),
        ),
        (["ATTENDEE;CN=Sam:/aMTIz/principal/"], Invitation(AT, None, unread=1)),
        (["ATTENDEE;CUTYPE=ROOM:mailto:room@acme.example"], Invitation(AT, None)),
        (
            ["ATTENDEE;CUTYPE=RESOURCE:mailto:beamer@acme.example", "ATTENDEE:mailto:a@b.c"],
            Invitation(AT, None, ("a@b.c",)),
        ),
        (
            ["ATTENDEE;EMAIL=old@acme.example:mailto:sam@acme.example"],
            Invitation(AT, None, ("sam@acme.example",)),
        ),
        (
            ['ATTENDEE;DELEGATED-TO="mailto:d@e.f";PARTSTAT=DELEGATED:mailto:a@b.c'],
            Invitation(AT, None, (), ("a@b.c",)),
        ),
        (
            ["BEGIN:VALARM", "ACTION:EMAIL", "ATTENDEE:mailto:me@acme.example", "END:VALARM"],
            Invitation(AT, None),
        ),
        (
            ["ATTENDEE;PARTSTAT=DECLINED:mailto:a@b.c", "attendee;partstat=accepted:mailto:d@e.f"],
            Invitation(AT, None, ("d@e.f",), ("a@b.c",)),
        ),
    ],
)
def test_people_who_are_invited_are_known_by_their_address(
    lines: list[str], invitation: Invitation
) -> None:
    """Rooms and projectors are nobody, nor are those to whom an alarm writes.

    Whoever declined, or sends somebody else, is told from the others.
    """
    assert read_invitation(event(START, *lines)) == invitation


def test_a_text_that_slack_has_cut_is_read_as_far_as_it_goes() -> None:
    """It says whether the event was cut, and says so where the time was cut off."""
    long = GOOGLE.replace("a laptop", "a laptop " * 400)
    late = GOOGLE.replace("DTSTART", f"DESCRIPTION:{'a laptop ' * 400}\nDTSTART")

    assert not read_invitation(GOOGLE).is_cut
    in_alarm = GOOGLE[: GOOGLE.index("TRIGGER")]
    for text in (long, long[:2000], in_alarm, GOOGLE[: GOOGLE.index("END:VEVENT")]):
        cut = read_invitation(text)
        assert (cut.at, cut.is_cut) == (AT, True)
    for text in (late, late[:3000], late[:1000], "BEGIN:VCALENDAR\nX:" + "😀" * 1499):
        assert read_or_refuse(text) == invitations.CUT_OFF
    half = "DTSTART:20270105T100000Z\nDTEND:2027"  # the last line is half of one
    padding = "SUMMARY:" + "x" * (2991 - len(event()[: event().index("END:")]) - len(half)) + "\n"
    head = event()[: event().index("END:")]
    filled = (head + padding + half).ljust(3000, "0")
    assert len(filled) == 3000
    assert (read_invitation(filled).at, read_invitation(filled).ends_at) == (AT, None)


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
        (event("DTSTART;TZID=Nowhere/City:20270105T100000"), invitations.UNKNOWN_ZONE),
        (event("DTSTART;TZID=../../etc/passwd:20270105T100000"), invitations.UNKNOWN_ZONE),
        (event("DTSTART;TZID=localtime:20270105T100000"), invitations.UNKNOWN_ZONE),
        (event(f"DTSTART;TZID={DISPLAY_NAME}:20270105T100000"), invitations.UNKNOWN_ZONE),
        (event(f'DTSTART;TZID="{DISPLAY_NAME}":20270105T100000'), invitations.UNKNOWN_ZONE),
        (event(START, before=("METHOD:REPLY",)), invitations.ANSWER),
        (event(START, before=("METHOD:COUNTER",)), invitations.ANSWER),
        (event("SUMMARY:Interview"), invitations.NO_TIME),
        (event("DTSTART:soon"), invitations.NO_TIME),
        (event("DTSTART:99999999T999999Z"), invitations.NO_TIME),
        (event(START, "DTEND:20270105T090000Z"), invitations.BACKWARDS),
        (event(START, "DTEND:20270105T100000Z"), invitations.BACKWARDS),
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


@settings(deadline=None)
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
