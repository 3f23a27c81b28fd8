"""The preview: what to reconsider first, then the posting as everyone would read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.mrkdwn import Mrkdwn, escape, join, md, mention
from blocks.sources import build_guide_source, build_sources
from hiring.guide.sources import has_figure
from hiring.guide.template import TypedText

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from blocks.kit import Block, Message, View
    from blocks.modal_origin import ModalOrigin
    from blocks.posting.form import PostingSource
    from hiring.guide.pay_transparency import PayLaw
    from hiring.guide.posting import Blanks
    from hiring.guide.template import Document, Piece


@dataclass(frozen=True)
class PostingDraft:
    """A posting that can be shown: its blanks, the document, and what to reconsider.

    `saved` is a digest of the blanks as stored; None if they are not stored. `shared`: a
    posting is in the channel already and can be updated.
    """

    blanks: Blanks
    document: Document
    warnings: Sequence[str]
    saved: str | None
    shared: bool = False


def build_preview(
    writing: PostingSource, drafted: PostingDraft, origin: ModalOrigin, note: str = ""
) -> View:
    """What the form becomes. `note` says what was just done, such as sharing."""
    blocks = [
        *kit.paragraphs(_describe_warnings(drafted), "jd.warnings"),
        *_build_sources(writing, drafted),
        *kit.paragraphs(_describe_pay_laws(writing, drafted.blanks), "jd.hints"),
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


def _describe_warnings(drafted: PostingDraft) -> Mrkdwn:
    if drafted.saved is None:
        return Mrkdwn(
            ":warning: *I couldn't save this: I can't reach my storage right now.* Nothing is "
            "lost: your text is still in the form behind this preview. In a minute, go *Back* and "
            "press *Preview* again. Then you can share it."
        )
    if not drafted.warnings:
        return Mrkdwn(":white_check_mark: *Nothing to fix.*")
    lines = join(md("• {warning}", warning=warning) for warning in drafted.warnings)
    return join([Mrkdwn(":warning: *Check before you share*"), lines])


def _build_sources(writing: PostingSource, drafted: PostingDraft) -> list[Block]:
    """Where the figures in the warnings come from."""
    if not any(map(has_figure, drafted.warnings)):
        return []
    salary = writing.salary.source if writing.salary else ()
    return build_sources(writing.citing, (*writing.posting.source, *salary))


def _describe_pay_laws(writing: PostingSource, blanks: Blanks) -> Mrkdwn:
    laws = [place for place in writing.pay.places if place.id in blanks.hires_in]
    head = Mrkdwn("*Pay transparency where you hire*")
    return join([head, *map(_describe_pay_law, laws), md("_{note}_", note=writing.pay.note)])


def _describe_pay_law(law: PayLaw) -> Mrkdwn:
    whose = "any employer" if law.employers == "any" else f"employers of at least {law.employers}"
    return md(
        "• *{place}* ({since}; {whose}): a posting must show {must_show}.",
        place=law.name,
        since=law.since,
        whose=whose,
        must_show=law.must_show,
    )


def _build_buttons(drafted: PostingDraft) -> list[Block]:
    if drafted.saved is None:
        return []
    share = kit.button(
        "Share again" if drafted.shared else "Share in channel",
        ids.JD_SHARE,
        value=drafted.saved,
        primary=not drafted.shared,
    )
    update = kit.button("Update shared posting", ids.JD_UPDATE, value=drafted.saved, primary=True)
    saved = "Saved as your draft in this channel for 30 days. Only you see it until you share it."
    return [
        kit.actions(
            [
                *([update] if drafted.shared else []),
                share,
                kit.button("Edit", ids.JD_EDIT),
                kit.button("Send me the file", ids.JD_FILE, value=drafted.saved),
            ],
            "jd.actions",
        ),
        kit.context(escape(saved), "jd.saved"),
    ]


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
