"""Rules for the source itself: which imports and which names are allowed."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent

# Each room, and the other rooms that it may import.
MAY_IMPORT = {
    "app": {"bot", "blocks", "hiring", "local_workspace"},
    "local_workspace": {"bot", "hiring"},
    "bot": {"blocks", "hiring"},
    "blocks": {"hiring"},
    "hiring": set(),
    "local_slack": set(),
    "examples": set(),  # what an extension may rely on: Bolt, and nothing of ours
}
NOT_IN_HIRING = {
    "aiohttp",
    "asyncio",
    "os",
    "random",
    "redis",
    "secrets",
    "slack_bolt",
    "slack_sdk",
    "slackblocks",
    "socket",
    "starlette",
    "subprocess",
    "threading",
    "time",
    "uvicorn",
}
READS_A_CLOCK = {"now", "today", "utcnow"}

MOST_LINES = 500

MAKES_MARKUP = {
    "blocks/mrkdwn.py",
    "blocks/kit/mentions.py",  # takes mentions out of existing markup
    "blocks/kit/text.py",  # cuts existing markup
}

NOT_NAMES = {
    *("there", "here", "below", "kept", "found", "made", "asked", "done", "one", "some"),
    *("seated", "anew", "whom"),
}
"""Such a name does not say what it holds."""

JS_NAME = re.compile(r"\b(?:const|let|function|class)\s+([\w$]+)")

CODE = (".py", ".js", ".css", ".html", ".lua")
PINS = ("requirements.txt", "requirements-dev.txt")


@cache
def files() -> list[Path]:
    """Every file that is in the repository, or about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],  # noqa: S607 - git from the PATH, as `make` has it
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout.split("\0")
    return sorted(path for name in set(listed) if name and (path := ROOT / name).is_file())


def named(path: Path) -> str:
    name = path.relative_to(ROOT).as_posix()
    return name.removeprefix("local-slack/") if "/local_slack/" in name else name


def room(path: Path) -> str:
    return named(path).partition("/")[0].removesuffix(".py")


@cache
def trees() -> dict[Path, ast.Module]:
    """The syntax trees of all Python."""
    return {
        path: ast.parse(path.read_text(encoding="utf-8"))
        for path in files()
        if path.suffix == ".py"
    }


def source() -> dict[Path, ast.Module]:
    """The syntax trees of our own code, tests and benchmarks aside."""
    return {path: tree for path, tree in trees().items() if room(path) in MAY_IMPORT}


def imports(tree: ast.AST) -> Iterator[str]:
    """The modules that a file imports, including those for the type checker."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def calls(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            if name in (getattr(called, "id", None), getattr(called, "attr", None)):
                yield node


def test_imports_run_one_way_app_to_bot_to_blocks_to_hiring() -> None:
    """`local_slack` imports none of these rooms, and none of them imports it."""
    wrong = [
        f"{named(path)} imports {module}"
        for path, tree in source().items()
        for module in imports(tree)
        if (target := module.partition(".")[0]) in MAY_IMPORT
        and target not in {room(path), *MAY_IMPORT[room(path)]}
    ]
    assert not wrong


def test_feature_files_do_not_import_each_other() -> None:
    """What several features share has a room of its own; `routes` joins their tables."""
    wrong = [
        f"{named(path)} imports {module}"
        for path, tree in source().items()
        if named(path).startswith("bot/features/") and path.name != "routes.py"
        for module in imports(tree)
        if module.startswith("bot.features")
    ]
    assert not wrong


@pytest.mark.parametrize(
    "name", ["hiring", "blocks", "bot", "local_slack", "chaos", "bench", "demo"]
)
def test_no_files_of_a_room_import_each_other_in_a_circle(name: str) -> None:
    """Imports for the type checker count too, so that each file can be read before its users."""
    modules = {
        named(path).removesuffix(".py").removesuffix("/__init__").replace("/", "."): path
        for path in trees()
        if room(path) == name
    }
    imported = {
        module: {
            target
            for target in imports(trees()[path])
            if target in modules and target != module and not module.startswith(f"{target}.")
        }
        for module, path in modules.items()
    }
    try:
        TopologicalSorter(imported).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


def test_hiring_knows_no_slack_no_store_and_no_clock() -> None:
    wrong = []
    for path, tree in source().items():
        if room(path) != "hiring":
            continue
        taken = {module.partition(".")[0] for module in imports(tree)}
        wrong += [f"{named(path)} imports {module}" for module in taken & NOT_IN_HIRING]
        wrong += [
            f"{named(path)}:{call.lineno} reads a clock"
            for name in READS_A_CLOCK
            for call in calls(tree, name)
        ]
    assert not wrong


def test_only_the_kit_builds_blocks_with_slackblocks() -> None:
    """Slackblocks takes any string as text that Slack parses; the kit takes only escaped text."""
    users = {named(path) for path, tree in source().items() if "slackblocks" in set(imports(tree))}
    assert users == {f"blocks/kit/{part}.py" for part in ("data", "elements", "surface", "text")}


def test_markup_is_literal() -> None:
    """`md` and `Mrkdwn` get literal strings only, so no typed text can be in the markup."""
    wrong = [
        f"{named(path)}:{call.lineno} {function}"
        for path, tree in source().items()
        if named(path) not in MAKES_MARKUP
        for function in ("md", "Mrkdwn")
        for call in calls(tree, function)
        if not _literal(call.args[:1])
    ]
    assert not wrong


def _literal(arguments: list[ast.expr]) -> bool:
    return all(
        isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        for argument in arguments
    )


IMPORT_ALL = """
import importlib, sys
ours, others = (names.split() for names in sys.stdin.read().split("|"))
for name in others:
    try:
        importlib.import_module(name)
    except ModuleNotFoundError:
        pass  # a name within a module, or only for the type checker
seen = []
def hook(event, arguments):
    if event == "open":
        path = str(arguments[0])
        if not path.endswith((".py", ".pyc", ".so")) and ".pyc." not in path:
            seen.append(f"{event} {path}")
    elif event.partition(".")[0] in {"socket", "subprocess", "sqlite3", "tempfile"}:
        seen.append(event)
sys.addaudithook(hook)
for name in ours:
    before = len(seen)
    importlib.import_module(name)
    for what in seen[before:]:
        print(name, what)
"""


def test_importing_a_module_does_no_work() -> None:
    """Imports open no socket, process or file except Python's own."""
    modules = [
        named(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for path in source()
        if path.name != "__main__.py"
    ]
    others = sorted(
        {
            module
            for tree in source().values()
            for module in imports(tree)
            if module.partition(".")[0] not in MAY_IMPORT
        }
    )
    finished = subprocess.run(  # noqa: S603 - this Python and our own text
        [sys.executable, "-B", "-W", "ignore", "-c", IMPORT_ALL],  # -B: Python keeps no bytecode
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "local-slack")])},
        input=f"{' '.join(modules)}|{' '.join(others)}",
        capture_output=True,
        check=False,
        text=True,
    )
    assert (finished.returncode, finished.stdout) == (0, ""), finished.stderr


def test_no_module_holds_an_app_or_a_client() -> None:
    made_by_functions = {
        "AsyncApp",
        "AsyncWebClient",
        "ClientSession",
        "Redis",
        "RedisCluster",
        "Starlette",
    }
    wrong = [
        f"{named(path)}:{statement.lineno} {name}"
        for path, tree in source().items()
        for statement in tree.body
        if isinstance(statement, ast.Assign | ast.AnnAssign | ast.Expr)
        for name in made_by_functions
        for _ in calls(statement, name)
    ]
    assert not wrong


def names(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """What a file names: functions, parameters, variables and fields, with their lines."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield node.name, node.lineno
            case ast.arg():
                yield node.arg, node.lineno
            case ast.Name(ctx=ast.Store()):
                yield node.id, node.lineno
            case ast.Attribute(ctx=ast.Store()):
                yield node.attr, node.lineno
            case ast.ExceptHandler(name=str()) | ast.MatchAs(name=str()):
                yield str(node.name), node.lineno


def test_a_name_says_what_it_holds() -> None:
    wrong = [
        f"{named(path)}:{line} {name}"
        for path, tree in trees().items()
        for name, line in names(tree)
        if name.strip("_") in NOT_NAMES
    ]
    wrong += [
        f"{named(path)} {name}"
        for path in files()
        if path.suffix == ".js"
        for name in JS_NAME.findall(path.read_text(encoding="utf-8"))
        if name in NOT_NAMES
    ]
    assert not wrong


def test_docstrings_have_one_style() -> None:
    """Code in single backticks, errors in a sentence (`Raises SlackError: no_text.`)."""
    other = ("``", "Raises:", "Args:", "Returns:", ":param", ":return")
    wrong = [
        f"{named(path)}:{node.lineno} has {sign}"
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        for sign in other
        if sign in node.value.value
    ]
    assert not wrong


def test_no_file_is_so_long_that_it_must_have_two_subjects() -> None:
    """A smell, not a rule of style: a file is split where its subject changes."""
    long = [
        named(path)
        for path in files()
        if path.suffix in CODE and len(path.read_bytes().splitlines()) > MOST_LINES
    ]
    assert not long


def test_no_file_names_a_package_registry() -> None:
    """Packages are pinned by hash. Where they come from is each machine's own setting."""
    hosts = ("pypi|org", "pythonhosted|org", "npmjs|org", "golang|org", "crates|io", "rubygems|org")
    names = [*(host.replace("|", ".") for host in hosts), *("--index-url", "--extra-index-url")]
    own = Path(__file__)
    wrong = [
        f"{named(path)} names {name}"
        for path in files()
        if path != own
        for text in [path.read_bytes().decode(errors="replace")]
        for name in names
        if name in text
    ]
    assert not wrong


@pytest.mark.parametrize("name", PINS)
def test_every_requirement_is_pinned_by_hash(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert lines
    assert [line for line in lines if "==" not in line or "--hash=sha256:" not in line] == []


def test_every_lint_rule_that_is_off_has_a_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lint = text[text.index("[tool.ruff.lint]") : text.index("[tool.mypy]")]
    off = [line for line in lint.splitlines() if re.search(r'"[A-Z]+[0-9]*"', line)]
    assert off
    assert [line for line in off if "#" not in line and '["ALL"]' not in line] == []
