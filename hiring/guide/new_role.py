"""Begins the folder of a new role, for somebody to fill in.

Each file begins with what the AI Tech Lead's file says about its keys, which is said there alone.
What follows is a skeleton of ours (`role_skeleton/`), or the file of another role under the new
title. Whatever has to be written says `FILL IN`, which the check looks for.
"""

from __future__ import annotations

import re
import shlex
import tempfile
from dataclasses import dataclass
from importlib.resources import files
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hiring.errors import HiringDeskError
from hiring.guide import content
from hiring.guide.article import find_article
from hiring.guide.content_model import PLACEHOLDER
from hiring.guide.overlay import did_you_mean
from hiring.guide.yaml_file import read_text
from hiring.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hiring.guide.role import Guide

MODEL: Final = "ai-tech-lead"
"""The role whose files explain the keys."""
OWN_FIGURES: Final = ("salary.yml", "time-to-hire.yml")
"""Files of figures that only a team itself, or its source, can know. No skeleton has them."""
TEMPLATE: Final = "posting.md.jinja"

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_ID = 40
_TITLE = re.compile(r"[^\W\d_][\w &/()+,.'’–-]{0,73}[\w).+]")
_ARTICLE = re.compile(r"\b(an?) (?=<title>)", re.IGNORECASE)
_OWN_KEYS = {"aliases": "[]", "summary": f"{PLACEHOLDER} what the role does, in one sentence."}
"""What the `role.yml` of a copy begins with in place of the other role's."""
_NO_PLACE = (
    "There is no folder for your role yet. Set CONTENT_DIR to a folder for your own content, or "
    "name one: .venv/bin/python app.py new-role {role} our-content"
)


@dataclass(frozen=True)
class NewRole:
    """A folder that was made, and its files by name."""

    folder: Path
    files: tuple[str, ...]


def describe_next_steps(new: NewRole) -> str:
    """What to do with a new role, in lines for a terminal."""
    own = shlex.quote(str(new.folder.parent.parent))
    return "\n".join(
        [
            f"{new.folder} is made: {', '.join(new.files)}.",
            f"Replace what says “{PLACEHOLDER}”; nobody is offered the role before. What is left:",
            f"    .venv/bin/python app.py check-content {own}",
            "See all that people will see of it, while you write:",
            f"    CONTENT_DIR={own} make run",
            f"    http://127.0.0.1:3000/previews#{new.folder.name}",
            f"Not made: {' and '.join(OWN_FIGURES)}, for figures of your own with a source.",
        ]
    )


def make_role(
    ours: Path, own: Path | None, role_id: str, title: str | None, like: str | None
) -> NewRole:
    """Make the folder of a role in `own`, which may not exist yet.

    Without a title, the id says it. `like` is the id of a role whose files are the beginning.
    HiringDeskError where the folder can't be made.
    """
    title = _read_title(role_id, title)
    if own is None:
        raise HiringDeskError(_NO_PLACE.format(role=role_id))
    layers = (ours, own) if own.exists() and not own.samefile(ours) else (ours,)
    guide = content.load(*layers)
    guide = guide.with_unfinished or guide
    _refuse_known_names(role_id, title, guide, layers)
    texts = (
        _copy_role(like, title, guide, layers)
        if like
        else {name: _fill_in(text, role_id, title) for name, text in _list_skeleton(ours)}
    )
    written = {
        name: _read_head(ours, name, title) + texts[name]
        for name in sorted(texts, key=lambda name: (name != "role.yml", name))
    }
    return NewRole(_write(own / content.ROLES / role_id, written), tuple(written))


def _read_title(role_id: str, title: str | None) -> str:
    if not _ID.fullmatch(role_id) or len(role_id) > _LONGEST_ID:
        meant = "-".join(re.findall(r"[a-z0-9]+", role_id.lower()))[:_LONGEST_ID].strip("-")
        raise HiringDeskError(
            f"“{role_id}” can't be the id of a role. Use small letters, digits and single hyphens, "
            f"{_LONGEST_ID} characters at most, such as {meant or 'data-engineer'}."
        )
    title = " ".join((title if title is not None else role_id.replace("-", " ").title()).split())
    if not _TITLE.fullmatch(title):
        raise HiringDeskError(
            f"“{title}” can't be the title. Give one with --title: 2 to 75 characters, of which "
            "the first is a letter and the others are letters, digits, spaces or / & ( ) + - . ', "
            "such as Data Engineer."
        )
    return title


def _refuse_known_names(role_id: str, title: str, guide: Guide, layers: tuple[Path, ...]) -> None:
    for layer in layers:
        if (folder := layer / content.ROLES / role_id).exists():
            raise HiringDeskError(f"{folder} is there already. Choose another id.")
    for role in guide.roles.values():
        for name in (role_id, title):
            if normalize(name) in role.normalized_names:
                raise HiringDeskError(
                    f"“{name}” is already a name of the role {role.about.title} ({role.id}). "
                    "Choose another one, or say with --title what people will read."
                )


def _list_skeleton(ours: Path) -> Iterator[tuple[str, str]]:
    """The files of the skeleton, by name, without heads."""
    for file in sorted(
        files(__package__).joinpath("role_skeleton").iterdir(), key=lambda file: file.name
    ):
        yield file.name, file.read_text(encoding="utf-8")
    yield TEMPLATE, _empty_template(_split_head(read_text(_locate_model(ours, TEMPLATE)))[1])


def _fill_in(text: str, role_id: str, title: str) -> str:
    with_article = f"{find_article(title)} {title}"
    for mark, value in (("<id>", role_id), ("<title>", title), ("<a title>", with_article)):
        text = text.replace(mark, value)
    return text


def _copy_role(like: str, title: str, guide: Guide, layers: tuple[Path, ...]) -> dict[str, str]:
    """The files of another role, as they are after merging, with the new title.

    Aliases and the summary are of one role alone, so the new one is unfinished without its own.
    """
    role = guide.roles.get(like)
    if role is None:
        raise HiringDeskError(
            f"There is no role {like} to begin with.{did_you_mean(like, guide.roles)} There are: "
            f"{', '.join(guide.roles)}."
        )
    texts = {
        name: _rename(text, role.about.title, title)
        for name, text in _read_files(f"{content.ROLES}/{like}", layers).items()
    }
    return texts | {"role.yml": _empty_own_keys(texts["role.yml"])}


def _read_files(folder: str, layers: tuple[Path, ...]) -> Mapping[str, str]:
    """A role's files without their heads; what a team has changed in one of ours is merged."""
    names = sorted({file.name for layer in layers for file in (layer / folder).glob("*.*")})
    texts = {}
    for name in names:
        having = [layer / folder / name for layer in layers if (layer / folder / name).is_file()]
        is_merged = len(having) > 1 and name.endswith(".yml")
        text = (
            content.effective(layers[0], layers[1], f"{folder}/{name}", alone=True)
            if is_merged
            else read_text(having[-1])
        )
        texts[name] = _split_head(text)[1]
    return texts


def _rename(text: str, old: str, new: str) -> str:
    marked = text.replace(old, "<title>")
    article = find_article(new)
    marked = _ARTICLE.sub(
        lambda match: f"{article.title() if match[1][0].isupper() else article} ", marked
    )
    return marked.replace("<title>", new)


def _empty_own_keys(text: str) -> str:
    for key, value in _OWN_KEYS.items():
        if former := _cut_key(text, key):
            text = text.replace(former, f"{key}: {value}\n", 1)
    return text


def _locate_model(ours: Path, name: str) -> Path:
    return ours / content.ROLES / MODEL / name


def _read_head(ours: Path, name: str, title: str) -> str:
    """What our file of that name says about its keys, with an empty line after it."""
    model = _locate_model(ours, name)
    if not model.is_file():
        return ""
    head = _split_head(read_text(model))[0]
    return _rename(head, "AI Tech Lead", title) + ("" if name == TEMPLATE else "\n")


def _split_head(text: str) -> tuple[str, str]:
    """The comment at the beginning of a file, and what follows."""
    if text.startswith("{#"):
        head = text[: text.index("#}") + 2]
    else:
        head = "".join(takewhile(_is_comment, text.splitlines(keepends=True)))
    return head.rstrip("\n") + "\n" if head else "", text[len(head) :].lstrip("\n")


def _is_comment(line: str) -> bool:
    return line.startswith("#") and "{{" not in line


def _cut_key(text: str, key: str) -> str:
    """The lines of a key at the top of a file and of its value; empty where there is none."""
    lines = text.splitlines(keepends=True)
    first = next((at for at, line in enumerate(lines) if line.startswith(f"{key}:")), len(lines))
    value = takewhile(lambda line: not line.strip() or line[0] in " -", lines[first + 1 :])
    return "".join([*lines[first : first + 1], *value]).rstrip("\n") + "\n" if lines[first:] else ""


def _empty_template(text: str) -> str:
    """A posting's template with its own sentences taken out; headings and values stay."""
    lines: list[str] = []
    heading = "the posting"
    for line in text.splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ").lower() if "{" not in line else heading
        if not line or line.startswith("#") or "{" in line:
            lines.append(line)
            continue
        bullet = "- " if line.startswith("- ") else ""
        empty = f"{bullet}{PLACEHOLDER} {heading}"
        if not lines or lines[-1] != empty:
            lines.append(empty)
    return "\n".join(lines) + "\n"


def _write(folder: Path, texts: Mapping[str, str]) -> Path:
    """Write all files, or none: a running Hiring Desk reads no half of them."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".new-role-", dir=folder.parent) as beside:
            new = Path(beside) / folder.name
            new.mkdir()
            for name, text in texts.items():
                (new / name).write_text(text, encoding="utf-8")
            new.rename(folder)
    except OSError as error:
        raise HiringDeskError(
            f"{folder} can't be written: {error.strerror}. Nothing was made."
        ) from None
    return folder
