"""``python -m bench.applications [PRODUCT…]``: heals, names and selectors on live applications."""

import argparse
import json
from collections import Counter
from pathlib import Path

from bench.applications import measure, record

RESULTS = Path("bench/results/applications.json")
FINE = ("right", "unsettled")


def main() -> None:
    """Measure on what was recorded, and show what is not right if told so."""
    parser = argparse.ArgumentParser(prog="python -m bench.applications", description=__doc__)
    parser.add_argument("products", nargs="*", help="all unless named")
    parser.add_argument("--wrong", action="store_true", help="print each answer that is not right")
    parser.add_argument("--kind", help="with --wrong: of this row alone")
    parser.add_argument("--out", type=Path, default=RESULTS, help="where the JSON goes")
    options = parser.parse_args()
    recorded = json.loads(record.RECORDED.read_text())
    found = list(measure.findings(recorded, options.products))
    if options.wrong:
        _explain(found, options.kind)
    table = measure.counts(found)
    _show(table)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(table, indent=2) + "\n")


def _explain(found: list[measure.Finding], kind: str | None) -> None:
    for one in found:
        if one.verdict not in FINE and kind in (None, one.kind):
            print(f"{one.kind}: {one.verdict}: {one.where}\n  {one.detail}")


def _show(table: dict[str, Counter[str]]) -> None:
    for kind, said in table.items():
        cells = "  ".join(
            f"{verdict} {number} ({100 * number / said.total():.1f} %)"
            for verdict, number in said.most_common()
        )
        print(f"{kind:<22} {said.total():>4}  {cells}")


if __name__ == "__main__":
    main()
