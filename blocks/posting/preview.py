"""The preview: what to reconsider first, then the posting as everyone would read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from blocks import ids, kit
from blocks.mrkdwn import Mrkdwn, escape, join, md, mention, quote
from blocks.posting.form import SOURCES
from blocks.sentences import shorten
from blocks.sources import build_guide_source, describe_rules
from hiring.postings.pay_transparency import Requirement, find_missing
from hiring.postings.remarks import NO_RANGE, find_field
from hiring.postings.sentences import join_names
from hiring.postings.template import TypedText

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from blocks.kit import Block, Message, View
    from blocks.modal_origin import ModalOrigin
    from blocks.posting.form import PostingSource
    from hiring.postings.pay_transparency import PayLaw
    from hiring.postings.posting import Blanks
    from hiring.postings.range import Pay
    from hiring.postings.remark import PostingRemark
    from hiring.postings.template import Document, Piece


MOST_IN_FULL: Final = 5
"""Remarks that are read in full; the rest are named in a line each."""
REMARK_BREAK: Final = ", "


@dataclass(frozen=True)
class PostingDraft:
    """A posting that can be shown: its blanks, pay and document, and what to reconsider.

    `saved` is a digest of the blanks as stored; None if they are not stored. `shared`: a
    posting is in the channel already and can be updated; `former` names that one where the draft
    has become another.
    """

    blanks: Blanks
    pay: Pay | None
    document: Document
    remarks: Sequence[PostingRemark]
    saved: str | None
    shared: bool = False
    former: str = ""

    @property
    def asks_for_range(self) -> bool:
        """Whether its author still has to be told what a posting without a range costs."""
        return self.pay is None and not self.blanks.range_declined


def build_preview(
    writing: PostingSource, drafted: PostingDraft, origin: ModalOrigin, note: str = ""
) -> View:
    """What the form becomes. `note` says what was just done, such as sharing."""
    remarks = drafted.remarks
    if drafted.asks_for_range:  # one question at a time: the rest comes with its answer
        remarks = [remark for remark in remarks if remark.head == NO_RANGE]
    blocks = [
        _build_head(writing, drafted),
        *_build_remarks(writing, remarks),
        *([] if drafted.asks_for_range else _build_pay_laws(writing, drafted)),
        *([kit.section(md(":information_source: {note}", note=note), "jd.note")] if note else []),
        *_build_buttons(drafted),
        kit.divider("jd.divider"),
        *_build_posting(drafted.document),
        build_guide_source(writing.role),
    ]
    return kit.modal(
        ids.JD_PREVIEW,
        "Preview",
        blocks,
        close="Close" if drafted.saved else "Back",
        private_metadata=origin.metadata(),
    )


def build_shared_posting(
    writing: PostingSource, drafted: PostingDraft, author: str, *, editable: bool
) -> Message:
    """The posting for the channel. Raises BlockError if it is too long for a message.

    `editable`: it is posted as the app's own message, which can be changed later.
    """
    blanks = drafted.blanks
    title = md(
        "Job description: {title}, {company}, {location}",
        title=writing.title,
        company=blanks.company,
        location=blanks.location,
    )
    end: list[Block] = []
    if editable:
        by = md("Shared by {user} from `/jd`. Only they can edit it.", user=mention(author))
        edit = kit.button("Edit", ids.JD_REVISE, value=f"{writing.role.id} {author}")
        end = [kit.actions([edit], "jd.actions")]
    else:
        by = md(
            "Shared by {user} from `/jd`. Hiring Desk isn't in this channel, so it can't be "
            "edited here.",
            user=mention(author),
        )
    text = join(_write_paragraphs(drafted.document), "\n\n")
    return kit.message(
        text if len(text) <= kit.TEXT_CHARACTERS else title,
        [*_build_posting(drafted.document), kit.context(by, "shared_by"), *end],
    )


def make_filename(writing: PostingSource) -> str:
    """Such as `ai-tech-lead-posting.md`."""
    return f"{writing.role.id}-posting.md"


def build_file_note(writing: PostingSource, drafted: PostingDraft) -> Message:
    """The direct message that comes before the file."""
    text = md(
        "The job description *{title}* for {company}, as a Markdown file.",
        title=writing.title,
        company=drafted.blanks.company,
    )
    return kit.message(text, [kit.section(text, "jd.sent")])


def describe_by_field(
    writing: PostingSource, drafted: PostingDraft
) -> Mapping[str, Sequence[Mrkdwn]]:
    """What to reconsider, by the field that it is about; without one by the empty name."""
    described: dict[str, list[Mrkdwn]] = {}
    for remark in drafted.remarks:
        field = find_field(remark, drafted.blanks)
        described.setdefault(field, []).append(_describe_remark(remark))
    sources = [source for remark in drafted.remarks for source in remark.sources]
    for law, missing in _list_missing(writing, drafted):
        described.setdefault("hires_in", []).append(_describe_pay_law(law, missing))
        sources += law.source
    if sources:
        line = describe_rules(writing.citing, list(dict.fromkeys(sources)))
        described[SOURCES] = kit.split(line)
    return described


def _build_head(writing: PostingSource, drafted: PostingDraft) -> Block:
    """What the preview says first: that it isn't saved, what to check, or that nothing is wrong."""
    if drafted.saved is None:
        text = Mrkdwn(
            ":warning: *I couldn't save this: I can't reach my storage right now.* Nothing is "
            "lost: your text is still in the form behind this preview. In a minute, go *Back* and "
            "press *Preview* again. Then you can share it."
        )
    elif drafted.asks_for_range:
        text = Mrkdwn(":warning: *Post without a range?*")
    elif count := len(drafted.remarks):
        things = f"{count} things" if count > 1 else "One thing"
        text = md(":warning: *{things} to reconsider before you share*", things=things)
    elif any(_list_missing(writing, drafted)):
        text = Mrkdwn(":warning: *Check the pay laws before you share*")
    else:
        text = Mrkdwn(":white_check_mark: *Nothing to reconsider.*")
    return kit.section(text, "jd.warnings")


def _build_remarks(writing: PostingSource, remarks: Sequence[PostingRemark]) -> Iterator[Block]:
    """The first few in full, each with its sources; the others a line each."""
    for number, remark in enumerate(remarks[:MOST_IN_FULL]):
        yield kit.section(_describe_remark(remark), f"jd.remark.{number}")
        if remark.sources and [*remark.sources] != [
            *(remarks[number + 1].sources if number + 1 < len(remarks[:MOST_IN_FULL]) else ())
        ]:
            yield kit.context(describe_rules(writing.citing, remark.sources), f"jd.source.{number}")
    if others := remarks[MOST_IN_FULL:]:
        lines = [_describe_briefly(remark) for remark in others]
        yield kit.section(join([Mrkdwn("*And also*"), *lines]), "jd.remarks")


def _describe_remark(remark: PostingRemark) -> Mrkdwn:
    quotes = _describe_quotes(remark)
    head = md("*{head}*", head=remark.head)
    better = md("*Better:* {better}", better=remark.better) if remark.better else Mrkdwn()
    return join(
        [
            join([head, quotes], " · ") if quotes else head,
            join([md("{text}", text=remark.text), better], " "),
        ]
    )


def _describe_briefly(remark: PostingRemark) -> Mrkdwn:
    said = _describe_quotes(remark) or md("{text}", text=remark.text)
    return md("• *{head}:* {said}", head=remark.head, said=said)


def _describe_quotes(remark: PostingRemark) -> Mrkdwn:
    return join(map(quote, remark.quotes), REMARK_BREAK)


_ASKED_FOR = {
    Requirement.RANGE: "the pay",
    Requirement.TOP: "a top of the range",
    Requirement.BENEFITS: "the benefits",
    Requirement.OTHER_PAY: "other pay, such as bonus and equity",
    Requirement.DEADLINE: "the application deadline",
}


def _list_missing(
    writing: PostingSource, drafted: PostingDraft
) -> Iterator[tuple[PayLaw, list[Requirement]]]:
    """The laws of the places hired in, each with what it asks for and the posting leaves out."""
    for law in writing.pay.pick(drafted.blanks.hires_in):
        if missing := find_missing(law, drafted.blanks, drafted.pay):
            yield law, missing


def _build_pay_laws(writing: PostingSource, drafted: PostingDraft) -> list[Block]:
    blanks = drafted.blanks
    laws = writing.pay.pick(blanks.hires_in)
    if not laws:
        is_remote = "remote" in f"{blanks.location} {blanks.work_mode}".casefold()
        note = Mrkdwn(
            "Pay laws of a place can cover remote jobs that people do from there. *Edit* and pick "
            "the places you hire in, and I show you what a posting there must say."
        )
        return [kit.context(note, "jd.hints")] if is_remote else []
    missing = dict(_list_missing(writing, drafted))
    lines = [_describe_pay_law(law, missing.get(law, [])) for law in laws]
    note = join(
        [
            md("{note}", note=writing.pay.note),
            describe_rules(
                writing.citing, list(dict.fromkeys(s for law in laws for s in law.source))
            ),
        ],
        " ",
    )
    head = Mrkdwn("*Pay transparency where you hire*")
    return [
        *kit.paragraphs(join([head, *lines]), "jd.hints"),
        *(kit.context(part, f"jd.hints_note.{at}") for at, part in enumerate(kit.split(note))),
    ]


def _describe_pay_law(law: PayLaw, missing: Sequence[Requirement]) -> Mrkdwn:
    whose = "any employer" if law.employers == "any" else f"employers of at least {law.employers}"
    parts = [_ASKED_FOR[part] for part in missing]
    return join(
        [
            md(
                ":warning: *{place} asks for {parts}: add {them}.*",
                place=law.name,
                parts=join_names(parts),
                them="it" if len(parts) == 1 and parts[0] != "the benefits" else "them",
            )
            if missing
            else md("• *{place}*: nothing is missing.", place=law.name),
            md(
                "A posting must show {must_show}. _{since}; {whose}._",
                must_show=law.must_show,
                since=f"Since {law.since}" if law.since[:1].isdigit() else law.since,
                whose=whose,
            ),
        ],
        " ",
    )


def _build_buttons(drafted: PostingDraft) -> list[Block]:
    if drafted.saved is None:
        return []
    if drafted.asks_for_range:
        return [
            kit.actions(
                [
                    kit.button("Add a range", ids.JD_EDIT, primary=True),
                    kit.button("Go on without a range", ids.JD_NO_RANGE, value=drafted.saved),
                ],
                "jd.actions",
            )
        ]
    is_unlawful = any(remark.may_be_unlawful for remark in drafted.remarks)
    is_update = drafted.shared and not drafted.former
    share = kit.button(
        "Share again" if is_update else "Share in channel",
        ids.JD_SHARE,
        value=drafted.saved,
        primary=not (is_update or is_unlawful),
    )
    update = kit.button(
        "Update shared posting" if is_update else shorten(f"Replace {drafted.former}", 75),
        ids.JD_UPDATE,
        value=drafted.saved,
        primary=is_update and not is_unlawful,
    )
    saved = "Saved as your draft in this channel for 30 days. Only you see it until you share it."
    edit = kit.button("Edit", ids.JD_EDIT, primary=is_unlawful)
    return [
        kit.actions(
            [
                *([edit] if is_unlawful else []),
                *([update] if is_update else []),
                share,
                *([] if is_unlawful else [edit]),
                kit.button("Send me the file", ids.JD_FILE, value=drafted.saved),
                *([update] if drafted.former else []),
            ],
            "jd.actions",
        ),
        kit.context(join([_describe_left_out(drafted.blanks), escape(saved)], " "), "jd.saved"),
    ]


def _describe_left_out(blanks: Blanks) -> Mrkdwn:
    """Which parts of a posting to publish are not in it yet, and how they get there."""
    parts = {
        "benefits": blanks.benefits,
        "the process": blanks.process,
        "how to apply": blanks.how_to_apply,
        "a deadline": blanks.deadline,
    }
    left = [name for name, text in parts.items() if not text.strip()]
    if not left:
        return Mrkdwn()
    return md("Not in it yet: {parts}. *Edit* has fields for that.", parts=join_names(left))


def _build_posting(document: Document) -> list[Block]:
    return kit.paragraphs(join(_write_paragraphs(document), "\n\n"), "jd.posting")


def _write_paragraphs(document: Document) -> Iterator[Mrkdwn]:
    """The template's own Markdown as Slack's mrkdwn; what people typed is unchanged."""
    lines: list[Mrkdwn] = []
    heading = False
    for line in document.lines:
        if line:
            heading = _is_heading(line)
            lines.append(_write_line(line))
        elif lines and not heading:
            yield join(lines)
            lines = []
    yield join(lines)


def _is_heading(line: Sequence[Piece]) -> bool:
    return isinstance(line[0], str) and line[0].startswith("#")


def _write_line(line: Sequence[Piece]) -> Mrkdwn:
    first, *rest = line
    if isinstance(first, str) and first.startswith("#"):
        inner = join(map(_escape_piece, [first.lstrip("#").lstrip(), *rest]), "")
        return md("*{heading}*", heading=inner)
    if isinstance(first, str) and first.startswith("- "):
        first = f"• {first[2:]}"
    return join(map(_escape_piece, [first, *rest]), "")


def _escape_piece(piece: Piece) -> Mrkdwn:
    if isinstance(piece, TypedText):
        return escape(piece.text)
    return escape(piece.replace("**", "*"))
