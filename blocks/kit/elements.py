"""What can be pressed, chosen and filled in."""

from __future__ import annotations

from textwrap import shorten
from types import MappingProxyType
from typing import TYPE_CHECKING

import slackblocks as sb

from blocks.kit.text import plain
from blocks.mrkdwn import clean

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from blocks.kit.text import Block, Element


def actions(elements: Sequence[Element], block_id: str) -> Block:
    """A row of buttons and pickers."""
    return sb.ActionsBlock(elements=list(elements), block_id=block_id)


def button(  # noqa: PLR0913 - these are the parts of a button
    text: str,
    action_id: str,
    *,
    value: str | None = None,
    primary: bool = False,
    confirm: sb.Confirm | None = None,
    url: str | None = None,
) -> Element:
    """A button. The value holds an id, at most 2,000 characters; a `url` is opened by Slack."""
    return sb.Button(
        text=plain(text),
        action_id=action_id,
        value=value or None,  # a button without one reads back as an empty text
        style="primary" if primary else None,
        confirm=confirm,
        url=url,
    )


def confirm(title: str, text: str, yes: str, no: str = "Cancel") -> sb.Confirm:
    """The question that a button asks before it acts."""
    return sb.Confirm(title=plain(title), text=plain(text), confirm=plain(yes), deny=plain(no))


def select(
    action_id: str,
    placeholder: str,
    options: Mapping[str, str],
    *,
    initial: str | None = None,
    descriptions: Mapping[str, str] = MappingProxyType({}),
) -> Element:
    """A picker; `options` maps each value (at most 150 characters) to its label (at most 75).

    `descriptions` are shown under some of the labels, and may be longer: they are cut.
    """
    slack_options = {
        value: sb.Option(plain(label), value, description=_describe(descriptions.get(value)))
        for value, label in options.items()
    }
    return sb.StaticSelectMenu(
        action_id=action_id,
        options=list(slack_options.values()),
        initial_option=slack_options[initial] if initial is not None else None,
        placeholder=plain(placeholder),
    )


def _describe(text: str | None) -> sb.Text | None:
    """The description of an option, cut after a word. Slack: it holds 75 characters."""
    return plain(shorten(clean(text), 75, placeholder="…")) if text else None


def grouped_select(
    action_id: str,
    placeholder: str,
    groups: Mapping[str, Mapping[str, str]],
    *,
    initial: str | None = None,
) -> Element:
    """A picker with headings, and the options under each: a hundred at most; see `select`."""
    slack_groups = {
        heading: {value: sb.Option(plain(label), value) for value, label in options.items()}
        for heading, options in groups.items()
    }
    slack_options = {
        value: option for options in slack_groups.values() for value, option in options.items()
    }
    menu = sb.StaticSelectMenu(
        action_id=action_id,
        option_groups=[
            sb.OptionGroup(plain(heading), list(options.values()))
            for heading, options in slack_groups.items()
        ],
        placeholder=plain(placeholder),
    )
    # slackblocks wants a whole group; Slack wants an option of one:
    # docs.slack.dev/reference/block-kit/block-elements/select-menu-element
    menu.initial_option = slack_options[initial] if initial is not None else None
    return menu


def multi_select(
    action_id: str, placeholder: str, options: Mapping[str, str], *, initial: Collection[str] = ()
) -> Element:
    """A picker for any number of choices; see `select`."""
    slack_options = {value: sb.Option(plain(label), value) for value, label in options.items()}
    return sb.StaticMultiSelectMenu(
        action_id=action_id,
        options=list(slack_options.values()),
        initial_options=[slack_options[value] for value in slack_options if value in initial]
        or None,
        placeholder=plain(placeholder),
    )


def choices(
    action_id: str,
    options: Mapping[str, tuple[str, str | None]],
    *,
    several: bool,
    initial: Collection[str] = (),
) -> Element:
    """Checkboxes, or radio buttons for one choice: value to label and description, ten at most."""
    slack_options = {
        value: sb.Option(plain(label), value, description=plain(more) if more else None)
        for value, (label, more) in options.items()
    }
    chosen = [slack_options[value] for value in slack_options if value in initial]
    if several:
        return sb.CheckboxGroup(
            action_id=action_id,
            options=list(slack_options.values()),
            initial_options=chosen or None,
        )
    return sb.RadioButtonGroup(
        action_id=action_id,
        options=list(slack_options.values()),
        initial_option=chosen[0] if chosen else None,
    )


def person(action_id: str, placeholder: str, *, initial: str | None = None) -> Element:
    """A picker of one person; `initial` is a Slack user id."""
    return sb.UserSelectMenu(
        action_id=action_id, initial_user=initial or None, placeholder=plain(placeholder)
    )


def people(action_id: str, placeholder: str, *, initial: Collection[str] = ()) -> Element:
    """A picker for any number of people."""
    return sb.UserMultiSelectMenu(
        action_id=action_id, initial_users=[*initial] or None, placeholder=plain(placeholder)
    )


def private_channel(action_id: str, placeholder: str) -> Element:
    """A picker of a private channel that no other workspace shares."""
    private = sb.ConversationFilter(include=["private"], exclude_external_shared_channels=True)
    return sb.ConversationSelectMenu(
        action_id=action_id, filter=private, placeholder=plain(placeholder)
    )


def datetime_picker(action_id: str, *, initial: int | None = None) -> Element:
    """A picker of date and time, in seconds since 1970; people see their own time zone's."""
    return sb.DateTimePicker(action_id=action_id, initial_datetime=initial)


def date_picker(action_id: str, *, initial: str | None = None) -> Element:
    """A picker of a date, such as "2026-12-21"."""
    return sb.DatePicker(action_id=action_id, initial_date=initial)


def time_picker(action_id: str, *, initial: str | None = None) -> Element:
    """A picker of a time of day, such as "09:00"."""
    return sb.TimePicker(action_id=action_id, initial_time=initial)


def overflow(action_id: str, options: Mapping[str, str]) -> Element:
    """What else can be done, behind three dots: value to label, five at most."""
    return sb.OverflowMenu(
        action_id=action_id,
        options=[sb.Option(plain(label), value) for value, label in options.items()],
    )


def text_input(  # noqa: PLR0913 - these are the parts of a field
    action_id: str,
    *,
    initial: str | None = None,
    placeholder: str | None = None,
    multiline: bool = False,
    max_length: int | None = None,
    as_typed: bool = False,
) -> Element:
    """A field to type in; Slack lets at most 3,000 characters in.

    An `initial` text that is longer than `max_length` is cut, since Slack would refuse the form.
    `as_typed`: in a block that dispatches, it is sent while a person types, not only on Enter.
    """
    config = sb.DispatchActionConfiguration(["on_character_entered"]) if as_typed else None
    return sb.PlainTextInput(
        dispatch_action_config=config,
        action_id=action_id,
        initial_value=clean(initial)[:max_length] if initial else None,
        placeholder=plain(placeholder) if placeholder else None,
        multiline=multiline,
        max_length=max_length,
    )


def input_block(  # noqa: PLR0913 - these are the parts of a field
    label: str,
    element: Element,
    block_id: str,
    *,
    hint: str | None = None,
    optional: bool = False,
    dispatch: bool = False,
) -> Block:
    """A labelled field of a form. An error for it is keyed by this block_id.

    `dispatch`: a choice is told at once, by an action with the element's id.
    """
    return sb.InputBlock(
        label=plain(label),
        element=element,
        block_id=block_id,
        hint=plain(hint) if hint else None,
        optional=optional,
        dispatch_action=dispatch,
    )
