from __future__ import annotations

import asyncio
import logging
import os
import platform
import shutil
import signal
import stat
import sys
from typing import TYPE_CHECKING

import pytest

from bot.store import embedded, folders
from bot.store.connection import connect, store_call
from bot.store.embedded import EmbeddedValkey
from bot.store.errors import StoreInUseError, StoreStartError, StoreUnavailableError
from tests.valkey import server as bare_server
from tests.valkey import short_folder

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
    from pathlib import Path

# An app that makes the store unsafe, then counts; it prints the server's process, then each count
# that was acknowledged.
APP = """
import asyncio, sys
from pathlib import Path
from bot.store.connection import connect
from bot.store.embedded import EmbeddedValkey

async def main():
    async with EmbeddedValkey(Path(sys.argv[1])) as server, connect(server.url) as store:
        print((await store.info("server"))["process_id"], flush=True)
        await store.config_set("maxmemory-policy", "allkeys-lru")
        while True:
            print(await store.incr("count"), flush=True)

asyncio.run(main())
"""


@pytest.fixture
def data_dir() -> Iterator[Path]:
    with short_folder() as folder:
        yield folder / "data"


@pytest.fixture
def deep_dir(data_dir: Path) -> Path:
    return data_dir.joinpath(*["a-rather-deep-folder"] * 12)


async def pid_of(server: EmbeddedValkey) -> int:
    async with connect(server.url) as store:
        info = await store.info("server")
    return int(info["process_id"])


async def eventually(holds: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(10):
        while not await holds():  # noqa: ASYNC110 - another process cannot set an event
            await asyncio.sleep(0.01)


async def answers(url: str) -> bool:
    try:
        async with connect(url) as store, store_call():
            await store.ping()
    except StoreUnavailableError:
        return False
    return True


async def killed_app(data_dir: Path) -> tuple[int, int]:
    """Run APP, kill it in the middle of its work. The server's process, the last count it saw."""
    app = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", APP, str(data_dir)), stdout=asyncio.subprocess.PIPE
    )
    assert app.stdout
    pid = int(await app.stdout.readline())
    for _ in range(200):
        await app.stdout.readline()
    app.kill()
    rest = await app.stdout.read()
    await app.wait()
    complete = [line for line in rest.splitlines(keepends=True) if line.endswith(b"\n")]
    return pid, int(complete[-1]) if complete else 200


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


async def test_everything_it_keeps_is_for_its_owner_only(data_dir: Path) -> None:
    async with EmbeddedValkey(data_dir) as server, connect(server.url) as store:
        await store.set("x", 1)
        assert mode(data_dir) == 0o700
        assert mode(server.socket_path) == 0o600
        assert mode(server.folder) == 0o700
        for path in server.folder.rglob("*"):
            assert mode(path) & 0o077 == 0, path
        assert (await store.config_get("port"))["port"] == "0"


async def test_a_restart_keeps_what_was_saved(data_dir: Path) -> None:
    async with EmbeddedValkey(data_dir) as server, connect(server.url) as store:
        await store.set("x", "kept")
    async with EmbeddedValkey(data_dir) as server, connect(server.url) as store:
        assert await store.get("x") == b"kept"


async def test_a_long_log_is_turned_when_a_server_starts_and_one_former_is_kept(
    data_dir: Path,
) -> None:
    server = EmbeddedValkey(data_dir)
    server.folder.mkdir(mode=0o700, parents=True)
    log, former = server.folder / "valkey.log", server.folder / "valkey.log.1"
    former.write_text("the one before")
    log.write_bytes(b"x" * (embedded.LOG_BYTES + 1))
    for turned in (True, False):
        async with server:
            assert former.stat().st_size == embedded.LOG_BYTES + 1
            assert 0 < log.stat().st_size < embedded.LOG_BYTES, turned
            assert mode(log) == 0o600
            server = EmbeddedValkey(data_dir)


async def test_a_clean_exit_leaves_no_server_and_no_socket(data_dir: Path) -> None:
    async with EmbeddedValkey(data_dir) as server:
        pid = await pid_of(server)
    assert not server.socket_path.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_signals_for_the_app_do_not_reach_the_server(data_dir: Path) -> None:
    async with EmbeddedValkey(data_dir) as server:
        pid = await pid_of(server)
        assert os.getsid(pid) == os.getpgid(pid) == pid


async def test_the_server_is_not_given_the_apps_tokens(
    data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-sample-token")
    binary = program(tmp_path / "server", f"#!/bin/sh\nexport -p >{tmp_path}/given\nexit 1\n")
    with pytest.raises(StoreStartError):
        async with EmbeddedValkey(data_dir, binary=binary):
            pass
    given = (tmp_path / "given").read_text()
    assert "PWD" in given
    assert "SLACK" not in given


@pytest.mark.parametrize("deep", [False, True])
async def test_a_killed_app_loses_nothing_and_finds_its_server_again(
    data_dir: Path, deep_dir: Path, *, deep: bool
) -> None:
    where = deep_dir if deep else data_dir
    pid, acknowledged = await killed_app(where)
    async with EmbeddedValkey(where) as server, connect(server.url) as store:
        assert await pid_of(server) == pid
        assert int(await store.get("count") or 0) >= acknowledged
        policy = await store.config_get("maxmemory-policy")
        assert policy["maxmemory-policy"] == "noeviction"
        assert (server.socket_path.parent == server.folder) is not deep
    assert not server.socket_path.exists()
    assert server.socket_path.parent.exists() is not deep


async def test_when_app_and_server_were_killed_a_new_server_has_it_all(data_dir: Path) -> None:
    pid, acknowledged = await killed_app(data_dir)
    os.kill(pid, signal.SIGKILL)
    async with EmbeddedValkey(data_dir) as server, connect(server.url) as store:
        assert await pid_of(server) != pid
        assert int(await store.get("count") or 0) >= acknowledged


async def test_a_server_that_was_about_to_end_is_not_waited_for(data_dir: Path) -> None:
    server = EmbeddedValkey(data_dir)
    server.folder.mkdir(mode=0o700, parents=True)
    held = folders.take_lock(server.folder / "server.lock")
    assert held
    entering = asyncio.create_task(server.__aenter__())
    await asyncio.sleep(0)  # it has found the lock held and now looks for its holder
    os.close(held)
    await entering
    assert await answers(server.url)
    await server.__aexit__(None, None, None)


async def test_a_killed_server_is_started_again(data_dir: Path) -> None:
    async with EmbeddedValkey(data_dir) as server, connect(server.url) as store:
        for number in range(1, 3):
            await store.set("x", number)
            os.kill(await pid_of(server), signal.SIGKILL)

            async def restarted(number: int = number) -> bool:
                return server.restarts == number

            await eventually(restarted)
            assert await store.get("x") == str(number).encode()


async def test_a_server_that_was_attached_to_is_started_again_too(data_dir: Path) -> None:
    await killed_app(data_dir)
    async with EmbeddedValkey(data_dir) as server:
        os.kill(await pid_of(server), signal.SIGKILL)

        async def restarted() -> bool:
            return server.restarts == 1

        await eventually(restarted)
        assert await answers(server.url)


async def test_a_server_that_cannot_be_started_again_is_tried_until_it_can(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(embedded, "_RESTART_SECONDS", 0.01)
    async with EmbeddedValkey(data_dir) as server:
        manifest = server.folder / "appendonlydir" / "appendonly.aof.manifest"
        good = manifest.read_bytes()
        manifest.write_bytes(b"spoilt\n")
        os.kill(await pid_of(server), signal.SIGKILL)

        async def complained() -> bool:
            return "is down" in caplog.text

        await eventually(complained)
        manifest.write_bytes(good)

        async def back() -> bool:
            return await answers(server.url)

        await eventually(back)
    assert {record.levelno for record in caplog.records} == {logging.WARNING, logging.ERROR}


async def test_a_second_app_on_the_folder_is_told_so_and_disturbs_nothing(data_dir: Path) -> None:
    async with EmbeddedValkey(data_dir) as server:
        with pytest.raises(StoreInUseError) as refused:
            async with EmbeddedValkey(data_dir):
                pass
        assert str(server.data_dir) in refused.value.sentence
        assert await answers(server.url)
        assert server.restarts == 0


async def test_a_folder_is_free_again_after_a_failed_start(data_dir: Path) -> None:
    with pytest.raises(StoreStartError):
        async with EmbeddedValkey(data_dir, binary=data_dir / "missing"):
            pass
    async with EmbeddedValkey(data_dir) as server:
        assert await answers(server.url)


async def test_two_deep_folders_have_two_stores(deep_dir: Path) -> None:
    async with EmbeddedValkey(deep_dir / "1") as first, EmbeddedValkey(deep_dir / "2") as second:
        assert first.url != second.url
        assert len(os.fsencode(first.socket_path)) <= folders.SOCKET_BYTES
        assert mode(first.socket_path.parent) == 0o700
        assert await pid_of(first) != await pid_of(second)


@pytest.mark.parametrize("trap", ["wide", "link"])
async def test_a_socket_folder_that_somebody_else_prepared_is_not_trusted(
    deep_dir: Path, tmp_path: Path, trap: str
) -> None:
    server = EmbeddedValkey(deep_dir)
    folder = server.socket_path.parent
    if trap == "wide":
        folder.mkdir()
        folder.chmod(0o755)
    else:
        folder.symlink_to(tmp_path)
    try:
        with pytest.raises(StoreStartError, match="closed to others") as refused:
            async with server:
                pass
        assert str(folder) in refused.value.sentence
    finally:
        folder.rmdir() if trap == "wide" else folder.unlink()


async def test_a_data_folder_that_cannot_be_made_is_a_sentence(data_dir: Path) -> None:
    program(data_dir, "a file")
    with pytest.raises(StoreStartError, match=r"DATA_DIR .* cannot be used"):
        async with EmbeddedValkey(data_dir):
            pass


def program(path: Path, text: str) -> Path:
    path.write_text(text)
    path.chmod(0o700)
    return path


async def test_a_binary_for_another_machine_is_a_sentence_that_says_redis_url(
    data_dir: Path, tmp_path: Path
) -> None:
    binary = program(tmp_path / "server", "\x7fELF of another machine")
    with pytest.raises(StoreStartError, match="Set REDIS_URL"):
        async with EmbeddedValkey(data_dir, binary=binary):
            pass


async def test_a_machine_without_a_binary_is_a_sentence_that_says_redis_url(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    with pytest.raises(StoreStartError, match="Set REDIS_URL"):
        async with EmbeddedValkey(data_dir):
            pass


@pytest.mark.parametrize(("said", "told"), [("Out of memory", "Out of memory"), ("", "empty")])
async def test_a_server_that_ends_at_once_is_quoted_by_its_last_words(
    data_dir: Path, tmp_path: Path, said: str, told: str
) -> None:
    binary = program(tmp_path / "server", f"#!/bin/sh\necho; echo '{said}'; echo\nexit 1\n")
    with pytest.raises(StoreStartError, match=told) as refused:
        async with EmbeddedValkey(data_dir, binary=binary):
            pass
    assert "valkey.log" in refused.value.sentence


async def test_a_server_that_never_answers_is_given_up_and_ended(
    data_dir: Path, tmp_path: Path
) -> None:
    binary = program(tmp_path / "server", f"#!/bin/sh\necho $$ >{tmp_path}/pid\nexec sleep 60\n")
    with pytest.raises(StoreStartError, match=r"did not answer within 0\.5 seconds"):
        async with EmbeddedValkey(data_dir, binary=binary, patience=0.5):
            pass
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


async def test_a_server_that_does_not_end_is_ended(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "_STOP_LOOKS", 5)
    async with EmbeddedValkey(data_dir) as server:
        pid = await pid_of(server)
        os.kill(pid, signal.SIGSTOP)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_a_folder_that_is_removed_leaves_no_server_behind(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(embedded, "_RESTART_SECONDS", 0.01)
    async with EmbeddedValkey(data_dir) as server:
        pid = await pid_of(server)
        shutil.rmtree(data_dir)

        async def complained() -> bool:
            return "is down" in caplog.text

        await eventually(complained)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@pytest.fixture
async def stranger(data_dir: Path) -> AsyncIterator[int]:
    """A server where ours would listen, that keeps another folder's data."""
    ours = EmbeddedValkey(data_dir)
    ours.folder.mkdir(mode=0o700, parents=True)
    held = folders.take_lock(ours.folder / "server.lock")
    assert held
    with bare_server(dir=data_dir.parent, unixsocket=ours.socket_path) as process:

        async def ready() -> bool:
            return await answers(ours.url)

        await eventually(ready)
        yield process.pid
        assert process.poll() is None
    os.close(held)


async def test_a_server_of_another_folder_is_neither_used_nor_ended(
    data_dir: Path, stranger: int
) -> None:
    with pytest.raises(StoreStartError, match=f"End process {stranger}"):
        async with EmbeddedValkey(data_dir):
            pass


async def test_the_app_ends_even_where_a_cancellation_is_swallowed() -> None:
    """As asyncio.wait_for of Python 3.11 does where it is cancelled as its answer arrives."""
    swallowed = 0

    async def stubborn() -> None:
        nonlocal swallowed
        while True:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                swallowed += 1
                if swallowed == 2:
                    raise

    task = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    async with asyncio.timeout(5):
        await embedded._cancel(task)
    assert swallowed == 2


async def test_what_ended_the_watch_over_the_server_is_not_kept_quiet() -> None:
    async def faulty() -> None:
        raise KeyError

    task = asyncio.create_task(faulty())
    await asyncio.wait({task})
    with pytest.raises(KeyError):
        await embedded._cancel(task)
