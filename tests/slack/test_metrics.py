"""What an operator can watch: what is counted, what the page says, and that it stays small."""

from __future__ import annotations

import json
import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.metrics import STEP_SECONDS, Metrics
from bot.slack.client import Slack, SlackRefusedError, open_session
from bot.store.slots import Slot
from tests import raw_http
from tests.desk import ROOT, action, as_form, command, event, run_desk, submission
from tests.raw_http import JSON, form
from tests.stand_in import serve_answers
from tests.valkey import lone_server

if TYPE_CHECKING:
    from hiring.guide.role import Guide
    from tests.desk import Running

pytestmark = pytest.mark.asyncio(loop_scope="module")

NAME = re.compile(r"hiring_desk_[a-z_]+")


async def shown(desk: Running) -> str:
    """All that was counted until now; without the time that passes, it is as of the last step."""
    await desk.advance(STEP_SECONDS)
    return (await desk.get("/metrics")).body.decode()


def value(text: str, line: str) -> float:
    """The value that stands at a metric and its labels."""
    match = re.search(rf"^{re.escape(line)} (\S+)$", text, re.MULTILINE)
    assert match, f"no {line}"
    return float(match[1])


async def test_the_page_for_operators_and_the_code_name_the_same_metrics() -> None:
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    metrics = Metrics()
    named = {
        f"{family.name}_total" if family.type == "counter" else family.name
        for family in metrics.registry.collect()
        if family.name.startswith("hiring_desk_")
    }
    table = {
        name for line in page.splitlines() if line.startswith("|") for name in NAME.findall(line)
    }
    assert table == named
    parts = {f"{name}{part}" for name in named for part in ("", "_count", "_bucket", "_sum")}
    assert set(NAME.findall(page)) <= parts


async def test_what_the_page_says_of_labels_is_so() -> None:
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    metrics = Metrics()
    for family in vars(metrics).values():
        names = getattr(family, "_labelnames", ())
        for label in names:
            (line,) = [row for row in page.splitlines() if row.startswith(f"| `{family._name}")]
            assert f"`{label}`" in line


async def test_an_answer_is_counted_by_what_kept_it_from_being_one(desk: Running) -> None:
    await desk.post(form(command("london")))
    assert value(await shown(desk), answers("any", "answered")) >= 1


def answers(kind: str, outcome: str) -> str:
    return f'hiring_desk_answer_seconds_count{{kind="{kind}",outcome="{outcome}"}}'


async def test_calls_of_the_store_are_timed_and_those_that_fail_are_named(guide: Guide) -> None:
    """By command or script."""
    press = as_form(action("salary.share", "ai-tech-lead london"))
    with lone_server() as (path, process):
        async with run_desk(guide, f"unix://{path}") as desk:
            await desk.post(press)
            process.kill()
            process.wait()
            await desk.post(press)
            text = await shown(desk)
    calls = set(re.findall(r'hiring_desk_store_seconds_count\{call="(\w+)",outcome="ok"\}', text))
    assert calls == {"any"}
    line = 'hiring_desk_store_seconds_count{call="claim_once",outcome="no_answer"}'
    assert value(text, line) >= 1
    assert 'call="evalsha"' not in text
    assert value(text, 'hiring_desk_calls_in_flight{to="store"}') >= 0


async def test_what_waits_for_the_reconcilers_is_said(desk: Running) -> None:
    assert value(await shown(desk), "hiring_desk_due_age_seconds") < 60


async def test_without_a_store_nobody_knows_what_waits(guide: Guide) -> None:
    with lone_server() as (path, process):
        async with run_desk(guide, f"unix://{path}") as away:
            process.kill()
            process.wait()
            text = await shown(away)
            assert math.isnan(value(text, "hiring_desk_due_age_seconds"))
            await away.post(
                form(
                    command(
                        "list",
                        command="/debrief",
                        channel_name="privategroup",
                        channel_id="C0HIRING",
                    )
                )
            )
            assert value(await shown(away), answers("command", "no_store")) == 1


async def test_whoever_asks_whatever_the_series_stay_the_same(desk: Running) -> None:
    """No label holds a person, a channel, a workspace or a text."""

    async def list_metrics(number: int) -> set[str]:
        who = {"user_id": f"U0{number}", "channel_id": f"C0{number}", "team_id": f"T0{number}"}
        await desk.post(form(command(f"text-{number}", **who)))
        await desk.post(form(command("x", command=f"/made-up-{number}", **who)))
        await desk.post(as_form(action(f"made.up.{number}", user={"id": f"U0{number}"})))
        await desk.post(as_form(submission(f"made.up.{number}", {"a": {"value": "x"}})))
        await desk.post(json.dumps(event(f"made_up_{number}")).encode(), content_type=JSON)
        await raw_http.slack(desk.port, f"no-secret-{number}", form(command("x")))
        await desk.post(b"{", content_type=JSON)
        text = await shown(desk)
        assert f"made.up.{number}" not in text
        assert f"text-{number}" not in text
        counted = ("answer_seconds", "refused")
        return {
            line.rpartition(" ")[0]
            for line in text.splitlines()
            if any(name in line for name in counted)
        }

    first = await list_metrics(10_001)
    for number in range(10_002, 10_006):
        assert await list_metrics(number) == first


async def test_a_code_that_slack_has_made_up_today_is_a_refusal() -> None:
    passed = [0.0]
    metrics = Metrics(lambda: passed[-1])

    async def token_of(_: str) -> str:
        return "xoxb-of-tests"

    answers = {f"test.{code}": {"ok": False, "error": code} for code in ("new_one", "is_archived")}
    limited = (429, "slow down", "text/plain")
    async with (
        serve_answers({**answers, "test.limited": limited}) as stand_in,
        open_session() as http,
    ):
        slack = Slack(http, stand_in.url, token_of, metrics)
        for method in (*answers, "test.limited"):
            with pytest.raises(SlackRefusedError):
                await (await slack.get_client("T0")).api_call(method)
    passed.append(STEP_SECONDS)
    text = metrics.write_exposition().decode()
    for method, outcome in (
        ("any", "refused"),
        ("test.is_archived", "is_archived"),
        ("test.limited", "ratelimited"),
    ):
        line = f'hiring_desk_slack_calls_total{{method="{method}",outcome="{outcome}"}}'
        assert value(text, line) == 1
    assert value(text, 'hiring_desk_calls_in_flight{to="slack"}') == 0


async def test_a_message_is_counted_when_it_comes_to_a_state_and_not_each_time() -> None:
    passed = [0.0]
    metrics = Metrics(lambda: passed[-1])
    sending, sent = Slot("sending", 1), Slot("sent", 1, ts="1.2")
    metrics.count_post(None, sending)
    metrics.count_post(sending, sent)
    metrics.count_post(sent, replace(sent, digest="of an update"))
    held = replace(sent, reason="archived")
    metrics.count_post(sent, held)
    metrics.count_post(held, replace(held, since=2))
    metrics.count_post(held, sent)  # an update that had to wait
    metrics.count_post(sending, Slot("unknown", 1))
    metrics.count_post(Slot("unknown", 1), Slot("unknown", 1, reason="unknown"))
    metrics.count_post(sent, None)
    passed.append(STEP_SECONDS)
    text = metrics.write_exposition().decode()
    counted = dict(
        re.findall(r'^hiring_desk_posts_total\{state="(\w+)"\} (\S+)$', text, re.MULTILINE)
    )
    assert counted == {"sent": "1.0", "held": "1.0", "unknown": "1.0", "flagged": "1.0"}


async def test_work_that_fails_is_told_from_work_that_is_done() -> None:
    passed = [0.0]
    metrics = Metrics(lambda: passed[-1])
    with metrics.time_visit():
        pass
    with pytest.raises(RuntimeError), metrics.time_visit():
        raise RuntimeError
    passed.append(STEP_SECONDS)
    text = metrics.write_exposition().decode()
    for outcome in ("done", "failed"):
        assert value(text, f'hiring_desk_visit_seconds_count{{outcome="{outcome}"}}') == 1


async def test_what_went_well_is_shown_in_steps_and_what_went_wrong_at_once() -> None:
    """However often somebody reads, and whenever: two steps are never closer together."""
    passed = [0.0]
    metrics = Metrics(lambda: passed[-1])

    def act() -> bytes:
        """Everything of a day without trouble; returns what is then shown."""
        for kind, method, call in (("action", "views.open", "get"), ("event", "chat.update", "x")):
            metrics.record_answer(kind, "answered", 0.1)
            metrics.record_answer(kind, "refused", 0.1)
            metrics.count_call(method, "ok")
            metrics.count_call(method, "refused")
            metrics.record_store_call(call, "ok", 0.1)
        with metrics.time_visit():
            pass
        metrics.count_post(None, Slot("sent", 1, ts="1.2"))
        metrics.tasks.set(9)
        metrics.in_flight.labels("slack").set(9)
        metrics.due_age.set(59)
        _ = bytes(1_000_000)
        return metrics.write_exposition()

    before = act()
    assert metrics.write_exposition() == before
    for now in (1, STEP_SECONDS / 2, STEP_SECONDS - 1):
        passed.append(now)
        assert act() == before
    passed.append(10 * STEP_SECONDS + 2)
    after = act()
    assert after != before
    for now in (10 * STEP_SECONDS + 3, 11 * STEP_SECONDS, 11 * STEP_SECONDS + 1):
        passed.append(now)
        assert act() == after
    for label in (b"action", b"views.open", b"chat.update", b"get", b"_created"):
        assert label not in after
    metrics.record_answer("action", "no_store", 0.1)
    metrics.count_call("views.open", "ratelimited")
    metrics.record_store_call("get", "no_answer", 0.1)
    with pytest.raises(RuntimeError), metrics.time_visit():
        raise RuntimeError
    metrics.count_refusal("unsigned")
    metrics.tasks.set(31)
    metrics.due_age.set(301)
    shown = set(metrics.write_exposition().decode().splitlines())
    assert {
        'hiring_desk_answer_seconds_count{kind="action",outcome="no_store"} 1.0',
        'hiring_desk_slack_calls_total{method="views.open",outcome="ratelimited"} 1.0',
        'hiring_desk_store_seconds_count{call="get",outcome="no_answer"} 1.0',
        'hiring_desk_visit_seconds_count{outcome="failed"} 1.0',
        'hiring_desk_refused_requests_total{reason="unsigned"} 1.0',
        "hiring_desk_tasks 30.0",
        "hiring_desk_due_age_seconds 300.0",
    } <= shown


async def test_prometheus_can_read_it() -> None:
    """Each family once, its samples together."""
    now = 0.0
    metrics = Metrics(lambda: now)
    for outcome in ("answered", "late"):
        metrics.record_answer("action", outcome, 0.1)
    now = STEP_SECONDS
    families = list(text_string_to_metric_families(metrics.write_exposition().decode()))
    names = [family.name for family in families]
    assert len(names) == len(set(names))
    (answers_family,) = [each for each in families if each.name == "hiring_desk_answer_seconds"]
    counts = {
        (each.labels["kind"], each.labels["outcome"]): each.value
        for each in answers_family.samples
        if each.name.endswith("_count")
    }
    assert counts == {("any", "answered"): 1, ("action", "late"): 1}
