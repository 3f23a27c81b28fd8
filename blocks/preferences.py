"""*Reminder settings*: when somebody works, and when they want to be written to.

The same form serves a person and, with other words, an administrator for the whole workspace.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Final

from blocks import ids, kit
from blocks.debriefs import values as v
from blocks.mrkdwn import Mrkdwn, escape, format_local_time, join, md
from hiring.errors import FormError
from hiring.preferences import (
    BY_ZONE,
    MOST_ABSENCES,
    MOST_REMINDERS,
    NO_HOLIDAYS,
    Hours,
    Preferences,
    drop_past_absences,
)
from hiring.work_calendar import MINUTES_OF_DAY, Absence, KitTime

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from blocks.kit import Block, Element, View

TITLE: Final = "Reminder settings"
OF_WORKSPACE: Final = "Workspace reminders"

DAY_NAMES: Final = (
    *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
    *("Saturday", "Sunday"),
)
KIT_TIMES: Final[Mapping[KitTime, str]] = {
    KitTime.EVENING_BEFORE: "At 18:00 (6 PM) on the last working day before",
    KitTime.HOUR_BEFORE: "An hour before",
}
_KIT_WORDS: Final = {
    KitTime.EVENING_BEFORE: "the evening before an interview",
    KitTime.HOUR_BEFORE: "an hour before an interview",
}
LONGEST_ABSENCE_DAYS: Final = 366
MOST_PAIRS: Final = 5
"""How many new absences the form has room for."""
_BETWEEN: Final = "/"  # the two dates of an absence, as ISO 8601 has it

NO_DAYS: Final = "Choose at least one working day. To pause reminders, enter days away instead."
NO_TIME: Final = "Choose a time."
BACKWARDS: Final = "The day has to end after it starts. For midnight choose 00:00 (12:00 AM)."
NO_FIRST_DAY: Final = "Choose the first day, too, or clear this one."
LAST_BEFORE_FIRST: Final = "The last day is before the first one."
ALREADY_OVER: Final = "That is over already. Choose a later day, or clear both."
TOO_LONG: Final = "That is more than a year. Enter a year at most, and the rest later."
TOO_MANY: Final = f"You can have {MOST_ABSENCES} entries at most. Untick one above first."


@dataclass(frozen=True, slots=True)
class HolidayChoices:
    """`country` is the name of the one in which the person's time zone is, empty if in none.

    `countries` are all of which holidays are known; `parts` those of one of them, `whole`: names by
    codes.
    """

    country: str = ""
    countries: Mapping[str, str] = field(default_factory=dict)
    whole: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ShownPreferences:
    """What the form of a person shows. `filled` are the values of its fields.

    `zone` is a name or, where Slack knows none, an offset. `next_at`: when they could next get a
    reminder. `absences` are those that they have entered, `pairs` how many they can add.
    """

    filled: v.Fields
    zone: str
    next_at: int
    choices: HolidayChoices
    absences: Sequence[Absence] = ()
    pairs: int = 1


def build_preferences_form(shown: ShownPreferences) -> View:
    """A person's own settings."""
    return kit.modal(
        ids.PREFERENCES_FORM,
        TITLE,
        [
            kit.section(_describe_zone(shown), "zone"),
            *_build_work_fields(shown.filled, "Your day"),
            _build_holidays_field(
                shown.filled,
                shown.choices,
                f"{shown.choices.country[:50] or 'No country'}, by my time zone",
                "None: I work on holidays",
            ),
            *_build_absence_fields(shown),
            _build_kit_field(shown.filled),
        ],
        submit="Save",
        close="Cancel",
        private_metadata=str(shown.pairs),
    )


def build_workspace_preferences_form(filled: v.Fields, choices: HolidayChoices) -> View:
    """What counts for everybody who hasn't set something else."""
    text = Mrkdwn(
        "*These count for everybody in this workspace*, in their own time zone, until they set"
        " something else in their Home."
    )
    return kit.modal(
        ids.WORKSPACE_PREFERENCES_FORM,
        OF_WORKSPACE,
        [
            kit.section(text, "who"),
            *_build_work_fields(filled, "The day"),
            _build_holidays_field(
                filled, choices, "By each person's time zone", "None: people work on holidays"
            ),
            _build_kit_field(filled),
            _build_reminders_field(filled),
        ],
        submit="Save",
        close="Cancel",
    )


def build_preferences_button() -> Element:
    """Opens the person's own settings."""
    return kit.button(TITLE, ids.PREFERENCES)


def build_workspace_preferences_button() -> Element:
    """Opens the settings of the workspace, for an administrator."""
    return kit.button("Change for everybody", ids.WORKSPACE_PREFERENCES)


def describe_preferences(counting: Preferences, zone: str, country: str) -> Mrkdwn:
    """When reminders come, in a sentence. `country` is the name of that whose holidays count."""
    away = join([escape(describe_absence(each)) for each in counting.absences], ", ")
    return join(
        [
            md(
                "Reminders come {days}, {hours} ({zone}){holidays}.",
                days=describe_days(counting.days or ()),
                hours=describe_hours(counting.hours or Hours(0, MINUTES_OF_DAY)),
                zone=zone,
                holidays=md(", not on holidays of {country}", country=country) if country else "",
            ),
            md("The kit comes {when}.", when=_KIT_WORDS[counting.kit or KitTime.EVENING_BEFORE]),
            md("You are away {away}.", away=away) if away else Mrkdwn(),
        ],
        " ",
    )


def describe_workspace_preferences(counting: Preferences, reminders: int) -> Mrkdwn:
    """What counts where people have set nothing else, in a sentence."""
    many = {0: "no reminders", 1: "one reminder"}.get(reminders, f"at most {reminders} reminders")
    return md(
        "Each person gets {many} about one thing, {days}, {hours} where they are. They can set"
        " other days and hours.",
        many=many,
        days=describe_days(counting.days or ()),
        hours=describe_hours(counting.hours or Hours(0, MINUTES_OF_DAY)),
    )


def describe_days(days: Sequence[int]) -> str:
    """Days of the week in words: "Monday to Friday"; Monday is 0."""
    week = sorted(set(days))
    if len(week) == len(DAY_NAMES):
        return "every day"
    for first in week:  # a row of days may run over the end of the week
        row = [(first + step) % len(DAY_NAMES) for step in range(len(week))]
        if len(week) > 2 and sorted(row) == week:  # noqa: PLR2004 - two days are named
            return f"{DAY_NAMES[row[0]]} to {DAY_NAMES[row[-1]]}"
    names = [DAY_NAMES[day] for day in week]
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def describe_hours(hours: Hours) -> str:
    """The hours of a day, such as "9:00 to 17:00"."""
    opens, closes = (f"{m // 60}:{m % 60:02}" for m in (hours.opens, hours.closes))
    return f"{opens} to {closes}"


def describe_absence(absence: Absence) -> str:
    """The days of an absence, such as "21 Dec 2026 – 3 Jan 2027"."""
    first, last = (f"{day.day} {day:%b %Y}" for day in (absence.first, absence.last))
    return first if first == last else f"{first} – {last}"


def write_fields(counting: Preferences, reminders: int = 0) -> v.Fields:
    """The fields of the form as they are before anybody has changed something."""
    hours = counting.hours or Hours(0, MINUTES_OF_DAY)
    return {
        "days": [str(day) for day in counting.days or ()],
        "opens": _write_time(hours.opens),
        "closes": _write_time(hours.closes),
        "holidays": counting.holidays or BY_ZONE,
        "absences": [_write_absence(each) for each in counting.absences],
        "kit": (counting.kit or KitTime.EVENING_BEFORE).value,
        "reminders": str(reminders),
    }


def read_preferences(values: v.Values, today: date) -> Preferences:
    """A person's own settings, `today` being the date where they are. Raises FormError."""
    fields = v.read_fields(values)
    errors = _find_wrong_hours(fields)
    absences = [_read_absence(text) for text in v.get_choices(fields, "absences")]
    numbers = range(1, MOST_PAIRS + 1)
    for number in numbers:
        first, last = (_read_date(fields, f"{name}/{number}") for name in ("first", "last"))
        if first is None and last is None:
            continue
        if wrong := _find_wrong_absence(first, last, today):
            errors[f"{wrong[0]}/{number}"] = wrong[1]
        elif first:
            absences.append(Absence(first, last or first))
    present = drop_past_absences(absences, today)
    if len(present) > MOST_ABSENCES:
        last_filled = max(n for n in numbers if _read_date(fields, f"first/{n}"))
        errors[f"first/{last_filled}"] = TOO_MANY
    if errors:
        raise FormError(errors)
    return replace(_read_work(fields), absences=present)


def read_workspace_preferences(values: v.Values) -> Preferences:
    """The settings of the workspace. Raises FormError."""
    fields = v.read_fields(values)
    if errors := _find_wrong_hours(fields):
        raise FormError(errors)
    reminders = v.get_text(fields, "reminders")
    return replace(_read_work(fields), reminders=int(reminders) if reminders else None)


def _describe_zone(shown: ShownPreferences) -> Mrkdwn:
    return md(
        "*Your time zone is {zone}.* It comes from your Slack profile; change it there. As it is"
        " set now, the next reminder could come {next_at}.",
        zone=shown.zone,
        next_at=format_local_time(shown.next_at),
    )


def _build_work_fields(filled: v.Fields, day: str) -> Iterator[Block]:
    days: dict[str, tuple[str, str | None]] = {
        str(number): (name, None) for number, name in enumerate(DAY_NAMES)
    }
    chosen = kit.choices("days", days, several=True, initial=v.get_choices(filled, "days"))
    yield kit.input_block("Working days", chosen, "days")
    for name, label, hint in (
        ("opens", f"{day} starts at", None),
        ("closes", f"{day} ends at", "Reminders come only between these times."),
    ):
        time = kit.time_picker(name, initial=v.get_text(filled, name) or None)
        yield kit.input_block(label, time, name, hint=hint)


def _build_holidays_field(
    filled: v.Fields, choices: HolidayChoices, by_zone: str, no_holidays: str
) -> Block:
    groups = {
        "Most people": {BY_ZONE: by_zone, NO_HOLIDAYS: no_holidays},
        **_list_parts(choices),
        **{
            f"Countries: {letter}": dict(countries)
            for letter, countries in groupby(choices.countries.items(), lambda item: item[1][0])
        },
    }
    wanted = v.get_text(filled, "holidays")
    known = any(wanted in options for options in groups.values())
    pick = kit.grouped_select(
        "holidays", "Choose a country", groups, initial=wanted if known else BY_ZONE
    )
    return kit.input_block("Holidays", pick, "holidays", hint="No reminders come on these days.")


def _list_parts(choices: HolidayChoices) -> dict[str, dict[str, str]]:
    """The parts of a country, in groups as long as Slack takes."""
    parts = list(choices.parts.items())
    pages = [parts[start : start + 100] for start in range(0, len(parts), 100)]
    return {
        f"Parts of {choices.whole}{f' ({number})' if number > 1 else ''}"[:75]: dict(page)
        for number, page in enumerate(pages, 1)
    }


def _build_absence_fields(shown: ShownPreferences) -> Iterator[Block]:
    if shown.absences:
        options: dict[str, tuple[str, str | None]] = {
            _write_absence(each): (describe_absence(each), None) for each in shown.absences
        }
        boxes = kit.choices(
            "absences", options, several=True, initial=v.get_choices(shown.filled, "absences")
        )
        yield kit.input_block(
            "Your days away",
            boxes,
            "absences",
            hint="Untick those that no longer apply.",
            optional=True,
        )
    for number in range(1, shown.pairs + 1):
        names = {"first": "Away from", "last": "Last day away"}
        for name, label in names.items():
            block_id = f"{name}/{number}"
            pick = kit.date_picker(block_id, initial=v.get_text(shown.filled, block_id) or None)
            hint = "For a single day, leave this empty." if name == "last" else None
            nth = f" ({number})" if number > 1 else ""
            yield kit.input_block(f"{label}{nth}", pick, block_id, hint=hint, optional=True)
    if shown.pairs < MOST_PAIRS:
        yield kit.actions([kit.button("Add more days away", ids.PREFERENCES_MORE)], "more")
    yield kit.context(
        Mrkdwn(
            "While you are away, reminders wait until you are back. Due times stay as they are, and"
            " your team can go on without you."
        ),
        "away",
    )


def _build_kit_field(filled: v.Fields) -> Block:
    options: dict[str, tuple[str, str | None]] = {
        time.value: (words, None) for time, words in KIT_TIMES.items()
    }
    chosen = v.get_text(filled, "kit")
    pick = kit.choices("kit", options, several=False, initial=[chosen])
    return kit.input_block("When should the kit for an interview come?", pick, "kit")


def _build_reminders_field(filled: v.Fields) -> Block:
    options = {str(count): str(count) if count else "None" for count in range(MOST_REMINDERS + 1)}
    pick = kit.select(
        "reminders", "Choose a number", options, initial=v.get_text(filled, "reminders")
    )
    return kit.input_block(
        "How many reminders about one thing?",
        pick,
        "reminders",
        hint="Such as a scorecard. At most one message a day, and a second if more came up.",
    )


def _find_wrong_hours(fields: v.Fields) -> dict[str, str]:
    errors = {}
    if not v.get_choices(fields, "days"):
        errors["days"] = NO_DAYS
    opens, closes = (_read_time(fields, name) for name in ("opens", "closes"))
    errors |= {name: NO_TIME for name, at in (("opens", opens), ("closes", closes)) if at is None}
    if opens is not None and closes is not None and opens >= (closes or MINUTES_OF_DAY):
        errors["closes"] = BACKWARDS
    return errors


def _read_work(fields: v.Fields) -> Preferences:
    """What both forms have, checked before."""
    chosen, kit_time = v.get_choices(fields, "days"), v.get_text(fields, "kit")
    return Preferences(
        days=tuple(day for day in range(len(DAY_NAMES)) if str(day) in chosen),
        hours=Hours(
            _read_time(fields, "opens") or 0, _read_time(fields, "closes") or MINUTES_OF_DAY
        ),
        holidays=v.get_text(fields, "holidays") or None,
        kit=KitTime(kit_time) if kit_time else None,
    )


def _find_wrong_absence(
    first: date | None, last: date | None, today: date
) -> tuple[str, str] | None:
    """The field with a problem, and what to do."""
    if first is None:
        return "first", NO_FIRST_DAY
    end = last or first
    if end < first:
        return "last", LAST_BEFORE_FIRST
    if end < today:
        return ("last" if last else "first"), ALREADY_OVER
    return ("last", TOO_LONG) if (end - first).days >= LONGEST_ABSENCE_DAYS else None


def _read_time(fields: v.Fields, name: str) -> int | None:
    """A time of day in minutes after midnight."""
    hour, _, minute = v.get_text(fields, name).partition(":")
    return int(hour) * 60 + int(minute) if hour and minute else None


def _write_time(minutes: int) -> str:
    minutes %= MINUTES_OF_DAY  # a day that ends at midnight ends at 00:00
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _read_date(fields: v.Fields, name: str) -> date | None:
    text = v.get_text(fields, name)
    return date.fromisoformat(text) if text else None


def _read_absence(text: str) -> Absence:
    first, last = text.split(_BETWEEN)
    return Absence(date.fromisoformat(first), date.fromisoformat(last))


def _write_absence(absence: Absence) -> str:
    return f"{absence.first.isoformat()}{_BETWEEN}{absence.last.isoformat()}"
