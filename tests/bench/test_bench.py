from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from bench import dispatching, starting
from bench.__main__ import compute_answer
from bench.compared import BARE, EMPTY_BOLT, SIGNING_SECRET, STOCK_BOLT
from bench.load import BODY, Sample, WrongAnswerError, measure
from bench.servers import HIRING_DESK, ROOT, run_server
from bench.table import markdown, missed_targets, ratio
from bot.answers.prepared import prepare_salary_answers
from bot.slack.web import EVENTS_PATH
from bot.store.clock import Clock
from chaos.wire import FORM, as_bytes, signed_headers
from hiring.guide import salary_parser
from tests import desk, raw_http
from tests.guides import load_sample_guide, load_shipped_guide

if TYPE_CHECKING:
    from pathlib import Path


async def test_the_request_is_signed_and_the_expected_answer_is_what_the_desk_answers(
    valkey_socket: Path,
) -> None:
    guide = load_shipped_guide()
    signed = as_bytes(signed_headers(SIGNING_SECRET, BODY.encode(), FORM))
    length = (b"content-length", str(len(BODY)).encode())
    with desk.own_database(valkey_socket, 9) as url:
        async with desk.run_desk(
            guide, url, slack_signing_secret=SIGNING_SECRET, native_charts="on"
        ) as running_desk:
            answer = await raw_http.send(
                running_desk.port, "POST", EVENTS_PATH, [*signed, length], [BODY.encode()]
            )
    assert answer.status == 200
    assert answer.body.decode() == compute_answer()
    assert "London" in answer.json["text"]


async def test_bolt_is_measured_beside_the_table(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dispatching, "ROUNDS", 1)
    monkeypatch.setattr(dispatching, "REQUESTS", 3)
    await dispatching.main()
    measured = [line.partition(":")[0] for line in capsys.readouterr().out.splitlines()]
    assert measured == ["by table", "through Bolt, listener 1", "through Bolt, listener 13"]


@pytest.mark.skipif(not shutil.which("wrk"), reason="`apt-get install wrk` installs it")
def test_a_wrong_answer_stops_the_measurement(tmp_path: Path) -> None:
    core = min(os.sched_getaffinity(0))
    with run_server(BARE, core, tmp_path) as server:
        assert measure(server, "", 1, core).rate > 0
        with pytest.raises(WrongAnswerError):
            measure(server, "not what it answers", 1, core)


def samples(rate: float, p50: float) -> list[Sample]:
    return [Sample(rate, p50, p50 * 2)] * 3


def measured(desk_rate: float, desk_p50: float) -> dict[tuple[str, int], list[Sample]]:
    """As if the empty app answered 1,000 requests a second and the default one 400."""
    return {
        (name, connections): figures
        for connections in (1, 16)
        for name, figures in {
            HIRING_DESK: samples(desk_rate, desk_p50),
            EMPTY_BOLT: samples(1000, 1.0),
            STOCK_BOLT: samples(400, 10.0),
            BARE: samples(5000, 0.1),
        }.items()
    }


@pytest.mark.parametrize(
    ("desk_rate", "desk_p50", "problems"),
    [(810, 1.3, 0), (790, 1.3, 2), (810, 1.31, 1), (790, 1.31, 3)],
    ids=["reached", "requests a second", "p50", "all three"],
)
def test_each_missed_target_is_reported(desk_rate: float, desk_p50: float, problems: int) -> None:
    assert len(list(missed_targets(measured(desk_rate, desk_p50)))) == problems


def test_a_ratio_is_the_median_of_the_rounds_ratios_and_not_the_ratio_of_medians() -> None:
    slow_round, rounds = Sample(10, 1, 1), [Sample(100, 1, 1), Sample(200, 1, 1)]
    both = {
        (HIRING_DESK, 1): [slow_round, *rounds],
        (EMPTY_BOLT, 1): [Sample(10, 1, 1), Sample(100, 1, 1), Sample(100, 1, 1)],
    }
    assert ratio(both, "rate", HIRING_DESK, EMPTY_BOLT, 1) == 1.0
    assert ratio(both, "rate", EMPTY_BOLT, HIRING_DESK, 1) == 1.0


def test_the_table_has_a_line_for_each_server_and_number_of_connections() -> None:
    lines = list(markdown(measured(900, 1.1)))
    assert len(lines) == 2 + 4 * 2
    assert {line.count("|") for line in lines} == {10}


def test_a_prepared_name_gives_the_same_query_as_the_parser() -> None:
    guide = load_sample_guide()
    for answers in prepare_salary_answers(guide, Clock().read_date, native=True).values():
        salary = answers.source.salary
        for name in guide.places.names:
            for typed in (name, name.upper(), f" {name.title()} "):
                parsed = salary_parser.parse(
                    typed, guide.places, salary, areas=guide.pay_names.areas
                )
                assert answers.read(typed)[0] == parsed


def test_a_start_is_compared_round_by_round() -> None:
    """One slow round of both changes no ratio."""
    usual = starting.Start(2.0, 150.0, 1.0), starting.Start(1.8, 120.0, 1.1)
    slow = starting.Start(20.0, 150.0, 10.0), starting.Start(18.0, 120.0, 11.0)
    rounds = [usual, slow, usual]
    assert [starting.ratio(rounds, figure) for figure in starting.FIGURES] == [0.9, 0.8, 1.1]
    assert list(starting.describe(rounds))[2:] == [
        "| processor seconds from the start to the first answer | 2.00 | 1.80 | 0.90 |",
        "| resident memory after it, MiB | 150.00 | 120.00 | 0.80 |",
        "| `/salary ai tech lead london`, ms | 1.00 | 1.10 | 1.10 |",
    ]


def test_a_start_is_measured_at_its_first_answer() -> None:
    start = starting.measure_start(ROOT, min(os.sched_getaffinity(0)))
    assert 0.5 < start.cpu < 60
    assert 50 < start.memory < 500
    assert start.answer > 0
