"""The form with the blanks of a job description."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from blocks import ids, kit
from blocks.mrkdwn import join, md, quote
from blocks.roles import RoleAsker, build_role_row
from blocks.sources import format_source
from hiring.postings.pay_transparency import Requirement, find_missing
from hiring.postings.posting import MORE_FIELDS, MOST_CHARACTERS, Blanks
from hiring.postings.range import EXAMPLE, Market, benchmark_range

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from blocks.kit import Block, Json, View
    from blocks.modal_origin import ModalOrigin
    from blocks.mrkdwn import Mrkdwn
    from blocks.posting.source import PostingSource
    from hiring.postings.range import Pay

COMMAND = "/jd"
ASKER = RoleAsker(COMMAND, ids.JD_OPEN)
_NO_REMARKS: Final[Mapping[str, Sequence[Mrkdwn]]] = MappingProxyType({})
YES = "yes"
SOURCES = "sources"
"""Beside the names of fields: the sources of what is remarked on them."""
NEW, DRAFT = "new", "draft"
"""Of a form's origin: it is for a new posting; its person has a draft."""
SHARED_STAYS = "What you shared stays as it is: press Edit beside it to change it."
WITHOUT_FIGURES = "From the bottom to the top, with the currency"
SEVERAL_PLACES = "Several places fit what you typed. Pick one below."


def build_form(  # noqa: PLR0913 - what the form shows
    writing: PostingSource,
    blanks: Blanks,
    origin: ModalOrigin,
    notes: Sequence[str] = (),
    *,
    more: bool = False,
    former: str = "",
    remarks: Mapping[str, Sequence[Mrkdwn]] = _NO_REMARKS,
) -> View:
    """The form, filled in with `blanks`. Each of `notes` is a line of its own at the top.

    `former` names the draft that there is. `remarks` stand above the fields that they are about.

    The fields at its end wait behind a button, unless there is `more` to see: something was filled
    in there, or a law asks for it. What is hidden has the value that the form starts with.

    A field's block_id is its name in `Blanks`. That of the range also names the place whose
    figures fill it: when a modal is updated, Slack keeps the text of a field whose id stays. So
    those of a new posting end differently. That of where to hire names the laws of the location, so
    that an unticked one stays so.
    """
    posting = writing.posting
    market = writing.find_market(blanks)
    proposed = writing.pay.list_proposed(blanks.location)
    more = more or _has_more(writing, blanks)
    view = kit.modal(
        ids.JD_FORM,
        "Job description",
        _put_remarks(
            [
                kit.section(md("*{title}.* Fill in the blanks.", title=writing.title), "jd.intro"),
                *_build_draft_line(origin, former),
                *(
                    kit.context(md("{note}", note=note), f"jd.note.{number}")
                    for number, note in enumerate(notes)
                ),
                *build_role_row(ids.JD_ROLE, writing.role, writing.others, origin, "jd.roles"),
                _build_text_field("Company", "company", blanks),
                _build_text_field(
                    "Location", "location", blanks, hint="City and country, or remote."
                ),
                *_build_place_field(writing, blanks),
                _build_text_field(
                    "Base range per year",
                    "range",
                    blanks,
                    optional=True,
                    placeholder=_find_range_example(writing, market),
                    block_id=f"range:{blanks.place}",
                ),
                kit.input_block(
                    "No range",
                    kit.choices(
                        "no_range",
                        {YES: ("Post without a range", None)},
                        several=True,
                        initial=[YES] if blanks.no_range else [],
                    ),
                    "no_range",
                    hint=_describe_cost(writing),
                    optional=True,
                ),
                _build_text_field(
                    "Equity",
                    "equity",
                    blanks,
                    optional=True,
                    placeholder="0.1–0.5%" if writing.salary else None,
                ),
                _build_text_field(
                    posting.system_label,
                    "system",
                    blanks,
                    hint="What it does, at what scale, for whom.",
                    placeholder=posting.system_example,
                    multiline=True,
                ),
                _build_text_field(
                    "Core stack", "stack", blanks, optional=True, placeholder=posting.stack_examples
                ),
                _build_text_field(
                    "Domain, a nice-to-have",
                    "domain",
                    blanks,
                    optional=True,
                    placeholder=posting.domain_examples,
                ),
                _build_text_field(
                    "What candidates must bring",
                    "musts",
                    blanks,
                    hint=f"One a line, {posting.most_musts} at most.",
                    multiline=True,
                ),
                kit.input_block(
                    "States and countries you hire in",
                    kit.multi_select(
                        "hires_in",
                        "Pick any number",
                        {place.id: place.name for place in writing.pay.places},
                        initial=[law.id for law in writing.pay.list_laws(blanks)],
                    ),
                    ":".join(["hires_in", *proposed]),
                    hint="I tick those of your location myself, and show you what a posting there "
                    "must say about pay. " + writing.pay.note,
                    optional=True,
                ),
                *(_build_more_fields(writing, blanks) if more else _build_more_button()),
            ],
            remarks,
        ),
        submit="Preview",
        close="Cancel",
        private_metadata=origin.metadata(),
    )
    return _rename_fields(view) if NEW in origin.chosen else view


def name_posting(blanks: Blanks) -> str:
    """What tells one posting from another: `Sample Co, Leeds`."""
    return ", ".join(filter(None, (blanks.company.strip(), blanks.location.strip())))


def _build_draft_line(origin: ModalOrigin, former: str) -> list[Block]:
    """Whose draft the form shows, and the way to a new one; or back."""
    if DRAFT not in origin.chosen:
        return []
    if NEW in origin.chosen:
        text = md(
            "*A new posting.* *Preview* saves it in place of your draft{of}.", of=_say_of(former)
        )
        button = kit.button("Back to my draft", ids.JD_EDIT)
    else:
        text = md("*This is your draft{of}.*", of=_say_of(former))
        button = kit.button("Start a new one", ids.JD_NEW)
    return [kit.section(text, "jd.draft", button)]


def _say_of(former: str) -> str:
    return f" of {former}" if former else ""


def _put_remarks(
    blocks: Sequence[Block], remarks: Mapping[str, Sequence[Mrkdwn]]
) -> Iterator[Block]:
    """The form's blocks, with remarks above their fields, and above all where theirs is hidden.

    Their sources stand at the end.
    """
    fields = {*(ids.strip_number(block.block_id) for block in blocks), SOURCES}
    for name, texts in remarks.items():
        if name not in fields:
            yield from kit.paragraphs(join(texts, "\n\n"), f"jd.remark.{name}")
    for block in blocks:
        name = ids.strip_number(block.block_id)
        if name in remarks:
            yield from kit.paragraphs(join(remarks[name], "\n\n"), f"jd.remark.{name}")
        yield block
    for at, line in enumerate(remarks.get(SOURCES, ())):
        yield kit.context(line, f"jd.sources.{at}")


def _rename_fields(view: View) -> View:
    """The form with other ids for its fields, so that Slack doesn't keep what is in them."""
    blocks = [
        {**block, "block_id": f"{block['block_id']}:{NEW}"} if block["type"] == "input" else block
        for block in view.payload["blocks"]
    ]
    return replace(view, payload={**view.payload, "blocks": blocks})


def describe_pasted(blanks: Blanks) -> str:
    """The form's note if a whole posting was typed after the command: what was taken of it."""
    return (
        f"Of what you typed I took {blanks.range or 'nothing'}. I can't read a whole posting: "
        "paste its parts, such as the requirements, into the fields below."
    )


def describe_other_title(writing: PostingSource, title: str) -> str:
    """The form's note if another job was typed after the command."""
    return (
        f"I have no posting for {quote(title)}. The duties and musts of this form are for "
        f"{writing.title}: change them below."
    )


def describe_unknown_place(typed: str) -> str:
    """The form's note if the place after the command has no figures."""
    return f"I have no salary figures for {quote(typed)}. Pick a place below."


def describe_near_place(name: str) -> str:
    """The form's note if the place after the command is perhaps this one, misspelt."""
    return f"Did you mean {name}? Pick a place below."


def describe_other_currency(pay: Pay, market: Market) -> str | None:
    """The form's note if the range after the command is in another currency than the place's."""
    if pay.low.currency is market.band.currency:
        return None
    return (
        f"The range you typed is in {pay.low.currency}, the figures for {market.place.name} are in "
        f"{market.band.currency}. I don't convert, so they won't be compared."
    )


def describe_no_place(typed: str) -> str:
    """The form's note if no known place was typed after the command."""
    return f"I found no place that I know in {quote(typed)}. Pick one below."


def read_blanks(writing: PostingSource, values: Mapping[str, Mapping[str, Json]]) -> Blanks:
    """What is filled in, on submitting the form or choosing something in it."""
    states = {ids.strip_number(block_id): _read_state(block) for block_id, block in values.items()}
    start = writing.start()
    texts = {name: getattr(start, name) for name in MORE_FIELDS if name not in states} | {
        name: text
        for name in MOST_CHARACTERS
        if isinstance(text := states.get(name, {}).get("value"), str)
    }
    place = states.get("place", {}).get("selected_option")
    picked = [
        str(option.get("value"))
        for option in states.get("hires_in", {}).get("selected_options") or []
    ]
    proposed = _read_proposed(writing, values)
    return Blanks(
        **texts,
        place=str(place.get("value")) if isinstance(place, dict) else "",
        no_range=bool(states.get("no_range", {}).get("selected_options")),
        hires_in=tuple(place_id for place_id in picked if place_id not in proposed),
        not_hired_in=tuple(place_id for place_id in proposed if place_id not in picked),
    )


def read_former_place(values: Mapping[str, Mapping[str, Json]]) -> str:
    """The place that the range was filled in from."""
    ranges = (block_id for block_id in values if ids.strip_number(block_id) == "range")
    return [*next(ranges, "").split(":"), ""][1]


def _read_proposed(writing: PostingSource, values: Mapping[str, Mapping[str, Json]]) -> list[str]:
    """The places that were ticked because the location names them."""
    pickers = (block_id for block_id in values if ids.strip_number(block_id) == "hires_in")
    return [law.id for law in writing.pay.pick(next(pickers, "").split(":")[1:])]


def map_errors_to_blocks(errors: Mapping[str, str], inputs: Sequence[str]) -> dict[str, str]:
    """Errors by field, at the blocks of those fields; at the last field if theirs is hidden."""
    blocks = {ids.strip_number(block_id): block_id for block_id in inputs}
    return {blocks.get(name, inputs[-1]): error for name, error in errors.items()}


def shows_more(inputs: Sequence[str]) -> bool:
    """Whether a form shows the fields at its end."""
    return MORE_FIELDS[0] in map(ids.strip_number, inputs)


def _read_state(block: Mapping[str, Json]) -> Json:
    return next(iter(block.values()), {})


def _has_more(writing: PostingSource, blanks: Blanks) -> bool:
    start = writing.start()
    if any(getattr(blanks, name) != getattr(start, name) for name in MORE_FIELDS):
        return True
    laws = writing.pay.list_laws(blanks)
    asked_for = {part for law in laws for part in find_missing(law, blanks, None)}
    return bool(asked_for - {Requirement.RANGE, Requirement.TOP})


def _build_more_button() -> list[Block]:
    button = kit.button("Add benefits, how to apply, process…", ids.JD_MORE)
    note = md(
        "Also work mode and deadline. Your interviews and an equal-opportunity sentence are in the "
        "posting already."
    )
    return [kit.actions([button], "jd.more"), kit.context(note, "jd.more_note")]


def _build_more_fields(writing: PostingSource, blanks: Blanks) -> list[Block]:
    laws = writing.pay.list_laws(blanks)

    def hint(text: str, *parts: Requirement) -> str:
        places = [law.name for law in laws if not set(parts).isdisjoint(law.requires)]
        return f"{text} Asked for in {', '.join(places)}.".strip() if places else text

    return [
        _build_text_field(
            "Work mode and time zones",
            "work_mode",
            blanks,
            optional=True,
            placeholder="Hybrid, 2 days a week in the office, core hours 10 to 4",
        ),
        _build_text_field(
            "Benefits, bonus and other pay",
            "benefits",
            blanks,
            hint=hint("One a line.", Requirement.BENEFITS, Requirement.OTHER_PAY),
            optional=True,
            multiline=True,
        ),
        _build_text_field(
            "How you hire",
            "process",
            blanks,
            hint="One step a line. Proposed from your interviews.",
            optional=True,
            multiline=True,
        ),
        _build_text_field(
            "How to apply",
            "how_to_apply",
            blanks,
            hint=hint("", Requirement.HOW_TO_APPLY) or None,
            optional=True,
            placeholder="An address, or what to send to whom",
        ),
        _build_text_field(
            "Application deadline",
            "deadline",
            blanks,
            hint=hint("A date, or “open until filled”.", Requirement.DEADLINE),
            optional=True,
        ),
        _build_text_field(
            "Equal opportunity", "equal_opportunity", blanks, optional=True, multiline=True
        ),
    ]


def _find_range_example(writing: PostingSource, market: Market | None) -> str:
    """What a range looks like: the place's, else one of the role's estimates; never another's."""
    if market:
        return benchmark_range(market.band)
    return EXAMPLE if writing.salary else WITHOUT_FIGURES


def _build_place_field(writing: PostingSource, blanks: Blanks) -> list[Block]:
    places = writing.priced()
    if not places:
        return []
    element = kit.select(
        ids.JD_PLACE,
        "Pick a place",
        places,
        initial=blanks.place if blanks.place in places else None,
    )
    return [
        kit.input_block(
            "Compare pay with",
            element,
            "place",
            hint="Fills in that place's range. You can change it.",
            optional=True,
            dispatch=True,
        )
    ]


def _describe_cost(writing: PostingSource) -> str:
    """What a posting without a range costs, and who says so."""
    citing = writing.citing
    cited = citing.list_sources(writing.posting.source)
    lines = (format_source(each, citing.today) for each in cited)
    return " ".join([writing.posting.range_belongs, *lines])


def _build_text_field(  # noqa: PLR0913 - these are the parts of a field
    label: str,
    name: str,
    blanks: Blanks,
    *,
    hint: str | None = None,
    placeholder: str | None = None,
    optional: bool = False,
    multiline: bool = False,
    block_id: str | None = None,
) -> Block:
    element = kit.text_input(
        block_id or name,
        initial=getattr(blanks, name),
        placeholder=placeholder,
        multiline=multiline,
        max_length=MOST_CHARACTERS[name],
    )
    return kit.input_block(label, element, block_id or name, hint=hint, optional=optional)
