"""Examples of the form, the preview and the posting."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from blocks.modal_origin import ModalOrigin
from blocks.posting import form, preview
from blocks.posting.preview import PostingDraft
from blocks.posting.source import PostingSource
from hiring.language.reading import Vocabulary, read
from hiring.postings import posting
from hiring.postings.posting import Blanks
from hiring.postings.range import read_pay
from hiring.postings.remarks import find_remarks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from blocks.kit import Message, View
    from hiring.guide.role import Guide

    Example = Callable[[Guide, str, bool], Message | View]

AUTHOR = "U0000000001"


def _find_posting_source(guide: Guide) -> PostingSource:
    role = next(role for role in guide.roles.values() if role.posting)
    writing = PostingSource.from_role(role, guide)
    assert writing is not None  # noqa: S101 - the role has a job description
    return writing


def _fill_blanks(writing: PostingSource, typed: str) -> Blanks:
    """Everything filled in, with `typed` where a person can type."""
    shown = typed if posting.visible_characters(typed) else "Sample Co"
    limits = {name: shown[:most] for name, most in posting.MOST_CHARACTERS.items()}
    place = next(iter(writing.priced()), "")
    return Blanks(
        company=limits["company"][:40],
        location=limits["location"][:40],
        place=place,
        range="$150k–$170k",
        equity=limits["equity"][:40],
        system=limits["system"][:200],
        stack=limits["stack"][:80],
        domain=limits["domain"][:40],
        hires_in=tuple(place.id for place in writing.pay.places),
        work_mode=limits["work_mode"][:40],
        benefits=limits["benefits"][:100],
        process=limits["process"][:100],
        how_to_apply=limits["how_to_apply"][:40],
        deadline=limits["deadline"][:40],
        equal_opportunity=limits["equal_opportunity"][:100],
        musts="\n".join([*writing.posting.musts, shown[:200]]),
    )


def _make_posting_draft(writing: PostingSource, blanks: Blanks) -> PostingDraft:
    market = writing.find_market(blanks)
    typed = read(blanks.range, Vocabulary())
    pay = None if blanks.no_range else read_pay(typed, market)
    return PostingDraft(
        blanks,
        pay,
        posting.render_posting(blanks, pay, writing.template, writing.title, writing.posting),
        find_remarks(blanks, pay, market, writing.standards),
        saved="0123456789abcdef",
    )


def _build_filled_form(guide: Guide, typed: str, _: bool) -> View:  # noqa: FBT001
    writing = _find_posting_source(guide)
    notes = [form.describe_unknown_place(typed)]
    return form.build_form(
        writing, _fill_blanks(writing, typed), ModalOrigin(writing.role.id), notes
    )


def _build_empty_form(guide: Guide, _: str, __: bool) -> View:  # noqa: FBT001
    writing = _find_posting_source(guide)
    return form.build_form(writing, writing.start(), ModalOrigin(writing.role.id))


def _build_draft_form(chosen: str) -> Example:
    def example(guide: Guide, typed: str, _: bool) -> View:  # noqa: FBT001
        writing = _find_posting_source(guide)
        blanks = _fill_blanks(writing, typed)
        remarks = preview.describe_by_field(writing, _make_posting_draft(writing, blanks))
        origin = ModalOrigin(writing.role.id, chosen={form.DRAFT: ["yes"], chosen: ["yes"]})
        shown = writing.start() if chosen == form.NEW else blanks
        return form.build_form(
            writing,
            shown,
            origin,
            [form.SHARED_STAYS, form.describe_pasted(shown)],
            former=form.name_posting(blanks),
            remarks={} if chosen == form.NEW else remarks,
        )

    return example


def _build_preview(
    *, saved: bool = True, shared: bool = False, is_other: bool = False, note: str = ""
) -> Example:
    def example(guide: Guide, typed: str, _: bool) -> View:  # noqa: FBT001
        writing = _find_posting_source(guide)
        blanks = _fill_blanks(writing, typed)
        former = form.name_posting(blanks) if is_other else ""
        drafted = replace(_make_posting_draft(writing, blanks), shared=shared, former=former)
        drafted = drafted if saved else replace(drafted, saved=None)
        return preview.build_preview(writing, drafted, ModalOrigin(writing.role.id), note)

    return example


def _build_range_question(guide: Guide, typed: str, _: bool) -> View:  # noqa: FBT001
    writing = _find_posting_source(guide)
    blanks = replace(_fill_blanks(writing, typed), range="", no_range=True)
    return preview.build_preview(
        writing, _make_posting_draft(writing, blanks), ModalOrigin(writing.role.id)
    )


def _build_shared_posting(*, editable: bool) -> Example:
    def example(guide: Guide, typed: str, _: bool) -> Message:  # noqa: FBT001
        writing = _find_posting_source(guide)
        drafted = _make_posting_draft(writing, _fill_blanks(writing, typed))
        return preview.build_shared_posting(writing, drafted, AUTHOR, editable=editable)

    return example


def _build_file_note(guide: Guide, typed: str, _: bool) -> Message:  # noqa: FBT001
    writing = _find_posting_source(guide)
    return preview.build_file_note(
        writing, _make_posting_draft(writing, _fill_blanks(writing, typed))
    )


EXAMPLES: Mapping[str, Example] = {
    "jd.form": _build_empty_form,
    "jd.form_filled": _build_filled_form,
    "jd.form_reviewed": _build_draft_form("review"),
    "jd.form_new": _build_draft_form(form.NEW),
    "jd.preview": _build_preview(),
    "jd.preview_other": _build_preview(shared=True, is_other=True),
    "jd.preview_no_range": _build_range_question,
    "jd.preview_unsaved": _build_preview(saved=False),
    "jd.preview_shared": _build_preview(shared=True, note="Shared in this channel."),
    "jd.shared": _build_shared_posting(editable=True),
    "jd.shared_not_editable": _build_shared_posting(editable=False),
    "jd.sent": _build_file_note,
}
