"""What `/jd` says of a line, put into a posting that is otherwise good."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from blocks.modal_origin import ModalOrigin
from blocks.posting.preview import build_preview
from blocks.posting.source import PostingSource
from bot.answers.posting import write_posting
from hiring.errors import FormError
from local_slack.client import words

if TYPE_CHECKING:
    from hiring.guide.role import Guide
    from hiring.postings.posting import Blanks

REMARKS = ("jd.remark", "jd.source", "jd.warnings")
"""The blocks of the preview that hold what to reconsider."""


def read_remarks(blanks: Blanks, source: PostingSource) -> str:
    """What its author reads about a posting: errors at the fields, else the preview's remarks."""
    try:
        draft = replace(write_posting(source, blanks), saved="as it is")
    except FormError as problems:
        return "\n".join(problems.errors.values())
    view = build_preview(source, draft, ModalOrigin("", "", "")).payload
    blocks = [block for block in view["blocks"] if block["block_id"].startswith(REMARKS)]
    return words({"blocks": blocks})


def build_good_posting(guide: Guide, role: str) -> tuple[PostingSource, Blanks]:
    """A posting of which nothing is said."""
    source = PostingSource.from_role(guide.roles[role], guide)
    assert source is not None
    blanks = replace(
        source.start(),
        company="Northwind",
        location="London",
        place="london",
        range="£130k–£180k",
        system=source.posting.system_example,
        stack="PyTorch, Ray",
        domain="recommenders",
        musts="\n".join(source.posting.musts),
    )
    return source, blanks


def read_as_must(line: str, source: PostingSource, good: Blanks) -> str:
    """What is said of the good posting with one must more."""
    return read_remarks(replace(good, musts=f"{good.musts}\n{line}"), source)


def read_as_system(line: str, source: PostingSource, good: Blanks) -> str:
    """What is said of it with one sentence more on what the team builds."""
    return read_remarks(replace(good, system=f"{good.system}. {line}"), source)
