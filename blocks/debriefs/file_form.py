"""The scorecard as a form: its draft is saved while it is filled in, it is filed on submission."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, Final

from blocks import ids, kit
from blocks.debriefs import own_notes, saved_line
from blocks.debriefs import values as v
from blocks.debriefs.ref import Ref
from blocks.debriefs.wording import (
    NOT_ASSESSED,
    RATINGS,
    RoleWords,
    describe_early_ratings,
    describe_times,
    list_people,
    quote_lines,
    shorten_label,
)
from blocks.mrkdwn import Mrkdwn, format_past_time, join, md
from hiring.debriefs.debrief import EarlyRatings
from hiring.debriefs.scorecard import (
    NOT_RATED,
    AttributeRating,
    Rating,
    Scorecard,
    find_problems,
    replace_former_codes,
)
from hiring.errors import FormError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from blocks.debriefs.values import Fields
    from blocks.kit import Block, Element, View
    from hiring.debriefs.notes import QuotedNote
    from hiring.debriefs.role_text import RoleText

_LONGEST: Final = {
    "evidence": 600,
    "probe_next": 1000,
    "reason": 3000,
    "because": 600,
    "change_mind": 600,
}
_MOST_CHOICES: Final = 10  # Slack: checkboxes
_HOW: Final = Mrkdwn(
    "Rate what you saw, and leave the rest at *Not assessed*. Each rating needs a line of evidence:"
    " what they said or did."
)


@dataclass(frozen=True, slots=True)
class ScorecardToFill:
    """The scorecard to fill in, by ids; `attributes` are those of the stage at opening.

    `filed`: a scorecard was filed already. `needs_reason`: a change goes on record. `late`: the
    round is public, so that what is filed or changed is marked "after the reveal". `probe_next` are
    earlier interviewers' questions. `readers` can read the scorecard, once filed, before the
    channel can. `after_reading` is the last round of which the author has read another scorecard; 0
    if none.
    """

    debrief_id: str
    seat: str
    label: str
    stage: str
    attributes: tuple[str, ...]
    due_at: int | None
    probe_next: tuple[str, ...] = ()
    filed: bool = False
    needs_reason: bool = False
    late: bool = False
    readers: tuple[str, ...] = ()
    after_reading: int = 0
    revealed_through: int = 0
    """The last round that is public; 0 if none is."""
    can_rate: bool = False
    """Ratings can be saved before the evidence and the reason."""
    rated: bool = False
    """That was done."""
    notes: tuple[QuotedNote, ...] = ()
    """What the author noted in the interview."""
    at: int | None = None
    """When the interview is; None while nobody has said it."""


def build_scorecard_form(
    to_fill: ScorecardToFill,
    role_text: RoleText,
    draft: Fields | None = None,
    saved_at: int | None = None,
    *,
    not_saved: str = "",
) -> View:
    """The form, filled in with a draft. `not_saved` is a sentence on why a draft was not saved.

    Blocks are `rating/<attribute>`, `evidence/<attribute>`, `red_flags/<n>`, `overall`, `reason`,
    `change_mind`, `probe_next` and `because` (the reason for a change). All of them tell what they
    hold at once, by DEBRIEF_FILE_SAVE.

    In its metadata the page is 1 if it says that the channel reads at once what is filed, and the
    round is 1 if it says that the draft isn't saved.
    """
    draft = draft or {}
    words = RoleWords(role_text)
    save = (ids.number_id(ids.DEBRIEF_FILE_SAVE, number) for number in count())
    head = md(
        "*{label}*, {stage}{role}",
        label=shorten_label(to_fill.label),
        stage=words.stage_name(to_fill.stage),
        role=f", for {words.title}" if words.title else "",
    )
    due = md("{due}.", due=describe_times(to_fill.at, to_fill.due_at, start=True))
    rated = describe_early_ratings(to_fill.due_at) if to_fill.rated else Mrkdwn()
    sight = [_describe_mark(to_fill), _describe_readers(to_fill)]
    lines = [head, Mrkdwn() if to_fill.filed else due, rated, *sight]
    return kit.modal(
        ids.DEBRIEF_FILE_FORM,
        "Edit your scorecard" if to_fill.filed else "Your scorecard",
        [
            kit.section(join(lines), "head"),
            _build_saved_line(saved_at, not_saved),
            *(
                [
                    _build_text_field(
                        "Why are you changing it?",
                        "because",
                        draft,
                        f"{ids.DEBRIEF_FILE_SAVE}:because",
                        hint="Both versions and this reason stay on record.",
                    )
                ]
                if to_fill.needs_reason
                else []
            ),
            *_build_probe_questions(to_fill),
            kit.section(_HOW, "how"),
            *_build_notes_button(to_fill),
            *(
                block
                for attribute in to_fill.attributes
                for block in _build_attribute(to_fill, attribute, words, draft, save)
            ),
            *_build_red_flags(to_fill, words, draft, save),
            _build_overall(draft, next(save)),
            *_build_rate_now(to_fill),
            *own_notes.quote_others(to_fill.notes, to_fill.attributes),
            _build_text_field(
                "Why?",
                "reason",
                draft,
                next(save),
                hint="What they said and did, then what you make of it. If not a strong yes, what"
                " was missing?",
                multiline=True,
            ),
            _build_text_field(
                "What would change your mind?",
                "change_mind",
                draft,
                next(save),
                hint="A question or a fact that the debrief could still bring up.",
                optional=True,
                multiline=True,
            ),
            _build_text_field(
                "Probe next (later interviewers can read this now)",
                "probe_next",
                draft,
                next(save),
                hint="The only field that isn't sealed. Write questions, not verdicts.",
                optional=True,
                multiline=True,
            ),
        ],
        submit="Save changes" if to_fill.filed else "File scorecard",
        private_metadata=Ref(
            to_fill.debrief_id, to_fill.seat, round=int(bool(not_saved)), page=int(to_fill.late)
        ).text(),
    )


def read_early_ratings(values: v.Values, now: int) -> EarlyRatings:
    """The ratings that are filled in, without evidence and reason."""
    fields = read_draft(values)
    ratings = tuple(replace(rating, evidence="") for rating in _read_ratings(fields))
    overall = v.get_text(fields, "overall")
    return EarlyRatings(ratings, Rating(overall) if overall in set(Rating) else None, now)


def fill_from_early_ratings(rated: EarlyRatings) -> dict[str, str | list[str]]:
    """Early ratings as a draft, to be completed."""
    fields: dict[str, str | list[str]] = {
        f"rating/{rating.attribute}": rating.rating.value for rating in rated.ratings
    }
    return fields | ({"overall": rated.overall.value} if rated.overall else {})


def read_draft(values: v.Values) -> dict[str, str | list[str]]:
    """What is filled in, to be saved as a draft and given to `build_scorecard_form` again."""
    return replace_former_codes(v.read_fields(values))


def fill_from_scorecard(scorecard: Scorecard) -> dict[str, str | list[str]]:
    """A filed scorecard as a draft, to be edited."""
    ratings = {f"rating/{rating.attribute}": rating.rating.value for rating in scorecard.ratings}
    evidence = {f"evidence/{rating.attribute}": rating.evidence for rating in scorecard.ratings}
    return {
        **ratings,
        **evidence,
        "red_flags/0": list(scorecard.red_flags),
        "probe_next": scorecard.probe_next,
        "overall": scorecard.overall.value,
        "reason": scorecard.reason,
        "change_mind": scorecard.change_mind,
    }


@dataclass(frozen=True, slots=True)
class SubmittedScorecard:
    """A submitted scorecard; `because` is the reason for a change, empty if none was given."""

    scorecard: Scorecard
    because: str


def read_scorecard(values: v.Values) -> SubmittedScorecard:
    """The scorecard that was filled in, checked. Raises FormError, by block_id."""
    fields = read_draft(values)
    overall = v.get_text(fields, "overall")
    flags = [flag for name in fields if name.startswith("red_flags/") for flag in fields[name]]
    scorecard = Scorecard(
        ratings=tuple(_read_ratings(fields)),
        overall=Rating(overall) if overall in set(Rating) else Rating.NO,
        reason=v.get_text(fields, "reason"),
        red_flags=tuple(flags),
        probe_next=v.get_text(fields, "probe_next"),
        change_mind=v.get_text(fields, "change_mind"),
    )
    errors = find_problems(scorecard)
    if overall not in set(Rating):
        errors["overall"] = "Choose an overall rating."
    for name in [name for name in fields if name.startswith("evidence/")]:
        attribute = name.partition("/")[2]
        if scorecard.rated(attribute) is None:
            errors[f"rating/{attribute}"] = (
                "Choose a rating for this evidence, or delete the evidence."
            )
    if errors:
        raise FormError(_attach_problems_to_fields(errors, values))
    return SubmittedScorecard(scorecard, v.get_text(fields, "because"))


def _attach_problems_to_fields(problems: dict[str, str], values: v.Values) -> dict[str, str]:
    """Each problem by its field, or by the first rating: Slack shows errors only at fields."""
    first = next((block for block in values if block.startswith("rating/")), "overall")
    placed = {name: problem for name, problem in problems.items() if name in values}
    for name, problem in problems.items():
        if name not in values:
            placed.setdefault(first, problem)
    return placed


def _read_ratings(fields: Fields) -> Iterator[AttributeRating]:
    for name in fields:
        kind, _, attribute = name.partition("/")
        rating = v.get_text(fields, name)
        if kind == "rating" and rating in set(Rating):
            yield AttributeRating(
                attribute, Rating(rating), v.get_text(fields, f"evidence/{attribute}")
            )


def _build_saved_line(saved_at: int | None, not_saved: str) -> Block:
    if not_saved:
        return saved_line.build_saved_line(saved_line.describe_not_saved(not_saved))
    return saved_line.build_saved_line(describe_saved(saved_at))


def describe_saved(saved_at: int | None = None) -> Mrkdwn:
    """That drafts are saved, and when this one was."""
    if saved_at is None:
        return Mrkdwn("Your draft is saved as you type.")
    return md("Draft saved {at}. It is saved as you type.", at=format_past_time(saved_at))


def _build_rate_now(to_fill: ScorecardToFill) -> Iterator[Block]:
    """The button that saves the ratings above it, sealed, where the words may be written later."""
    if not to_fill.can_rate:
        return
    if to_fill.rated:
        text, name = describe_early_ratings(to_fill.due_at), "Save ratings again"
    else:
        text = Mrkdwn(
            "Short of time? Save the ratings now, sealed, and write the words later. Only both"
            " together count as filed."
        )
        name = "Rate now, write later"
    ref = Ref(to_fill.debrief_id, to_fill.seat).text()
    yield kit.section(text, "rate_now", kit.button(name, ids.DEBRIEF_RATE_NOW, value=ref))


def _describe_mark(to_fill: ScorecardToFill) -> Mrkdwn:
    """What the summary says because of what the author has read; `late` is said elsewhere."""
    if not to_fill.after_reading or to_fill.late:
        return Mrkdwn()
    act = "change" if to_fill.filed else "file"
    if to_fill.after_reading <= to_fill.revealed_through:
        return md(
            "Round {number} is revealed, which counts as read. If you {act} this scorecard, the"
            " summary says so.",
            number=to_fill.after_reading,
            act=act,
        )
    return md(
        "You have read round {number}. If you {act} this scorecard, the summary says so.",
        number=to_fill.after_reading,
        act=act,
    )


def _describe_readers(to_fill: ScorecardToFill) -> Mrkdwn:
    """Who can read the draft, and the scorecard once it is filed."""
    if to_fill.late and to_fill.filed:
        sight = Mrkdwn("The channel sees a change at once, marked “after the reveal”.")
    elif to_fill.late:
        sight = Mrkdwn("The channel can read the scorecard at once, marked “after the reveal”.")
    elif to_fill.readers:
        sight = md(
            "{readers} can read your scorecard{when}.",
            readers=list_people(to_fill.readers),
            when="" if to_fill.filed else " as soon as you file it",
        )
    elif to_fill.filed and to_fill.needs_reason:
        sight = Mrkdwn()
    elif to_fill.filed:
        sight = Mrkdwn("Your scorecard is sealed: nobody else can read it yet.")
    else:
        sight = Mrkdwn("Your scorecard stays sealed until everyone in the round has filed.")
    return join([Mrkdwn("Only you see the draft."), sight], " ")


def _build_probe_questions(to_fill: ScorecardToFill) -> list[Block]:
    if not to_fill.probe_next:
        return []
    head = Mrkdwn("*Probe next*, from earlier interviewers")
    return kit.paragraphs(
        join([head, join(map(quote_lines, to_fill.probe_next), "\n\n")]), "probes"
    )


def _build_notes_button(to_fill: ScorecardToFill) -> list[Block]:
    if not to_fill.notes:
        return []
    ref = Ref(to_fill.debrief_id, to_fill.seat).text()
    return [kit.actions([kit.button("Read my notes", ids.DEBRIEF_NOTES, value=ref)], "notes")]


def _build_attribute(
    to_fill: ScorecardToFill,
    attribute: str,
    words: RoleWords,
    draft: Fields,
    save: Iterator[str],
) -> Iterator[Block]:
    name = words.attribute(attribute)
    bar = words.attributes.get(attribute)
    anchors = bar.list_anchors() if bar else []
    options = {NOT_RATED: NOT_ASSESSED, **{rating.value: text for rating, text in RATINGS.items()}}
    chosen = v.get_text(draft, f"rating/{attribute}")
    lines = (
        md("*{rating}:* {text}", rating=RATINGS[rating], text=text) for rating, text in anchors
    )
    yield kit.divider(f"line/{attribute}")
    yield from kit.paragraphs(join([md("*{name}*", name=name), *lines]), f"bar/{attribute}")
    yield from own_notes.quote_about(to_fill.notes, attribute)
    # On a phone the choices cover the form, so each says again what it looks like.
    yield kit.input_block(
        f"Rating for {name}",
        kit.select(
            next(save),
            NOT_ASSESSED,
            options,
            initial=chosen if chosen in options else NOT_RATED,
            descriptions={rating.value: text for rating, text in anchors},
        ),
        f"rating/{attribute}",
        dispatch=True,
    )
    yield _build_text_field(
        f"Evidence for {name}",
        f"evidence/{attribute}",
        draft,
        next(save),
        hint="Needed once you rate this.",
        optional=True,
    )


def _build_red_flags(
    to_fill: ScorecardToFill, words: RoleWords, draft: Fields, save: Iterator[str]
) -> Iterator[Block]:
    """Red flags of the stage first, then the role's others, then any that only the draft has."""
    chosen = {flag for name in draft if name.startswith("red_flags/") for flag in draft[name]}
    stage = words.stages.get(to_fill.stage)
    flags = [*dict.fromkeys([*(stage.red_flags if stage else ()), *words.flags, *sorted(chosen)])]
    yield kit.divider("line/overall")
    for number, start in enumerate(range(0, len(flags), _MOST_CHOICES)):
        page = flags[start : start + _MOST_CHOICES]
        boxes = kit.choices(
            next(save),
            {flag: (words.flag(flag), None) for flag in page},
            several=True,
            initial=chosen & set(page),
        )
        yield kit.input_block(
            "More red flags" if number else "Red flags you saw",
            boxes,
            f"red_flags/{number}",
            optional=True,
            dispatch=True,
        )


def _build_overall(draft: Fields, action_id: str) -> Block:
    options: dict[str, tuple[str, str | None]] = {
        rating.value: (name, None) for rating, name in RATINGS.items()
    }
    chosen = v.get_text(draft, "overall")
    initial = [chosen] if chosen in options else []
    return kit.input_block(
        "Overall",
        kit.choices(action_id, options, several=False, initial=initial),
        "overall",
        hint="Compare with the bar, not with other candidates.",
        dispatch=True,
    )


def _build_text_field(  # noqa: PLR0913 - these are the parts of a field
    label: str,
    block_id: str,
    draft: Fields,
    action_id: str,
    *,
    hint: str | None = None,
    placeholder: str | None = None,
    optional: bool = False,
    multiline: bool = False,
) -> Block:
    element: Element = kit.text_input(
        action_id,
        initial=v.get_text(draft, block_id)[:3000],
        placeholder=placeholder,
        multiline=multiline,
        max_length=_LONGEST[block_id.partition("/")[0]],
        as_typed=True,
    )
    return kit.input_block(label, element, block_id, hint=hint, optional=optional, dispatch=True)
