"""After `/debrief`, a command is understood in many words, and never taken for a label."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.debriefs.debrief_query import (
    Deed,
    DidYouMean,
    ExplainSealing,
    FindLabel,
    HelpRequest,
    ListAll,
    Manage,
    OpenLabelled,
    ShowOverview,
    ShowProgress,
    ShowStats,
    Unclear,
    is_command,
    read_debrief_query,
)

QUERIES = (
    HelpRequest
    | ShowOverview
    | ListAll
    | FindLabel
    | ShowStats
    | OpenLabelled
    | Manage
    | DidYouMean
    | ShowProgress
    | ExplainSealing
    | Unclear
)
COMMANDS = {
    "": ShowOverview(),
    "  ": ShowOverview(),
    "status": ShowOverview(),
    "open": ShowOverview(),
    "debrief": ShowOverview(),
    "what's open?": ShowOverview(),
    "open debriefs": ShowOverview(),
    "What do I owe?": ShowOverview(),
    "my debriefs": ShowOverview(),
    "list": ListAll(),
    "list.": ListAll(),
    "Lists": ListAll(),
    "LIST!": ListAll(),
    "ls": ListAll(),
    "show all": ListAll(),
    "show me all debriefs please": ListAll(),
    "list everything": ListAll(),
    "old debriefs": ListAll(),
    "help list": ListAll(),
    "find": FindLabel(""),
    "find all": FindLabel(""),
    "find debriefs": FindLabel(""),
    "search all debriefs": FindLabel(""),
    "find open": FindLabel("open"),
    "find closed": FindLabel("closed"),
    "find @sam": FindLabel("@sam"),
    "find <@U0SAM> march": FindLabel("<@U0SAM> march"),
    "hired march": FindLabel("hired march"),
    "rejected june": FindLabel("rejected june"),
    "hired q1": FindLabel("hired q1"),
    "hired since february": FindLabel("hired since february"),
    "the one we hired in march": FindLabel("the one we hired in march"),
    "find the one we hired in March": FindLabel("the one we hired in March"),
    "find js": FindLabel("js"),
    "find hired march": FindLabel("hired march"),
    "find this month": FindLabel("this month"),
    "find no hire 2026": FindLabel("no hire 2026"),
    "find data lead": FindLabel("data lead"),
    "who did we hire in march?": FindLabel("who did we hire in march"),
    "rejected last month": FindLabel("rejected last month"),
    "fnid hired march": DidYouMean("find hired march"),
    "serch no hire": DidYouMean("search no hire"),
    "stats": ShowStats(),
    "stats march": ShowStats(),
    "stats march 2027": ShowStats(),
    "stats 2026": ShowStats(),
    "stats sam": ShowStats(),
    "statistics @sam": ShowStats(),
    "Stats M.": OpenLabelled("Stats M."),
    "show me the stats please": ShowStats(),
    "how long do we take to file feedback?": ShowStats(),
    "median time to scorecard": ShowStats(),
    "sttas": DidYouMean("stats"),
    "statistcs": DidYouMean("statistics"),
    "Staats": OpenLabelled("Staats"),
    "May": OpenLabelled("May"),
    "find JS.": FindLabel("JS"),
    "search js": FindLabel("js"),
    "search for Jane S.": FindLabel("Jane S."),
    "look up the debrief for JS": FindLabel("JS"),
    "where is JS?": FindLabel("JS"),
    "JS status": FindLabel("JS"),
    "status of JS": FindLabel("JS"),
    "What's the status of JS?": FindLabel("JS"),
    "show me JS": FindLabel("JS"),
    "list “JS”": FindLabel("JS"),
    "JS?": FindLabel("JS"),
    "new": OpenLabelled(""),
    "open a debrief": OpenLabelled(""),
    "I want to open a debrief": OpenLabelled(""),
    "open JS": OpenLabelled("JS"),
    "new JS": OpenLabelled("JS"),
    "debrief JS": OpenLabelled("JS"),
    "Please start a new debrief for Jane S.": OpenLabelled("Jane S."),
    "close JS": Manage(Deed.CLOSE, "JS"),
    "Close JS!": Manage(Deed.CLOSE, "JS"),
    "clsoe JS": Manage(Deed.CLOSE, "JS"),
    "can you close the debrief for JS, please": Manage(Deed.CLOSE, "JS"),
    "JS close": Manage(Deed.CLOSE, "JS"),
    "JS withdrew": Manage(Deed.CLOSE, "JS"),
    "mark JS as closed": Manage(Deed.CLOSE, "mark JS as"),
    "JS and KT export together": Manage(Deed.EXPORT, "JS and KT export together"),
    "How do I close a debrief?": Manage(Deed.CLOSE, ""),
    "close": Manage(Deed.CLOSE, ""),
    "cancel JS": Manage(Deed.CLOSE, "JS"),
    "delete JS": Manage(Deed.DELETE, "JS"),
    "invite @maya": Manage(Deed.ADD, ""),
    "add @sam to JS": Manage(Deed.ADD, "JS"),
    "remind <@U0SAM|sam> about JS": Manage(Deed.REMIND, "JS"),
    "remind sam about JS": Manage(Deed.REMIND, "sam about JS"),
    "Remind everyone": Manage(Deed.REMIND, ""),
    "export": Manage(Deed.EXPORT, ""),
    "export JS": Manage(Deed.EXPORT, "JS"),
    "hand over JS to @maya": Manage(Deed.HAND_OVER, "JS"),
    "JS feedback": Manage(Deed.FILE, "JS"),
    "file feedback for JS": Manage(Deed.FILE, "JS"),
    "JS history": Manage(Deed.HISTORY, "JS"),
    "reveal JS": Manage(Deed.REVEAL, "JS"),
    "Jane Close": Manage(Deed.CLOSE, "Jane"),
    "lits": DidYouMean("list"),
    "serach js": DidYouMean("search js"),
    "drop JS": Unclear("drop JS"),
    "take over JS": Unclear("take over JS"),
    "manage JS": Manage(Deed.MANAGE, "JS"),
    "I can't file": Manage(Deed.GIVE_UP, ""),
    "I didn't interview JS": Manage(Deed.GIVE_UP, "JS"),
    "I need more time": Manage(Deed.GIVE_UP, ""),
    "give up my seat for JS": Manage(Deed.GIVE_UP, "seat for JS"),
    "JS's feedback": Manage(Deed.FILE, "JS"),
    "JS scores": FindLabel("JS"),
    "pull up JS": FindLabel("JS"),
    "for JS": OpenLabelled("JS"),
    "who is interviewing JS": Unclear("who is interviewing JS"),
    "is JS done?": Unclear("is JS done?"),
    "the one from Monday": Unclear("the one from Monday"),
    "@maya": Unclear("@maya"),
    "JS @maya": Unclear("JS @maya"),
    "settings": Unclear("settings"),
    "can you sing": Unclear("can you sing"),
    "Help!": HelpRequest(),
    "hi": HelpRequest(),
}
LABELS = [
    *("JS", "js", "Jane S.", "Jane Smith", "jane", "#1042", "HL-2", "LIS", "Lena", "kt", "J. S."),
    *("Mark", "Will", "Grant", "Chase", "Frank", "mark", "will", "chase", "Will S.", "Mark Twain"),
    *("Grant Hill", "My Nguyen", "Can Yilmaz", "Do Kim", "Ping", "Lisa", "lisa", "owen", "Stuart"),
    *("stuart", "END", "ADD", "HI", "lisa from ats 7", "JS senior backend", "JS / KT", "A"),
    *("\N{FOX FACE}", "\u5f20\u4f1f", "candidate 7", "https://ats.example/1?new=list"),
]


@pytest.mark.parametrize(("text", "query"), COMMANDS.items())
def test_a_command_is_understood(text: str, query: object) -> None:
    assert read_debrief_query(text) == query


@pytest.mark.parametrize("label", LABELS)
def test_a_plain_label_opens_the_form(label: str) -> None:
    assert read_debrief_query(label) == OpenLabelled(label)


@given(text=st.text(max_size=400))
def test_any_text_can_be_read(text: str) -> None:
    assert isinstance(read_debrief_query(text), QUERIES)


@given(
    words=st.lists(
        st.sampled_from(" ".join([*COMMANDS, *LABELS]).split()), min_size=1, max_size=6
    ).map(" ".join)
)
def test_any_order_of_words_can_be_read(words: str) -> None:
    assert isinstance(read_debrief_query(words), QUERIES)


@given(label=st.sampled_from(LABELS[:-4]), verb=st.sampled_from(["close", "Delete", "export"]))
def test_a_command_before_a_label_is_never_a_label(label: str, verb: str) -> None:
    assert isinstance(read_debrief_query(f"{verb} {label}"), Manage)


@pytest.mark.parametrize(
    "typed",
    [
        "show me who hasn't filed",
        "who is late?",
        "how many are missing",
        "did everyone submit",
        "has Sam filed yet",
    ],
)
def test_a_question_on_how_far_it_is_is_none_on_a_label(typed: str) -> None:
    assert read_debrief_query(typed) == ShowProgress(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "how does the sealed thing work?",
        "when is JS revealed",
        "is it secret",
        "can I see my colleagues' scorecards",
        "who can read my feedback",
    ],
)
def test_a_question_on_sealing_is_none_on_a_label(typed: str) -> None:
    assert read_debrief_query(typed) == ExplainSealing(typed)


@pytest.mark.parametrize(
    ("typed", "deed"),
    [("remind everyone who hasn't filed", Deed.REMIND), ("how do I reveal it", Deed.REVEAL)],
)
def test_what_is_to_be_done_comes_before_a_question_in_it(typed: str, deed: Deed) -> None:
    query = read_debrief_query(typed)
    assert isinstance(query, Manage)
    assert query.deed is deed


@pytest.mark.parametrize("typed", ["Who Chen", "Everett Late", "Missing, Anna", "List, Franz"])
def test_a_name_with_such_a_word_is_a_label(typed: str) -> None:
    assert read_debrief_query(typed) == OpenLabelled(typed)
    assert not is_command(typed)


@pytest.mark.parametrize("typed", ["Help", "list", "what is open", "New"])
def test_what_the_command_does_something_else_for_is_no_label(typed: str) -> None:
    assert is_command(typed)
