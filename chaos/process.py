"""What a process has in its hands, as Linux tells of it."""

from __future__ import annotations

from pathlib import Path


def memory(pid: int) -> float:
    """Resident memory, in MiB."""
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def handles(pid: int) -> int:
    """Open files and sockets."""
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))
