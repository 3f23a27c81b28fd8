"""What is made of a role waits until somebody asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.answers.on_demand import OnDemand
from bot.answers.prepared import prepare_handbook_answers
from bot.store.clock import Clock
from hiring.guide.handbook import load_handbook
from tests.desk import join_preparing, run_desk, until

if TYPE_CHECKING:
    from hiring.guide.role import Guide


def test_each_value_is_made_once_and_only_when_it_is_read() -> None:
    names: list[str] = []

    def make(name: str) -> str:
        names.append(name)
        return name.upper()

    values = OnDemand({"a": lambda: make("a"), "b": lambda: make("b")})
    assert "a" in values
    assert list(values) == ["a", "b"]
    assert len(values) == 2
    assert values.get("c") is None
    assert not names
    assert [values["b"], values.get("b")] == ["B", "B"]
    assert names == ["b"]
    with pytest.raises(KeyError):
        values["c"]


def test_the_words_of_a_guide_are_learnt_when_it_is_first_asked(guide: Guide) -> None:
    join_preparing()
    load_handbook.cache_clear()
    answers = prepare_handbook_answers(guide, Clock().read_date, native=True)
    assert load_handbook.cache_info().currsize == 0
    assert answers["ai-tech-lead"].source.role.id == "ai-tech-lead"
    assert load_handbook.cache_info().currsize == 1


async def test_a_process_learns_them_after_its_start(
    guide: Guide, valkey_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.run.PREPARING_AFTER_SECONDS", 0)
    join_preparing()
    load_handbook.cache_clear()
    async with run_desk(guide, valkey_url):
        await until(lambda: load_handbook.cache_info().currsize)
