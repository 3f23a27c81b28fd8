"""The memory and file handles of a process, as Linux reports them."""

from __future__ import annotations

from pathlib import Path


def memory_mib(pid: int) -> float:
    """Resident memory, in MiB."""
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def count_handles(pid: int) -> int:
    """Open files and sockets."""
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))
