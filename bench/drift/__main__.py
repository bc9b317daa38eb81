"""``python -m bench.drift [FOLDER]``: the numbers of bench/drift/README.md."""

import argparse
import json
import platform
from pathlib import Path

from bench.drift import accuracy, data, memory, mutations, peers, speed, table

RESULTS = Path("bench/results/drift.json")


def main() -> None:
    """Measure everything and write the results."""
    parser = argparse.ArgumentParser(prog="python -m bench.drift", description=__doc__)
    parser.add_argument("folder", nargs="?", help="folder of the labelled pages, else DRIFT_DATA")
    parser.add_argument("--out", type=Path, default=RESULTS, help="where the JSON goes")
    options = parser.parse_args()
    folder = data.folder(options.folder)
    if not (folder / "pairs.jsonl").is_file():
        parser.error(f"no labelled pages in {folder}: give their folder or set DRIFT_DATA")
    results = {
        "machine": {"python": platform.python_version(), "arch": platform.machine()},
        "accuracy": accuracy.measure(folder),
        "mutations": mutations.measure(folder),
        "speed": speed.measure(folder),
        "memory_times_page": memory.measure(folder),
        "peers": peers.measure(folder),
    }
    table.show(results)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(results, indent=2) + "\n")


if __name__ == "__main__":
    main()
