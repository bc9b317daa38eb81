"""Peak memory of one fingerprint, measured in a process of its own."""

import subprocess
import sys
from pathlib import Path
from statistics import median

from bench.drift import data

MIN_BYTES = 200_000
"""Smaller pages disappear in what the process itself needs."""

CHILD = """
import sys
from pacts_daemon import _drift_core as core

def peak_kb():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))

page = sys.stdin.buffer.read() * int(sys.argv[1])
before = peak_kb()
core.fingerprint_html(page, core.Limits(max_nodes=1 << 24, max_depth=1 << 16))
print(peak_kb() - before)
"""
COPIES = 16


def measure(folder: Path) -> dict[str, float]:
    """Return peak memory beside the page itself, in pages; empty without ``/proc``."""
    if not Path("/proc/self/status").exists():
        return {}
    pages = [page for page in data.all_pages(folder) if len(page) >= MIN_BYTES][:20]
    ratios = sorted(_peak_bytes(page) / (len(page) * COPIES) for page in pages)
    return {"pages": len(ratios), "median": round(median(ratios), 1), "max": round(ratios[-1], 1)}


def _peak_bytes(page: bytes) -> int:
    command = [sys.executable, "-c", CHILD, str(COPIES)]
    done = subprocess.run(command, input=page, capture_output=True, check=True)
    return int(done.stdout) * 1024
