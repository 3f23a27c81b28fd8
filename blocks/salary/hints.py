"""What to type or choose instead: an unclear place, another currency, nothing understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blocks import ids, kit
from blocks.mrkdwn import Mrkdwn, escape_sentence, join, md, quote
from blocks.salary.benchmark import (
    build_check_button,
    build_left_out,
    build_place_notes,
    build_place_picker,
    build_source,
    describe_pay,
)
from hiring.guide.salary_query import (
    AtPlace,
    Compare,
    NotUnderstood,
    OfferAt,
    OfferWithoutPlace,
    Overview,
    Reason,
)
from hiring.language.terms import Unlike
from hiring.language.tokens import MAX_LENGTH
from hiring.money import Basis, Currency, Money, format_short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from blocks.kit import Block, Element, Message
    from blocks.salary.benchmark import Benchmark
    from hiring.guide.offers import Offer
    from hiring.guide.places import Place
    from hiring.guide.salary_query import (
        Choose,
        DidYouMean,
        NoFigures,
        NotComparable,
        NotYearly,
        OtherRole,
        TooManyPlaces,
        UnknownUnit,
        WhichAmount,
        WrongCurrency,
    )

# Pay of so many places can be read at a glance; of more, their names have to do.
MOST_SHOWN = 2

WHY_NOT = {
    Reason.UNKNOWN: "I didn't understand that.",
    Reason.AMOUNT: "I can't read that as a yearly amount of pay.",
    Reason.SEVERAL: "That has more than one amount. Type one, or a range such as 200-250k.",
    Reason.LONG: f"That is too long for me: I read up to {MAX_LENGTH} characters.",
    Reason.CURRENCIES: "That has two currencies. An offer has one.",
    Reason.RANKING: "I can't rank places. I compare up to four that you name.",
    Reason.RELATIVE: "That is a percentage of an amount. Work it out and type the amount.",
    Reason.BONUSES: "That has two bonuses. Type one, as a percentage or an amount.",
}


def build_help(benchmark: Benchmark) -> Message:
    """What can be typed, by example."""
    return _build_examples(benchmark, escape_sentence(benchmark.help.intro))


def build_not_understood(benchmark: Benchmark, query: NotUnderstood) -> Message:
    """Why the text was not understood, then what can be typed."""
    why = md("*{why}* Here is what I can do:", why=WHY_NOT[query.reason])
    return _build_examples(benchmark, why)


def _build_examples(benchmark: Benchmark, intro: Mrkdwn) -> Message:
    examples = join(
        md("`/salary {typed}`  {gives}", typed=example.typed, gives=example.gives)
        for example in benchmark.help.examples
    )
    notes = join(md("{note}", note=note) for note in benchmark.help.notes)
    return kit.message(
        join([intro, examples]),
        [
            kit.section(intro, "salary.intro"),
            kit.section(examples, "salary.examples"),
            *([kit.context(notes, "salary.notes")] if notes else []),
            kit.actions(_build_first_steps(benchmark), "salary.actions"),
        ],
    )


def _build_first_steps(benchmark: Benchmark, place: Place | None = None) -> list[Element]:
    return [
        build_check_button(benchmark, AtPlace(place) if place else Overview()),
        build_place_picker(benchmark, "Pick a place"),
    ]


def build_which_place(benchmark: Benchmark, query: OfferWithoutPlace) -> Message:
    """The answer to an offer without a place."""
    return _build_choices(
        Mrkdwn("*Which place is that offer for?* Pay differs by place, so I won't guess."),
        _build_place_buttons(benchmark, benchmark.priced(), query.offer),
        build_left_out(query.left_out),
    )


def build_which_amount(benchmark: Benchmark, query: WhichAmount) -> Message:
    """The answer to several amounts that are no one offer, with a button for each."""
    names = [_name_offer(benchmark, query, offer) for offer in query.offers]
    text = md(
        "*You gave {names}.* I compare one amount at a time. Which one?",
        names=f"{', '.join(names[:-1])} and {names[-1]}",
    )
    return _build_choices(
        text,
        [
            kit.button(
                name,
                ids.number_id(ids.SALARY_READ, number),
                value=benchmark.value(
                    OfferAt(offer, query.place, query.read_as)
                    if query.place
                    else OfferWithoutPlace(offer)
                ),
            )
            for number, (name, offer) in enumerate(zip(names, query.offers, strict=True))
        ],
        build_left_out(query.left_out),
    )


def _name_offer(benchmark: Benchmark, query: WhichAmount, offer: Offer) -> str:
    """An amount as `£150k base`, or without a sign where no currency is known."""
    band = benchmark.salary.band(query.place.id) if query.place else None
    currency = offer.currency or (band.currency if band else None)
    ends = dict.fromkeys((offer.low, offer.high))
    amounts = [Money(end, currency).short() if currency else format_short(end) for end in ends]
    basis = f" {offer.basis.value}" if any(o.basis is Basis.TOTAL for o in query.offers) else ""
    return "–".join(amounts) + basis


def build_choice(benchmark: Benchmark, query: Choose) -> Message:
    """The answer to a name that covers several places."""
    return _build_choices(
        md("*{typed} covers several places.* Which one?", typed=quote(query.typed)),
        _build_place_buttons(benchmark, query.candidates, query.offer),
        build_left_out(query.left_out),
    )


def build_did_you_mean(benchmark: Benchmark, query: DidYouMean) -> Message:
    """The answer to a name that resembles known ones; if it can be one only, with its range."""
    names = " or ".join(candidate.name for candidate in query.candidates)
    text = md(
        "I don't know the place {typed}. *Did you mean {names}?*",
        typed=quote(query.typed),
        names=names,
    )
    if len(query.candidates) == 1:
        text = join([text, describe_pay(benchmark, query.candidates[0].place)])
    return _build_choices(
        text,
        [
            _build_place_button(benchmark, candidate.name, candidate.place, query.offer, number)
            for number, candidate in enumerate(query.candidates)
        ],
        build_left_out(query.left_out),
    )


def build_no_figures(benchmark: Benchmark, query: NoFigures) -> Message:
    """The answer if a place is named that there are no figures for.

    Where few others are meant, such as the other side of a comparison, it shows what they pay.
    """
    no_figures = md("*I have no figures for {typed}.*", typed=quote(query.typed))
    places = _build_place_buttons(benchmark, query.places, query.offer)
    if query.offer or len(query.places) > MOST_SHOWN:
        known = Mrkdwn("I know these places:")
        left_out = build_left_out(query.left_out)
        return _build_choices(join([no_figures, known], " "), places, left_out)
    ranges = [describe_pay(benchmark, place) for place in query.places]
    notes = [*build_left_out(query.left_out), build_source(benchmark)]
    return _build_choices(join([no_figures, *ranges]), places, notes)


def build_wrong_currency(benchmark: Benchmark, query: WrongCurrency) -> Message:
    """The answer to an offer in another currency than the place's range."""
    place_query = AtPlace(query.place, query.read_as)
    text = md(
        "*The range for {place} is in {expected}, the offer in {typed}.* I don't convert "
        "currencies. Give the offer in {expected}.",
        place=query.place.name,
        expected=query.expected.value,
        typed=query.offer.currency,
    )
    return _build_choices(
        text,
        [
            kit.button(
                "Show the range",
                ids.number_id(ids.SALARY_READ, 0),
                value=benchmark.value(place_query),
            ),
            build_check_button(benchmark, place_query),
        ],
        [*build_place_notes([place_query]), *build_left_out(query.left_out)],
    )


def build_unknown_unit(benchmark: Benchmark, query: UnknownUnit) -> Message:
    """The answer to an amount in what is no currency of a range; no button carries it on."""
    if query.typed in set(Currency):
        what = md("*I have no range in {typed}.*", typed=query.typed)
    else:
        what = md("*I don't know the currency or unit {typed}.*", typed=quote(query.typed))
    ranges = md(
        "The ranges are in {currencies} per year, and I don't convert.",
        currencies=" and ".join(benchmark.salary.by_currency()),
    )
    return _build_choices(join([what, ranges], " "), _build_first_steps(benchmark))


def build_other_role(benchmark: Benchmark, query: OtherRole) -> Message:
    """The answer to another job title."""
    titles = [benchmark.title, *(role.about.title for role in benchmark.others)]
    text = md(
        "*I have figures for {titles} only*, none for {typed}.",
        titles=" and ".join(titles),
        typed=quote(query.typed),
    )
    if query.at is None:
        return _build_choices(text, _build_first_steps(benchmark))
    show = kit.button(
        f"Show {benchmark.title}, {query.at.place.short}",
        ids.number_id(ids.SALARY_READ, 0),
        value=benchmark.value(query.at),
    )
    return _build_choices(text, [show, *_build_first_steps(benchmark)])


UNLIKE = {
    Unlike.AFTER_TAX: ("That is pay after tax; the ranges are before tax", "before tax"),
    Unlike.PART_TIME: ("That is part-time pay; the ranges are for full time", "for full time"),
    Unlike.LIMITED: ("That is pay for a limited time; the ranges are per year", "for a whole year"),
    Unlike.PROJECT: ("That is pay for a project; the ranges are per year", "for a whole year"),
}
"""Why pay can't be compared, and which amount can."""


def build_not_comparable(benchmark: Benchmark, query: NotComparable) -> Message:
    """The answer to pay that is not gross, full-time pay of a year."""
    why, amount = UNLIKE[query.unlike]
    text = md(
        "*{why}.* Give the yearly amount {amount}, such as `/salary {example}`.",
        why=why,
        amount=amount,
        example=_find_example_of_offer(benchmark),
    )
    return _build_choices(text, _build_first_steps(benchmark, query.place))


def build_not_yearly(benchmark: Benchmark, query: NotYearly) -> Message:
    """The answer to pay for another period than a year."""
    text = md(
        "*That is pay per {period}; the ranges are per year.* Give the yearly amount, such as "
        "`/salary {example}`.",
        period=query.period.value,
        example=_find_example_of_offer(benchmark),
    )
    return _build_choices(text, _build_first_steps(benchmark, query.place))


def _find_example_of_offer(benchmark: Benchmark) -> str:
    """An example of the help with an amount in it."""
    typed = [example.typed for example in benchmark.help.examples]
    return next((text for text in typed if any(map(str.isdigit, text))), typed[0])


def build_too_many_places(benchmark: Benchmark, query: TooManyPlaces) -> Message:
    """The answer to three places or more."""
    first, *others = query.places
    return _build_choices(
        Mrkdwn("*I compare two places at a time.* Which two?"),
        [
            kit.button(
                f"{first.place.short} vs {other.place.short}",
                ids.number_id(ids.SALARY_READ, number),
                value=benchmark.value(Compare(first, other)),
            )
            for number, other in enumerate(others[:5])
        ],
    )


def _build_choices(
    text: Mrkdwn, elements: Sequence[Element], between: Sequence[Block] = ()
) -> Message:
    return kit.message(
        text,
        [
            kit.section(text, "salary.hint"),
            *between,
            kit.actions(elements, "salary.actions"),
        ],
    )


def _build_place_buttons(
    benchmark: Benchmark, places: Sequence[Place], offer: Offer | None
) -> list[Element]:
    return [
        _build_place_button(benchmark, place.name, place, offer, number)
        for number, place in enumerate(places)
    ]


def _build_place_button(
    benchmark: Benchmark, label: str, place: Place, offer: Offer | None, number: int
) -> Element:
    query = OfferAt(offer, place) if offer else AtPlace(place)
    return kit.button(label, ids.number_id(ids.SALARY_READ, number), value=benchmark.value(query))
