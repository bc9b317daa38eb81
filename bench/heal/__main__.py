"""``python -m bench.heal [FOLDER]``: the numbers of bench/heal/README.md."""

import argparse
import json
import platform
from pathlib import Path

from bench.heal import (
    accuracy,
    acting,
    crossval,
    data,
    edited,
    ours,
    shuffled,
    similo,
    speed,
    survival,
    unchanged,
)

RESULTS = Path("bench/results/heal.json")
THRESHOLDS = (0.70, 0.75, 0.80, 0.90)
GROUPS = ("all", "hard", "gone")


def main() -> None:
    """Measure everything and write the results."""
    parser = argparse.ArgumentParser(prog="python -m bench.heal", description=__doc__)
    parser.add_argument(
        "folder", nargs="?", help="folder of the labelled pages, else RELOCATION_DATA"
    )
    parser.add_argument("--out", type=Path, default=RESULTS, help="where the JSON goes")
    parser.add_argument("--no-peer", action="store_true", help="leave out Similo")
    parser.add_argument("--no-crossval", action="store_true", help="leave out cross-validation")
    options = parser.parse_args()
    folder = data.folder(options.folder)
    if not (folder / "pairs.jsonl").is_file():
        parser.error(f"no labelled pages in {folder}: give their folder or set RELOCATION_DATA")
    results = _measure(folder, peer=not options.no_peer, validate=not options.no_crossval)
    _show(results)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(results, indent=2) + "\n")


def _measure(folder: Path, *, peer: bool, validate: bool) -> dict[str, object]:
    finders: dict[str, accuracy.Finder] = {"pacts": ours.find}
    for least in (0.0, *THRESHOLDS) if peer else ():
        finders[f"similo {least:.2f}" if least else "similo"] = similo.threshold_finder(least)
    results: dict[str, object] = {
        "machine": {"python": platform.python_version(), "arch": platform.machine()},
        "accuracy": {name: accuracy.measure(folder, find) for name, find in finders.items()},
        "unchanged": unchanged.measure(folder),
        "first_selector": survival.measure(folder),
        "telling_of_lost_selectors": acting.measure(folder),
        "shuffled": shuffled.measure(folder),
        "speed": speed.measure(folder),
    }
    edited_pages = edited.folder()
    if edited_pages is None:
        print("edited pages: left out, DRIFT_DATA does not name their folder")
    else:
        results["edited"] = edited.measure(edited_pages)
    if validate:
        results["cross_validated"] = crossval.measure(folder)
    return results


def _show(results: dict[str, object]) -> None:
    table = results.pop("accuracy")
    assert isinstance(table, dict)  # noqa: S101
    for finder, variants in table.items():
        for variant, groups in variants.items():
            for group in GROUPS:
                cells = "  ".join(f"{said} {share}" for said, share in groups[group].items())
                print(f"{finder:<12} {variant:<8} {group:<5} {cells}")
    for name, value in results.items():
        print(name, json.dumps(value))
    results["accuracy"] = table


if __name__ == "__main__":
    main()
