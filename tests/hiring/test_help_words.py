"""A request for help is understood in many words; a question about something is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.guide.handbook import NAMES
from hiring.language.help_words import LONGEST, asks_for_help

if TYPE_CHECKING:
    from hiring.guide.places import Places
    from hiring.guide.role import Guide

FOR_HELP = [
    "help",
    "Help!",
    "HELP",
    "help me",
    "Help me please",
    "? ",
    "??",
    "\uff1f",
    ":wave: help",
    "how does this work",
    "How does this work?",
    "what can you do",
    "what can you do?",
    "usage",
    "halp",
    "hlep!",
    "/help",
    "--help",
    "-h",
    "-?",
    "<@U123> help",
    "hello",
    "hi",
    "hi there",
    "hey bot",
    "i need help",
    "I need some help please",
    "can you help me?",
    "could you help me with this",
    "how do i use this",
    "how to use this bot",
    "How do I use /salary?",
    "how does /debrief work",
    "help /salary",
    "/salary help",
    "what can i type here",
    "what do i type",
    "what is this",
    "what's this?",
    "what's this for",
    "who are you?",
    "what are you",
    "commands",
    "list of commands",
    "what are the commands",
    "show me the commands",
    "show me an example",
    "examples please",
    "manual",
    "instructions",
    "docs",
    "I'm lost",
    "i don't understand",
    "i don't get this",
    "no idea",
    "what now?",
    "tell me how this works",
    "tell me what you can do",
    "I don't know what to type",
    "i don't know how to use this",
    "not sure how this works",
    "explain how this works",
    "please explain",
    "help with this command",
    "give me help",
    "how do you work",
    "what do you know",
    "show help",
    "get help",
    "where is the help",
    "help text",
    "what does this do",
    "what does this command do?",
    "how do I start",
    "getting started",
    "what should I type",
    "can i get some help",
    "help us",
    "help out",
    "needs help",
]
FOR_MORE = [
    "help me hire",
    "help a struggling engineer",
    "help with equity",
    "help wanted",
    "how does equity work",
    "how do they work with product",
    "what do they do",
    "what does a lead do",
    "what can a lead do",
    "how long does it take",
    "london",
    "do we need one",
    "what should I ask",
    "what can i ask in the screen",
    "questions",
    "JS",
    "Hal",
    "Helen",
    "Kelp",
    "what is equity",
    "what is a fair offer",
    "who are the people",
    "list",
    "explain the bonus",
    "help london",
    "example questions for leadership",
    "info on equity",
    "what is underpaying",
    "help them grow",
    "how to start hiring",
    "do you help",
    "self help",
    "hello world london",
    "",
    "   ",
    ":smile:",
    "I",
    "how do we start",
    "commanding officer",
    "what do i do",
    "tell me about this role",
]


@pytest.mark.parametrize("text", FOR_HELP)
def test_a_request_for_help_is_understood(text: str) -> None:
    assert asks_for_help(text)


@pytest.mark.parametrize("text", FOR_MORE)
def test_a_question_about_something_is_no_request_for_help(text: str) -> None:
    assert not asks_for_help(text)


def test_no_name_in_the_content_is_a_request_for_help(guide: Guide, places: Places) -> None:
    names = [name for topic_names in NAMES.values() for name in topic_names]
    names += places.names
    for role in guide.roles.values():
        names += [role.id, role.about.title, *role.normalized_names]
        stages = role.interview.stages if role.interview else ()
        names += [name for stage in stages for name in stage.names]
    assert [name for name in names if asks_for_help(name)] == []


def test_a_long_text_is_no_request_for_help() -> None:
    assert not asks_for_help("help" + " " * LONGEST)


@given(text=st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert asks_for_help(text) in {True, False}


@given(
    text=st.sampled_from([text for text in FOR_HELP if text[0].isalpha()]),
    before=st.sampled_from(["", " ", "please ", "Hi, "]),
)
def test_case_and_politeness_make_no_difference(text: str, before: str) -> None:
    assert asks_for_help(before + text.upper())
