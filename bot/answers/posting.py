"""The job descriptions of `/jd`: a person's draft of one, and the form that starts from it.

A draft belongs to one person, channel and role.
"""

from __future__ import annotations

import hashlib
import json
import logging
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from blocks.modal_origin import ModalOrigin
from blocks.posting import form, preview
from blocks.posting.form import COMMAND
from blocks.posting.preview import PostingDraft
from blocks.posting.source import PostingSource
from bot.store.drafts import DraftLocation
from bot.store.errors import StoreUnavailableError
from hiring.errors import FormError, HiringDeskError, UnreadableError
from hiring.language.reading import Vocabulary, read
from hiring.language.word_sets import words
from hiring.normalize import normalize
from hiring.postings import posting
from hiring.postings import range as posting_range
from hiring.postings.posting import FIRST_FIELDS, Blanks
from hiring.postings.remarks import find_remarks
from hiring.postings.template import FAILURES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from blocks.kit import View
    from blocks.mrkdwn import Mrkdwn
    from bot.desk import Desk
    from bot.slack.requests import Action, OpenView
    from bot.store.drafts import Json
    from hiring.language.reading import Reading

ROLE_GONE = f"The job description of this role is gone. Type `{COMMAND}` to see all roles."
NO_STORE = "I can't reach my storage right now, so this form starts without your draft."
DRAFT_UNREADABLE = "Your draft can't be read any more, so this form does not start from it."
NO_DRAFT = (
    "I can't reach my storage right now, so I can't open your draft. It isn't lost. "
    "Press again in a minute."
)
NEW, POSTING, REVIEW = form.NEW, "posting", "review"
"""What a form is for, in its origin: a new posting, the one that a message shows (its `ts`), or
going through the remarks of a preview."""
DRAFT_GONE = f"Your draft is gone: drafts are kept for 30 days. Type `{COMMAND}` to start again."
BAD_TEMPLATE = (
    "This job description can't be made from what you filled in. Nothing is lost: your text is "
    "still in the form. Ask the person who looks after the content to check its template."
)

_FORM = "jd"
LONGEST_STATE = 3
"""Letters of a place's name that stays as typed: “NYC”, “uk”."""
MOST_DRAFTS = 10
"""How many of a person's drafts are looked at."""
_MOST_WORDS = 30
"""More of them are no place and no pay, but a posting that somebody wrote elsewhere."""
NEW_WORDS = words(
    """
    again another blank clear different discard empty fresh neu new next other over reset
    restart scratch second third
    """
)
"""Words that ask for a form without the draft."""
OWN_WORDS = words(
    """
    a ad advert all an and at begin can create description draft edit everything for form from
    hire i in is it jd job let ll make me my need new old one open opening please position
    posting role s start that the this to us vacancy want with write you
    """
)
"""Words that only ask for the form."""

log = logging.getLogger(__name__)


async def load_draft_form(  # noqa: PLR0913 - whose draft, of what, and how the form starts
    tenant: str,
    user: str,
    origin: ModalOrigin,
    desk: Desk,
    typed: str = "",
    *,
    may_start_empty: bool = True,
) -> View:
    """The form of `/jd`, started from a person's draft and the place and range that were typed.

    Without a store it starts empty and says so; with `may_start_empty=False` it raises
    HiringDeskError instead. It starts empty, too, for a new posting: where the origin or what was
    typed says so, or another place was typed than that of a draft that is shared already.
    """
    source = find_posting_source(origin.role, desk)
    notes = []
    blanks = source.start()
    reading = read(typed, Vocabulary(source.places.gazetteer, source.role.typed_names))
    location = locate_draft(tenant, user, origin)
    former = ""
    try:
        draft = await desk.drafts.load(location)
        is_shared = bool(draft) and await desk.drafts.load(locate_shared_ts(location)) is not None
    except StoreUnavailableError:
        if not may_start_empty:
            raise HiringDeskError(NO_DRAFT) from None
        notes.append(NO_STORE)
    except UnreadableError as error:
        log.warning("a draft of a posting can't be read: %s", error.sentence)
        notes.append(DRAFT_UNREADABLE)
    else:
        if draft is not None:
            drafted = Blanks.from_json(draft, blanks)
            if (is_shared and _is_elsewhere(source, reading, drafted)) or _asks_for_new(reading):
                origin = choose(origin, NEW)
            elif NEW not in origin.chosen:
                blanks = drafted
            origin = choose(origin, form.DRAFT)
            former = form.name_posting(drafted)
            if NEW in origin.chosen and is_shared:
                notes.append(form.SHARED_STAYS)
    if typed:
        blanks, typed_notes = _fill_in_typed(source, blanks, reading)
        notes += typed_notes
    return draw_form(source, blanks, origin, notes, former=former)


def draw_form(  # noqa: PLR0913 - what the form shows
    source: PostingSource,
    blanks: Blanks,
    origin: ModalOrigin,
    notes: Sequence[str] = (),
    *,
    more: bool = False,
    former: str = "",
) -> View:
    """The form; with what to reconsider at its fields, where somebody goes through that."""
    remarks: Mapping[str, Sequence[Mrkdwn]] = {}
    if REVIEW in origin.chosen:
        with suppress(FormError):  # errors come when it is submitted
            remarks = preview.describe_by_field(source, write_posting(source, blanks))
    return form.build_form(source, blanks, origin, notes, more=more, former=former, remarks=remarks)


def choose(origin: ModalOrigin, what: str, value: str = "yes") -> ModalOrigin:
    """The origin of a form that is for this, too."""
    return replace(origin, chosen={**origin.chosen, what: [value]})


def leave(origin: ModalOrigin, *what: str) -> ModalOrigin:
    """The origin of a form that is no longer for this."""
    chosen = {name: value for name, value in origin.chosen.items() if name not in what}
    return replace(origin, chosen=chosen)


async def find_shared_origin(action: Action, origin: ModalOrigin, desk: Desk) -> ModalOrigin:
    """Which draft *Edit* beside a shared posting opens: what the message shows.

    It is the channel's where the message was shared before each had its own.
    """
    own = choose(origin, POSTING, action.message_ts)
    try:
        stored = await desk.drafts.load(locate_draft(action.tenant, action.user, own))
    except StoreUnavailableError:
        raise HiringDeskError(NO_DRAFT) from None
    except UnreadableError:
        stored = None
    return own if stored else origin


async def remember_shared(desk: Desk, location: DraftLocation, ts: str, blanks: Blanks) -> None:
    """Store what a message shows, apart from the channel's draft, which may become another posting.

    The channel's draft is that posting too, if it was shared from there last.
    """
    shared = {"ts": ts, "company": blanks.company, "location": blanks.location}
    own, draft = replace(location, form=f"{_FORM}-{ts}"), replace(location, form=_FORM)
    last = await desk.drafts.load(locate_shared_ts(draft)) or {}
    if location == draft or last.get("ts") == ts:
        await desk.drafts.save(draft, blanks.as_json())
        await desk.drafts.save(locate_shared_ts(draft), shared)
    await desk.drafts.save(own, blanks.as_json())
    await desk.drafts.save(locate_shared_ts(own), shared)


async def mark_shared(draft: PostingDraft, desk: Desk, location: DraftLocation) -> PostingDraft:
    """The draft with what is in the channel already, and whether that is plainly the same."""
    shared = await desk.drafts.load(locate_shared_ts(location))
    if shared is None:
        return replace(draft, shared=False, former="")
    is_same = location.form != _FORM or _is_same_posting(shared, draft.blanks)
    former = "" if is_same else form.name_posting(Blanks.from_json(shared))
    return replace(draft, shared=True, former=former)


def _is_same_posting(shared: Json, blanks: Blanks) -> bool:
    """Whether a draft is still of the company and location that were shared."""
    return all(
        normalize(str(shared.get(name, typed))) == normalize(typed)
        for name, typed in (("company", blanks.company), ("location", blanks.location))
    )


async def save_draft(
    blanks: Blanks, desk: Desk, location: DraftLocation, *, is_new: bool
) -> Blanks:
    """Save a draft in the former one's place; a message that shows that one keeps its own.

    Who was asked about the range already isn't asked again, unless it is a new posting.
    """
    stored: Json = {}
    with suppress(UnreadableError):
        stored = await desk.drafts.load(location) or {}
    former = Blanks.from_json(stored)
    if blanks.no_range and not is_new:
        blanks = replace(blanks, range_declined=former.range_declined)
    shared = await desk.drafts.load(locate_shared_ts(location))
    if shared and stored and _is_same_posting(shared, former):
        ts = str(shared.get("ts"))
        # Earlier versions stored the draft alone.
        if await desk.drafts.load(replace(location, form=f"{_FORM}-{ts}")) is None:
            await remember_shared(desk, location, ts, former)
    await desk.drafts.save(location, blanks.as_json(), listed=location.form == _FORM)
    if shared and is_new:
        await desk.drafts.delete(locate_shared_ts(location))
    return blanks


def fill_in_range(source: PostingSource, blanks: Blanks, former_place: str) -> Blanks:
    """Fill in the range of the chosen place, unless the person typed a range.

    `former_place` is the place whose range was filled in before.
    """
    before, after = source.market(former_place), source.market(blanks.place)
    untouched = {"", posting_range.benchmark_range(before.band) if before else ""}
    if after is None or blanks.range.strip() not in untouched:
        return blanks
    return replace(blanks, range=posting_range.benchmark_range(after.band))


def write_posting(source: PostingSource, blanks: Blanks) -> PostingDraft:
    """Check what was filled in, and fill in the template with it. Raises FormError."""
    market = source.find_market(blanks)
    pay = posting.check_blanks(blanks, market, source.standards.today)
    try:
        document = posting.render_posting(
            blanks, pay, source.template, source.title, source.posting
        )
    except FAILURES:
        raise HiringDeskError(BAD_TEMPLATE) from None
    remarks = find_remarks(blanks, pay, market, source.standards)
    return PostingDraft(blanks, pay, document, remarks, saved=None)


def read_posting_view(action: Action) -> tuple[OpenView, ModalOrigin]:
    """The modal that something was pressed in, and where it was opened."""
    if action.view is None:
        raise HiringDeskError(DRAFT_GONE)
    return action.view, ModalOrigin.read(action.view.private_metadata)


def find_posting_source(role_id: str, desk: Desk) -> PostingSource:
    """What a role's job description is made from. Raises HiringDeskError if there is none."""
    role = desk.guide.roles.get(role_id)
    source = PostingSource.from_role(role, desk.guide) if role else None
    if source is None:
        raise HiringDeskError(ROLE_GONE)
    return source


def locate_draft(tenant: str, user: str, origin: ModalOrigin) -> DraftLocation:
    """Where a person's draft is stored: that of the channel, or of a message of it."""
    name = "-".join([_FORM, *origin.chosen.get(POSTING, ())])
    return DraftLocation(tenant, name, user, origin.channel, origin.role)


def locate_shared_ts(draft: DraftLocation) -> DraftLocation:
    """Where the `ts` of the message is stored that was shared from a draft."""
    return replace(draft, form=f"{draft.form}-shared")


async def list_unshared_drafts(tenant: str, desk: Desk, user: str) -> list[DraftLocation]:
    """Where a person has begun postings that they haven't shared, the latest first."""
    drafts = await desk.drafts.list_saved(tenant, _FORM, user, MOST_DRAFTS)
    return [each for each in drafts if not await desk.drafts.exists(locate_shared_ts(each))]


def digest_draft(blanks: Blanks) -> str:
    """Tells one draft from another: a preview only acts if the draft is still the one it shows.

    Without fields that are empty, unless drafts have always had them: so a preview still acts that
    was shown before there were such fields.
    """
    shown = {
        name: value for name, value in blanks.as_json().items() if value or name in FIRST_FIELDS
    }
    text = json.dumps(shown, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _fill_in_typed(
    source: PostingSource, blanks: Blanks, reading: Reading
) -> tuple[Blanks, list[str]]:
    """The place and the range that were typed after the command, and what to say of the rest."""
    if _is_whole_posting(reading):  # in which “native English” is no place
        blanks, _ = _fill_in_typed_range(source, blanks, reading)
        return blanks, [form.describe_pasted(blanks)]
    place, place_note = _read_place(source, reading)
    if not source.priced() and not blanks.location and (where := _read_location(reading)):
        blanks = replace(blanks, location=where)
    if place:
        blanks = fill_in_range(source, replace(blanks, place=place), blanks.place)
    blanks, pay_note = _fill_in_typed_range(source, blanks, reading)
    if _asks_for_new(reading):
        place_note = None
    title = reading.other_title
    title_note = form.describe_other_title(source, title.typed) if title else None
    return blanks, [note for note in (title_note, place_note, pay_note) if note]


def _fill_in_typed_range(
    source: PostingSource, blanks: Blanks, reading: Reading
) -> tuple[Blanks, str | None]:
    """The range that was typed after the command, and a sentence if it can't be taken or compared.

    Without a currency it is filled in as typed: the place that is picked then tells which.
    """
    if not any(each.is_yearly_pay or each.period or each.unit for each in reading.pay):
        return blanks, None
    amount = reading.pay[0]
    market = source.market(blanks.place)
    if not (market or reading.currencies or amount.unit or reading.pay[1:]):
        typed = reading.text[amount.start : amount.end]
        return replace(blanks, range=typed, no_range=False), None
    try:
        pay = posting_range.read_pay(reading, market)
    except FormError as error:
        return blanks, error.errors["range"]
    note = form.describe_other_currency(pay, market) if market else None
    return replace(blanks, range=str(pay), no_range=False), note


def _read_place(source: PostingSource, reading: Reading) -> tuple[str | None, str | None]:
    """The one place with figures that a text names, or a sentence if that can't be told.

    A role without figures asks for no place, so nothing is said of one.
    """
    if not source.priced():
        return None, None
    typed = reading.text
    names = [name for mention in reading.places for name in mention.names]
    places = {place for name in names for place in name.ids}
    unknown = [mention for mention in reading.places if not mention.names]
    if len(places) == 1 and not unknown and source.market(place := next(iter(places))):
        return place, None
    if len(places) > 1:
        return None, form.SEVERAL_PLACES
    if near := [name.text for mention in unknown for name in mention.near]:
        return None, form.describe_near_place(near[0])
    if names:  # what isn't known may be no place at all, such as LinkedIn
        return None, form.describe_unknown_place(names[0].text)
    says_nothing = reading.has_only_fillers or OWN_WORDS.issuperset(normalize(typed).split())
    return None, None if says_nothing else form.describe_no_place(typed)


def _read_location(reading: Reading) -> str:
    """The one place that a text names, as a posting has it; empty where none or several are."""
    names = [name.text for mention in reading.places for name in mention.names]
    if len(names) != 1:
        return ""
    return names[0].title() if names[0].islower() and len(names[0]) > LONGEST_STATE else names[0]


def _asks_for_new(reading: Reading) -> bool:
    """Whether a text asks for a new posting: not “New York”, and not “new models at scale”.

    A whole posting is a new one, too.
    """
    taken = [(each.start, each.end) for each in reading.places if each.names]
    taken += [(each.start, each.end) for each in reading.titles]
    taken += [(each.start, each.end) for each in reading.pay]
    text = reading.text
    for start, end in sorted(taken, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    left = set(normalize(text).split())
    asks = bool(left & NEW_WORDS) and left <= NEW_WORDS | OWN_WORDS
    return asks or _is_whole_posting(reading)


def _is_elsewhere(source: PostingSource, reading: Reading, drafted: Blanks) -> bool:
    """Whether a text names a place, and none that is the draft's own."""
    market = source.find_market(drafted)
    location = f" {normalize(drafted.location)} "
    named = [name for mention in reading.places for name in mention.names]
    return bool(named) and not any(
        (market and market.place.id in name.ids) or f" {normalize(name.text)} " in location
        for name in named
    )


def _is_whole_posting(reading: Reading) -> bool:
    return len(reading.text.split()) > _MOST_WORDS
