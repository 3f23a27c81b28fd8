"""The requirements files are complete, so that installing them resolves nothing.

`make setup` installs with `--no-deps`: whatever a pinned package needs has to be pinned in the same
file. The metadata of the installed packages says what that is, so no network is needed.
"""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
WANTED = {
    "requirements.txt": PROJECT["dependencies"],
    "requirements-dev.txt": PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"],
}
MACHINES = [
    {
        "python_version": version,
        "python_full_version": f"{version}.{patch}",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "sys_platform": system,
        "platform_system": {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}[system],
        "os_name": "nt" if system == "win32" else "posix",
        "platform_machine": "x86_64",
        "platform_release": "",
        "platform_version": "",
    }
    for version, patch in (("3.11", 0), ("3.11", 9), ("3.12", 4), ("3.13", 2), ("3.14", 1))
    for system in ("linux", "darwin", "win32")
]


@pytest.mark.parametrize("file", WANTED)
@pytest.mark.parametrize("machine", MACHINES, ids=lambda m: " ".join(list(m.values())[1:5:3]))
def test_everything_a_pinned_package_needs_is_pinned(file: str, machine: dict[str, str]) -> None:
    pins = read_pins((ROOT / file).read_text(), machine)

    assert list_missing(WANTED[file], pins, machine) == []


@pytest.mark.parametrize("file", WANTED)
def test_every_pin_has_a_hash_and_no_file_names_a_host(file: str) -> None:
    text = (ROOT / file).read_text()

    assert all("--hash=sha256:" in entry for entry in entries(text))
    assert "://" not in text


@pytest.mark.parametrize(
    ("removed", "needed_by"), [("coverage", "pytest-cov"), ("hiredis", "redis"), ("redis", "this")]
)
def test_a_missing_pin_is_named_with_what_needs_it(removed: str, needed_by: str) -> None:
    """The check sees a package that only an extra asks for, as well as one of our own."""
    pins = read_pins((ROOT / "requirements-dev.txt").read_text(), MACHINES[0])
    del pins[removed]

    complaints = list_missing(WANTED["requirements-dev.txt"], pins, MACHINES[0])

    assert any(line.startswith(f"{needed_by} needs {removed}") for line in complaints)


def entries(text: str) -> Iterable[str]:
    """The requirements of a file, each with its hashes on one line."""
    lines = text.replace("\\\n", " ").splitlines()
    return [line for line in lines if re.match(r"[A-Za-z0-9]", line)]


def read_pins(text: str, machine: dict[str, str]) -> dict[str, str]:
    """The version of each package that the file installs on such a machine, by its name."""
    pins: dict[str, str] = {}
    for entry in entries(text):
        pin = Requirement(entry.split("--hash", 1)[0].strip())
        if pin.marker is None or pin.marker.evaluate(machine):
            ((_, version),) = [(s.operator, s.version) for s in pin.specifier if s.operator == "=="]
            pins[canonicalize_name(pin.name)] = version
    return pins


def list_missing(wanted: list[str], pins: dict[str, str], machine: dict[str, str]) -> list[str]:
    """What is needed and not pinned, followed from our own requirements through all extras."""
    complaints = []
    seen = set()
    waiting = [("this", Requirement(text)) for text in wanted]
    while waiting:
        needed_by, requirement = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate(machine):
            continue
        name = canonicalize_name(requirement.name)
        if name not in pins or not requirement.specifier.contains(pins[name], prereleases=True):
            complaints.append(f"{needed_by} needs {requirement}, pinned is {pins.get(name)}")
        for extra in ("", *requirement.extras):
            if (name, extra) not in seen:
                seen.add((name, extra))
                waiting += [(name, needed) for needed in requirements_of(name, extra, machine)]
    return complaints


def requirements_of(name: str, extra: str, machine: dict[str, str]) -> Iterator[Requirement]:
    """What a package asks for, without an extra or because of one."""
    try:
        texts = metadata.requires(name) or []
    except metadata.PackageNotFoundError:  # it is for other machines than this one
        return
    for requirement in map(Requirement, texts):
        marker, requirement.marker = requirement.marker, None
        if marker is None or marker.evaluate({**machine, "extra": ""}):
            because_of = ""
        elif marker.evaluate({**machine, "extra": extra}):
            because_of = extra
        else:
            continue
        if because_of == extra:
            yield requirement
