"""ENCRYPTION_KEYS_COMMAND: keys out of a secret manager, and a sentence for all that goes wrong."""

from __future__ import annotations

import base64
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.settings import Settings
from bot.store.errors import KeyringError
from bot.store.from_settings import open_store
from bot.store.keys_command import MOST_BYTES, fetch_keys
from tests.desk import until
from tests.valkey import short_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = base64.b64encode(bytes(range(32))).decode()
OTHER = base64.b64encode(bytes(range(32, 64))).decode()


@pytest.fixture
def folder() -> Iterator[Path]:
    with short_folder() as folder:
        yield folder


def run_python(program: str) -> str:
    """A command that runs this Python program."""
    return shlex.join([sys.executable, "-c", program])


def print_text(text: str) -> str:
    return run_python(f"print({text!r})")


def wanted(command: str, **more: object) -> Settings:
    return Settings(_env_file=None, encryption_keys_command=command, **more)  # type: ignore[arg-type]


async def test_the_embedded_store_uses_its_keys_and_makes_no_key_file(folder: Path) -> None:
    async with open_store(wanted(print_text(f"{KEY}, {OTHER}"), data_dir=folder)) as (_, keyring):
        encrypted = keyring.encrypt(b"sample", ("place",))
    assert list_files(folder) == ["valkey"]
    given = Settings(_env_file=None, data_dir=folder, encryption_keys=KEY)
    async with open_store(given) as (_, keyring):
        assert keyring.decrypt(encrypted, ("place",)) == b"sample"


async def test_a_store_of_ones_own_uses_its_keys(valkey_url: str) -> None:
    async with open_store(wanted(print_text(KEY), redis_url=valkey_url)) as (store, keyring):
        assert await store.ping()
        assert len(keyring.keys) == 1


async def test_no_shell_reads_the_command(folder: Path) -> None:
    """What a shell would do with it is an argument like any other."""
    command = f"{print_text(KEY)} > {folder / 'written'} ; touch {folder / 'touched'} $HOME"
    assert await fetch_keys(command) == KEY
    assert list_files(folder) == []


async def test_it_does_not_get_the_secrets_of_hiring_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    """But the rest of the environment, in which its own address and access are."""
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-of-tests")
    monkeypatch.setenv("redis_url", "redis://hidden")
    monkeypatch.setenv("VAULT_ADDR", "https://vault.example.com")
    program = "import os; print(*(os.environ.get(name) for name in {}))"
    names = ["SLACK_BOT_TOKEN", "redis_url", "VAULT_ADDR"]
    assert await fetch_keys(run_python(program.format(names))) == (
        "None None https://vault.example.com"
    )


def is_running(pid: int) -> bool:
    """Whether a process has a command line: one that has ended has none."""
    try:
        return bool(Path(f"/proc/{pid}/cmdline").read_bytes())
    except FileNotFoundError:
        return False


def list_files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


SECRET = "c2VjcmV0LW9mLXRlc3Rz"
WRONG = [
    ("hiring-desk-no-such-program", "can't be started: No such file"),
    (run_python(f"import sys; print({SECRET!r}, file=sys.stderr); sys.exit(3)"), "exit code 3"),
    (run_python(f"print({KEY!r}); raise SystemExit(1)"), "exit code 1"),
    (run_python("import os; os.kill(os.getpid(), 9)"), "exit code -9"),
    (run_python(f"import sys; print({SECRET!r}, file=sys.stderr)"), "printed nothing"),
    (print_text("  "), "printed nothing"),
    (print_text(f"Your key is {SECRET}"), "key 1 is not base64"),
    (print_text(f"{KEY},{SECRET}"), "key 2 has 15 bytes instead of 32"),
    (run_python("import sys; sys.stdout.buffer.write(bytes(range(256)))"), "key 1 is not base64"),
    (run_python(f"print('A' * {MOST_BYTES + 1})"), "printed more than 65536 bytes"),
    (run_python("while True: print('A' * 4096)"), "printed more than 65536 bytes"),
]


@pytest.mark.parametrize(("command", "reason"), WRONG)
async def test_what_goes_wrong_is_a_sentence_that_names_the_setting_and_shows_nothing_printed(
    command: str, reason: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(KeyringError) as raised:
        async with open_store(wanted(command, data_dir=folder)):
            pass  # pragma: no cover
    sentence = raised.value.sentence
    assert sentence.startswith("ENCRYPTION_KEYS_COMMAND")
    assert reason in sentence
    assert sentence.endswith((".", "openssl rand -base64 32"))
    shown = capfd.readouterr()
    for text in (sentence, shown.out, shown.err):
        assert SECRET not in text
        assert KEY not in text
    assert not (folder / "encryption.keys").exists()


async def test_a_command_that_does_not_end_is_ended_with_all_that_it_started(folder: Path) -> None:
    """Also if the command itself has ended, and what it started goes on holding its output."""
    pids = folder / "pids"
    sleeper = "import subprocess, os; p = subprocess.Popen(['sleep', '600'])"
    note = f"open({str(pids)!r}, 'w').write(str(p.pid))"
    with pytest.raises(KeyringError, match=r"did not end within 2 seconds\. Run it by hand"):
        await fetch_keys(run_python(f"{sleeper}; {note}"), seconds=2)
    await until(lambda: not is_running(int(pids.read_text())))
