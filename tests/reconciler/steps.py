"""What a visit does, step by step, for tests that step in between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.slack.client import WebClient

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    import pytest

    from tests.reconciler.conftest import World

    Step = Callable[..., Awaitable[Any]]


class Steps:
    """Each call that a visit makes, of store or Slack, with `before` and `after` around it."""

    def __init__(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        self.before: Callable[[str], Awaitable[None]] | None = None
        self.after: Callable[[str], Awaitable[None]] | None = None
        self.posts: list[str] = []
        for part, name in (
            (world.kit.debriefs, "load"),
            (world.kit.slots, "load"),
            (world.kit.slots, "mark"),
            (world.tools.pace, "reserve_call"),
            (WebClient, "api_call"),
        ):
            monkeypatch.setattr(part, name, self.step(getattr(part, name), name))

    def step(self, call: Step, name: str) -> Step:
        async def run(*args: Any, **more: Any) -> Any:  # noqa: ANN401 - of any type
            what = str(args[1]) if name == "api_call" else name
            if self.before:
                before = self.before
                self.before = None  # what it does itself is no step
                await before(what)
                self.before = before
            if what == "chat.postMessage":
                self.posts.append(more["json"]["text"])
            answer = await call(*args, **more)
            if self.after:
                await self.after(what)
            return answer

        return run
