"""Whether candidates may be asked something: the short answer, what to ask instead, and the law.

The same answer for `/hiring-guide` and `/interview-questions`. The rules of a place are shown with
their sources; without a place, *Details* shows them all.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Protocol

from blocks import ids, kit
from blocks.details import add_details, build_details_button
from blocks.mrkdwn import Mrkdwn, escape, join, md
from blocks.sources import describe_source, describe_sources_of_remarks
from hiring.guide.may_ask import MayAsk, NamedPlace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from blocks.kit import Block, Element, Message
    from hiring.guide.not_to_ask import NotToAsk, PlaceRule, Slip, SubjectNotToAsk, Volunteered
    from hiring.guide.role import Role
    from hiring.guide.sources import Citing

# Numbers of buttons and menus; no others of a message have them.
_OTHERS, _SUBJECTS, _PLACES, _HOME = 89, 90, 91, 92
LABEL = "What not to ask"
_WITH_ARTICLE = frozenset(("States", "Kingdom", "Union", "Netherlands", "Emirates", "Philippines"))
_MOST_CITED = 5
"""Sources in one block of small print, which holds 2,000 characters."""
_MOST_SHORT = 2
"""Rules in a short answer: a state's own may be on a side issue only."""
_MOST_LISTED = 16
"""Rules or subjects in a message; more would not fit, and the menu has them."""


class Asking(Protocol):
    """Whose answer it is, the rules, and how their sources are described."""

    @property
    def role(self) -> Role:
        """The role that is asked about."""

    @property
    def not_to_ask(self) -> NotToAsk:
        """The rules."""

    @property
    def citing(self) -> Citing:
        """Where rules come from, as it is described today."""


def build_may_ask(asking: Asking, query: MayAsk, *, detailed: bool = False) -> Message:
    """What the person who asked reads."""
    return _build_message(asking, query, _build_actions(asking, query, detailed=detailed), detailed)


def build_shared_may_ask(asking: Asking, query: MayAsk, by: Block, *, detailed: bool) -> Message:
    """What the channel reads."""
    return _build_message(asking, query, [by], detailed)


def build_not_to_ask_button(asking: Asking) -> Element:
    """A button that shows what candidates may not be asked."""
    return kit.button(
        LABEL, ids.number_id(ids.GUIDE_SHOW, _HOME), value=_write_value(asking, MayAsk())
    )


def _build_message(
    asking: Asking,
    query: MayAsk,
    end: Sequence[Block],
    detailed: bool,  # noqa: FBT001
) -> Message:
    rules = _list_shown_rules(asking, query, detailed=detailed)
    law = join(md("• *{name}:* {text}", name=name, text=rule.text) for name, rule in rules)
    if query.subject:
        texts = _describe_subject(asking, query, query.subject, law, detailed=detailed)
    else:
        texts = [*_describe_all(asking, query), law]
    if detailed:
        texts += _list_details(asking, query)
    text = join(filter(None, texts), "\n")
    shown = text if len(text) <= kit.TEXT_CHARACTERS else escape(asking.not_to_ask.name)
    sources = _build_sources(asking, [rule for _, rule in rules], detailed=detailed)
    return kit.message(shown, [*kit.paragraphs(text, "guide.unasked"), *sources, *end])


def _build_sources(asking: Asking, rules: Sequence[PlaceRule], *, detailed: bool) -> list[Block]:
    """Who says so, with details a line each, and that it is no advice."""
    citing = asking.citing
    source_ids = [source_id for rule in rules for source_id in rule.source]
    if source_ids and not detailed:
        return [
            kit.context(describe_sources_of_remarks(citing, source_ids), "guide.unasked.sources.0")
        ]
    described = [
        describe_source(source, citing.today) for source in citing.list_sources(source_ids)
    ]
    lines = [*described, escape(asking.not_to_ask.note)]
    return [
        kit.context(join(lines[at : at + _MOST_CITED]), f"guide.unasked.sources.{at}")
        for at in range(0, len(lines), _MOST_CITED)
    ]


def _describe_subject(
    asking: Asking, query: MayAsk, subject: SubjectNotToAsk, law: Mrkdwn, *, detailed: bool
) -> list[Mrkdwn]:
    """The short answer, the reason, what to ask instead, and what is known of the place.

    With a rule of a place, the reason and all but one of the questions are details.
    """
    is_short = bool(law) and not detailed
    shown = subject.instead[:1] if is_short else subject.instead
    instead = join(md("• {text}", text=text) for text in shown)
    answer = md("*{name}.* {answer}", name=subject.name, answer=subject.answer)
    known = [_describe_place(asking, query, subject), law]
    if happened := _describe_what_happened(asking, query):
        return [*happened, answer, *known]
    if query.is_allowed:
        yes = md("*{name}.* Yes, in words such as these:", name=subject.name)
        return [yes, instead, md("_Anything else:_ {answer}", answer=subject.answer), *known]
    why = md("_Why:_ {why}", why=subject.why)
    return [answer, *([] if is_short else [why]), Mrkdwn("*Ask instead*"), instead, *known]


def _describe_what_happened(
    asking: Asking, query: MayAsk, *, otherwise: bool = False
) -> list[Mrkdwn]:
    """What to do where a candidate told it or an interviewer asked; `otherwise`: where not."""
    rules = asking.not_to_ask
    advice: list[tuple[Volunteered | Slip, bool]] = [(rules.volunteered, query.is_told)]
    if rules.slip:
        advice.append((rules.slip, query.is_slip))
    return [
        md("*{name}.* {text}", name=each.name, text=each.text)
        for each, happened in advice
        if happened is not otherwise
    ]


def _describe_place(asking: Asking, query: MayAsk, subject: SubjectNotToAsk) -> Mrkdwn:
    """What heads the rules of the place, or that none is known; without a place, where they are."""
    place, typed = query.where.place, query.where.typed
    rules = asking.not_to_ask
    if place and rules.list_rules(subject, place):
        if typed is None:
            return Mrkdwn("*The law*")
        return md("I know no rule of {place} itself, but around it:", place=_add_article(typed))
    if name := typed or (place and place.name):
        return md(
            "I know no rule on this in {place}. That doesn't mean yes.", place=_add_article(name)
        )
    names = ", ".join(rules.places_by_id[rule.place].name for rule in subject.places)
    return md("_Rules noted for:_ {names}.", names=names)


def _add_article(place: str) -> str:
    """`the United Kingdom`, `Japan`."""
    return f"the {place}" if place.rsplit(maxsplit=1)[-1] in _WITH_ARTICLE else place


def _describe_all(asking: Asking, query: MayAsk) -> list[Mrkdwn]:
    """What the subjects are; where a place is named, first those that have a rule there."""
    rules, where = asking.not_to_ask, query.where
    if happened := _describe_what_happened(asking, query):
        return happened
    place = where.place
    known = [each for each in rules.subjects if place and rules.list_rules(each, place)]
    others = [each for each in rules.subjects if each not in known]
    left_out = _name(each for each in others if not each.with_care)
    careful = _name(each for each in others if each.with_care)
    return [
        md("*{name}.* {intro}", name=rules.name, intro=rules.intro),
        md("*{place}:* rules noted on {names}.", place=place.name, names=_name(known))
        if place
        else Mrkdwn(),
        md(
            "*{leave_out}:* {names}.",
            leave_out="Leave out as well" if known else "Leave out",
            names=left_out,
        )
        if left_out
        else Mrkdwn(),
        md("*With care:* {names}.", names=careful) if careful else Mrkdwn(),
        md(
            "I know no rules of {typed} itself. That doesn't mean yes.",
            typed=_add_article(where.typed),
        )
        if where.typed
        else Mrkdwn(),
    ]


def _name(subjects: Iterable[SubjectNotToAsk]) -> str:
    """The subjects in a sentence."""
    names = (subject.name for subject in islice(subjects, _MOST_LISTED))
    return "; ".join(f"{name[0].lower()}{name[1:]}" for name in names)


def _list_shown_rules(
    asking: Asking, query: MayAsk, *, detailed: bool
) -> list[tuple[str, PlaceRule]]:
    """The rules of the place, by its name; with details those of every place.

    Of all subjects, the details show the rule of the place on each, by the subject's name.
    """
    rules, subject, place = asking.not_to_ask, query.subject, query.where.place
    if subject is None:
        if place is None or not detailed:
            return []
        return [
            (each.name if nearest is place else f"{each.name} ({nearest.name})", rule)
            for each in rules.subjects
            for nearest, rule in rules.list_rules(each, place)[:1]
        ][:_MOST_LISTED]
    own = [(wider.name, rule) for wider, rule in rules.list_rules(subject, place)] if place else []
    everywhere = [(rules.places_by_id[rule.place].name, rule) for rule in subject.places]
    if not detailed:
        return own[:_MOST_SHORT]
    return [*own, *(each for each in everywhere if each not in own)][:_MOST_LISTED]


def _list_details(asking: Asking, query: MayAsk) -> list[Mrkdwn]:
    """What to do where it came up; in the overview without a place, each short answer."""
    advice = _describe_what_happened(asking, query, otherwise=True)
    if query.subject or query.where.place:
        return advice
    answers = (
        md("• *{name}:* {text}", name=subject.name, text=subject.answer)
        for subject in asking.not_to_ask.subjects[:_MOST_LISTED]
    )
    return [join(answers), *advice]


def _build_actions(asking: Asking, query: MayAsk, *, detailed: bool) -> list[Block]:
    value = _write_value(asking, query)
    place_only = MayAsk((), query.where)
    menu = _build_menu(asking, query)
    if query.subject:
        is_placed = query.where.place is not None and not detailed
        menu = [] if is_placed else _build_place_menu(asking, query)
    role = asking.role
    others = kit.button(
        "Other subjects",
        ids.number_id(ids.GUIDE_SHOW, _OTHERS),
        value=_write_value(asking, place_only),
    )
    ask = kit.button("Ask again", ids.GUIDE_ASK, value=role.id)
    share = kit.button(
        "Share in channel", ids.GUIDE_SHARE, value=add_details(value, detailed=detailed)
    )
    elements = [
        *menu,
        build_details_button(ids.GUIDE_SHOW, value, detailed=detailed),
        *([others] if query.subject else []),
        *([ask] if role.about.functions else []),
        share,
    ]
    return [kit.actions(elements, "guide.actions")]


def _build_menu(asking: Asking, query: MayAsk) -> list[Element]:
    options = {
        _write_value(asking, MayAsk((subject,), query.where)): subject.name
        for subject in asking.not_to_ask.subjects
    }
    action_id = ids.number_id(ids.GUIDE_SHOW, _SUBJECTS)
    return [kit.select(action_id, "What to ask instead…", options)]


def _build_place_menu(asking: Asking, query: MayAsk) -> list[Element]:
    """The places with rules on the subject, to choose from."""
    subject, rules = query.subject, asking.not_to_ask
    options = {
        _write_value(asking, MayAsk(query.subjects[:1], NamedPlace(place))): place.name
        for place in rules.places
        if subject and rules.list_rules(subject, place)
    }
    action_id = ids.number_id(ids.GUIDE_SHOW, _PLACES)
    return [kit.select(action_id, "The law in…", options)] if options else []


def _write_value(asking: Asking, query: MayAsk) -> str:
    """The query as the value of a button; a role without a guide is not named, and not needed."""
    return f"{asking.role.id} {query.id}" if asking.role.about.functions else query.id
