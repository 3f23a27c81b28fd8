"""The table of ways round the seal names tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_each_way_round_the_seal_names_a_test_that_exists() -> None:
    _, table = (ROOT / "docs/security.md").read_text().split("## Ways round the seal", 1)
    rows = [line for line in table.splitlines() if line.startswith("| ") and "| test |" not in line]
    tests = "\n".join(path.read_text() for path in (ROOT / "tests").rglob("test_*.py"))
    existing = set(re.findall(r"^(?:async )?def (test_\w+)|^(Test\w+) =", tests, re.MULTILINE))
    names = {name for pair in existing for name in pair}
    for row in rows:
        cited = re.findall(r"`(test_\w+|Test\w+)`", row.rsplit("|", 2)[1])
        assert cited, row
        assert names.issuperset(cited), row
