"""Which role a text is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiring.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hiring.guide.role import Role


def split_off_role(text: str, roles: Iterable[Role]) -> tuple[Role | None, str]:
    """The role whose name the text begins with, and the rest of the text.

    The longest name counts; case, accents and punctuation make no difference.
    """
    names = {name: role for role in roles for name in role.normalized_names}
    words = text.split(maxsplit=max((name.count(" ") + 1 for name in names), default=0))
    for count in range(len(words), 0, -1):
        if role := names.get(normalize(" ".join(words[:count]))):
            return role, " ".join(words[count:])
    return None, text
