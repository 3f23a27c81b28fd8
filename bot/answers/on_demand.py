"""What is made of a role when it is first asked for, so that a start waits for none of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")


class OnDemand(Mapping[str, T]):
    """Values by the ids of roles, each made by its function when it is first read."""

    def __init__(self, makers: Mapping[str, Callable[[], T]]) -> None:
        self._makers = makers
        self._values: dict[str, T] = {}

    def __getitem__(self, role_id: str) -> T:
        if role_id not in self._values:
            self._values[role_id] = self._makers[role_id]()
        return self._values[role_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)

    def __contains__(self, role_id: object) -> bool:
        return role_id in self._makers
