"""One EXAMPLE of everything that a block builder makes, for tests and for looking at.

An example takes the guide, a text that a person may have typed, and whether Slack's own charts
are used; so the same list serves golden files, hostile texts and both kinds of tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from blocks import content_notices, notices, role_comparison, roles
from blocks import preference_examples as preferences
from blocks.debriefs import examples as debriefs
from blocks.debriefs import inbox_examples
from blocks.handbook import examples as handbook
from blocks.interview import examples as interview
from blocks.need import examples as need
from blocks.posting import examples as posting
from blocks.salary import examples as salary
from blocks.salary import pay_examples

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from blocks.kit import Message, View
    from hiring.guide.role import Guide

    Example: TypeAlias = Callable[[Guide, str, bool], Message | View]

EXAMPLES: Mapping[str, Example] = {
    **notices.EXAMPLES,
    **content_notices.EXAMPLES,
    **roles.EXAMPLES,
    **role_comparison.EXAMPLES,
    **salary.EXAMPLES,
    **pay_examples.EXAMPLES,
    **interview.EXAMPLES,
    **handbook.EXAMPLES,
    **need.EXAMPLES,
    **posting.EXAMPLES,
    **debriefs.EXAMPLES,
    **preferences.EXAMPLES,
    **inbox_examples.EXAMPLES,
}
