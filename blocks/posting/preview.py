"""The preview: what to reconsider first, then the posting as everyone would read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from blocks import ids, kit
from blocks.mrkdwn import Mrkdwn, escape, join, md, mention, quote
from blocks.posting.form import SOURCES
from blocks.sentences import shorten
from blocks.sources import build_guide_source, describe_sources_of_remarks
from hiring.name_lists import join_names
from hiring.postings.pay_transparency import Requirement, find_missing
from hiring.postings.remarks import NO_RANGE, find_field
from hiring.postings.template import TypedText

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from blocks.kit import Block, Message, View
    from blocks.modal_origin import ModalOrigin
    from blocks.posting.source import PostingSource
    from hiring.postings.pay_transparency import PayLaw
    from hiring.postings.posting import Blanks
    from hiring.postings.range import Pay
    from hiring.postings.remark import PostingRemark
    from hiring.postings.template import Document, Piece


MOST_IN_FULL: Final = 5
"""Remarks that are read in full; the rest are named in a line each."""
REMARK_BREAK: Final = ", "
Laws: TypeAlias = "list[tuple[PayLaw, list[Requirement]]]"
"""Laws, each with what it asks for and a posting leaves out."""


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
    laws = _list_laws(writing, drafted)
    missing = [(law, parts) for law, parts in laws if parts]
    blocks = [
        _build_head(drafted, missing),
        *_build_laws(drafted, missing, "jd.laws"),
        *_build_remarks(remarks),
        *_build_satisfied_laws(writing, drafted, laws),
        *_build_sources(writing, laws, remarks),
        *([kit.section(md(":information_source: {note}", note=note), "jd.note")] if note else []),
        *_build_buttons(drafted, missing),
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
    for law, missing in _list_laws(writing, drafted):
        if not missing:
            continue
        described.setdefault("hires_in", []).append(_describe_pay_law(law, missing, drafted))
        sources += law.source
    if sources:
        described[SOURCES] = kit.split(describe_sources_of_remarks(writing.citing, sources))
    return described


def _build_head(drafted: PostingDraft, missing: Laws) -> Block:
    """What the preview says first: that it isn't saved, what to check, or that nothing is wrong."""
    if drafted.saved is None:
        text = Mrkdwn(
            ":warning: *I couldn't save this: I can't reach my storage right now.* Nothing is "
            "lost: your text is still in the form behind this preview. In a minute, go *Back* and "
            "press *Preview* again. Then you can share it."
        )
    elif drafted.asks_for_range:
        text = Mrkdwn(":warning: *Post without a range?*")
    elif count := len(drafted.remarks) + len(missing):
        things = f"{count} things" if count > 1 else "One thing"
        text = md(":warning: *{things} to reconsider before you share*", things=things)
    else:
        text = Mrkdwn(":white_check_mark: *Nothing to reconsider.*")
    return kit.section(text, "jd.warnings")


def _build_remarks(remarks: Sequence[PostingRemark]) -> Iterator[Block]:
    """The first few in full; the others in a line each."""
    for number, remark in enumerate(remarks[:MOST_IN_FULL]):
        yield kit.section(_describe_remark(remark), f"jd.remark.{number}")
    if others := remarks[MOST_IN_FULL:]:
        lines = [_describe_briefly(remark) for remark in others]
        yield from kit.paragraphs(join([Mrkdwn("*And also*"), *lines]), "jd.remarks")


def _build_sources(
    writing: PostingSource, laws: Laws, remarks: Sequence[PostingRemark]
) -> list[Block]:
    """The sources of all remarks and laws in one small line."""
    sources = [source for law, _ in laws for source in law.source]
    sources += [source for remark in remarks for source in remark.sources]
    note = md("{note}", note=writing.pay.note) if laws else Mrkdwn()
    line = join([describe_sources_of_remarks(writing.citing, sources), note], " ")
    return [kit.context(part, f"jd.sources.{at}") for at, part in enumerate(kit.split(line))]


def _describe_remark(remark: PostingRemark) -> Mrkdwn:
    better = md("*Better:* {better}", better=remark.better) if remark.better else Mrkdwn()
    return join([_describe_head(remark), join([md("{text}", text=remark.text), better], " ")])


def _describe_briefly(remark: PostingRemark) -> Mrkdwn:
    text = remark.better or remark.text
    return join([join([Mrkdwn("•"), _describe_head(remark)], " "), md("{text}", text=text)], ": ")


def _describe_head(remark: PostingRemark) -> Mrkdwn:
    quotes = _describe_quotes(remark)
    head = md("*{head}*", head=remark.head)
    return join([head, quotes], " · ") if quotes else head


def _describe_quotes(remark: PostingRemark) -> Mrkdwn:
    return join(map(quote, remark.quotes), REMARK_BREAK)


_ASKED_FOR = {
    Requirement.RANGE: "the pay",
    Requirement.TOP: "a top of the range",
    Requirement.BENEFITS: "the benefits",
    Requirement.OTHER_PAY: "other pay, such as bonus and equity",
    Requirement.HOW_TO_APPLY: "how to apply",
    Requirement.DEADLINE: "the application deadline",
}
_SAID_WITH_PAY = (Requirement.RANGE, Requirement.TOP)
_IF_ANY = "bonus, equity and other pay, if there is any"


def _list_laws(writing: PostingSource, drafted: PostingDraft) -> Laws:
    """The laws of the posting, each with what it asks for and the posting leaves out."""
    laws = writing.pay.list_laws(drafted.blanks)
    return [(law, find_missing(law, drafted.blanks, drafted.pay)) for law in laws]


def _build_laws(drafted: PostingDraft, laws: Laws, block_id: str) -> list[Block]:
    lines = [_describe_pay_law(law, parts, drafted) for law, parts in laws]
    return kit.paragraphs(join(lines), block_id) if lines else []


def _build_satisfied_laws(writing: PostingSource, drafted: PostingDraft, laws: Laws) -> list[Block]:
    """The laws that ask for nothing more, or where to say which laws hold."""
    blanks = drafted.blanks
    if laws:
        return _build_laws(drafted, [each for each in laws if not each[1]], "jd.hints")
    is_remote = "remote" in f"{blanks.location} {blanks.work_mode}".casefold()
    may_hold = writing.pay.pick(list(writing.pay.list_rule_places(blanks)))
    if blanks.not_hired_in or not (is_remote or may_hold):
        return []
    note = Mrkdwn(
        "Pay laws of a place can cover remote jobs that people do from there. *Edit* and pick "
        "the places you hire in, and I show you what a posting there must say."
    )
    return [kit.context(note, "jd.hints")]


def _describe_pay_law(law: PayLaw, missing: Sequence[Requirement], drafted: PostingDraft) -> Mrkdwn:
    """What it asks for, and what of that the posting leaves out or has."""
    to_add = [part for part in missing if part is not Requirement.OTHER_PAY]
    if to_add:
        them = "it" if len(to_add) == 1 and to_add[0] is not Requirement.BENEFITS else "them"
        head = md(
            ":warning: *{place} asks for {parts}: add {them}.*",
            place=law.name,
            parts=join_names([_ASKED_FOR[part] for part in to_add]),
            them=them,
        )
    elif missing:
        head = md(
            ":warning: *{place} asks for {other}: the posting names none.*",
            place=law.name,
            other=_IF_ANY,
        )
    else:
        head = md("• *{place}:*", place=law.name)
    rule = md(
        "A posting must show {must_show}.{shown} _{since}; {whose}._",
        must_show=law.must_show,
        shown="" if missing else f" {_describe_shown(law, drafted)}",
        since=f"Since {law.since}" if law.since[0].isdigit() else _capitalize(law.since),
        whose=law.whose,
    )
    return join([head, rule], " ")


def _describe_shown(law: PayLaw, drafted: PostingDraft) -> str:
    """What the posting has of it; whether that says enough is for people to judge."""
    names = [_ASKED_FOR[part] for part in law.requires if part not in _SAID_WITH_PAY]
    parts = [*([_ASKED_FOR[Requirement.RANGE]] if drafted.pay else []), *names]
    return f"This one has {join_names(parts)}." if parts else "This one has no pay."


def _capitalize(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"


def _build_buttons(drafted: PostingDraft, missing: Laws) -> list[Block]:
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
    is_unlawful = any(remark.may_be_unlawful for remark in drafted.remarks) or any(
        set(parts) - {Requirement.OTHER_PAY} for _, parts in missing
    )
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
    saved = "Saved as your draft in this channel for 30 days. " + (
        "Others see your changes when you update the shared posting."
        if is_update
        else "Only you see it until you share it."
    )
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
