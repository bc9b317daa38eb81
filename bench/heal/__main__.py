"""``python -m bench.heal [FOLDER]``: every number of docs/healing.md, as a table and as JSON."""

import argparse
import json
import platform
from collections.abc import Callable
from pathlib import Path

from bench.heal import accuracy, data, ours, similo, speed, unchanged

RESULTS = Path("bench/results/heal.json")
THRESHOLD = 0.75
GROUPS = ("all", "hard", "gone")


def main() -> None:
    """Measure everything and write the results."""
    parser = argparse.ArgumentParser(prog="python -m bench.heal", description=__doc__)
    parser.add_argument(
        "folder", nargs="?", help="folder of the labelled pages, else RELOCATION_DATA"
    )
    parser.add_argument("--out", type=Path, default=RESULTS, help="where the JSON goes")
    parser.add_argument("--no-peer", action="store_true", help="leave out Similo, which is slow")
    options = parser.parse_args()
    folder = data.folder(options.folder)
    if not (folder / "pairs.jsonl").is_file():
        parser.error(f"no labelled pages in {folder}: give their folder or set RELOCATION_DATA")
    finders: dict[str, Callable[[bytes, bytes, str], str | None]] = {"pacts": ours.find}
    if not options.no_peer:
        finders["similo"] = similo.threshold_finder(0)
        finders[f"similo at {THRESHOLD}"] = similo.threshold_finder(THRESHOLD)
    results = {
        "machine": {"python": platform.python_version(), "arch": platform.machine()},
        "accuracy": {name: accuracy.measure(folder, find) for name, find in finders.items()},
        "unchanged": unchanged.measure(folder),
        "speed": speed.measure(folder),
    }
    _show(results)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(results, indent=2) + "\n")


def _show(results: dict[str, object]) -> None:
    table = results["accuracy"]
    assert isinstance(table, dict)  # noqa: S101
    for finder, variants in table.items():
        for variant, groups in variants.items():
            for group in GROUPS:
                cells = "  ".join(f"{said} {share}" for said, share in groups[group].items())
                print(f"{finder:<16} {variant:<8} {group:<5} {cells}")
    print("unchanged", results["unchanged"])
    print("speed", json.dumps(results["speed"]))


if __name__ == "__main__":
    main()
