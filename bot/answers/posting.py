"""The job descriptions of `/jd`: a person's draft of one, and the form that starts from it.

A draft belongs to one person, channel and role.
"""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from blocks.modal_origin import ModalOrigin
from blocks.posting import form
from blocks.posting.form import COMMAND, PostingSource
from blocks.posting.preview import PostingDraft
from bot.store.drafts import DraftLocation
from bot.store.errors import StoreUnavailableError
from hiring.errors import FormError, HiringDeskError, UnreadableError
from hiring.language.reading import Vocabulary, read
from hiring.normalize import normalize
from hiring.postings import posting
from hiring.postings import range as posting_range
from hiring.postings.posting import FIRST_FIELDS, Blanks
from hiring.postings.remarks import find_remarks
from hiring.postings.template import FAILURES

if TYPE_CHECKING:
    from blocks.kit import View
    from bot.desk import Desk
    from bot.slack.requests import Action, OpenView
    from hiring.language.reading import Reading

ROLE_GONE = f"The job description of this role is gone. Type `{COMMAND}` to see all roles."
NO_STORE = "I can't reach my storage right now, so this form starts without your draft."
DRAFT_UNREADABLE = "Your draft can't be read any more, so this form does not start from it."
NO_DRAFT = (
    "I can't reach my storage right now, so I can't open your draft. It isn't lost. "
    "Press again in a minute."
)
DRAFT_GONE = f"Your draft is gone: drafts are kept for 30 days. Type `{COMMAND}` to start again."
BAD_TEMPLATE = (
    "This job description can't be made from what you filled in. Nothing is lost: your text is "
    "still in the form. Ask the person who looks after the content to check its template."
)

OWN_WORDS = frozenset(
    (
        *("job", "description", "posting", "advert", "ad", "jd", "form", "draft", "role"),
        *("a", "an", "the", "my", "one", "new", "please", "write", "make", "create", "open"),
        *("edit", "start", "me", "us", "for", "i", "need", "want", "to", "can", "you"),
    )
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
    HiringDeskError instead.
    """
    source = find_posting_source(origin.role, desk)
    notes = []
    blanks = source.start()
    try:
        draft = await desk.drafts.load(locate_draft(tenant, user, origin))
    except StoreUnavailableError:
        if not may_start_empty:
            raise HiringDeskError(NO_DRAFT) from None
        notes.append(NO_STORE)
    except UnreadableError as error:
        log.warning("a draft of a posting can't be read: %s", error.sentence)
        notes.append(DRAFT_UNREADABLE)
    else:
        if draft is not None:
            blanks = Blanks.from_json(draft, blanks)
            notes.append("This is your draft of this channel.")
    if typed:
        reading = read(typed, Vocabulary(source.places.gazetteer))
        place, note = _read_place(source, reading)
        if place:
            blanks = fill_in_range(source, replace(blanks, place=place), blanks.place)
        notes += [note] if note else []
        blanks, note = _fill_in_typed_range(source, blanks, reading)
        notes += [note] if note else []
    return form.build_form(source, blanks, origin, notes)


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
    pay = posting.check_blanks(blanks, market)
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
    """Where a person's draft is stored."""
    return DraftLocation(tenant, "jd", user, origin.channel, origin.role)


def locate_shared_ts(draft: DraftLocation) -> DraftLocation:
    """Where the `ts` of the message is stored that was shared from a draft."""
    return replace(draft, form="jd-shared")


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
    """The one place with figures that a text names, or a sentence if that can't be told."""
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
