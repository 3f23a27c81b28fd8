from __future__ import annotations

pytest_plugins = ["tests.valkey", "tests.desk"]
