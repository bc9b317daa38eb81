"""``python -m bench.capture.names FOLDER``: roles and names beside Chromium's accessibility tree.

Every interactive element of every HTML page in the folder is compared.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from collections import Counter
from pathlib import Path

from tests.e2e.capture.accessibility import agreement
from tests.support.pages.browser import own_browser
from tests.support.pages.site import Site

RESULTS = Path("bench/results/names.json")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.capture.names", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--differences", action="store_true", help="print each of them")
    options = parser.parse_args()
    pages = sorted(options.folder.rglob("*.html"))
    counted = asyncio.run(_compare(pages, show=options.differences))
    shares = {name: round(100 * count / counted["compared"], 2) for name, count in counted.items()}
    report = {"counts": dict(counted), "percent": shares}
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(report, indent=2) + "\n")
    print(json.dumps(report, indent=2))


async def _compare(pages: list[Path], *, show: bool) -> Counter[str]:
    counted: Counter[str] = Counter()
    async with Site().served() as site, own_browser() as browser:
        for path in pages:
            page = await browser.new_page()
            await page.goto(site.page(path.read_text("utf-8")))
            found = await agreement(page)
            await page.close()
            counted["compared"] += found.compared
            counted["only in spaces"] += len(found.spaced)
            counted["otherwise"] += len(found.differences)
            for difference in found.differences if show else ():
                print(path, difference, sep="\n  ")
    unlike = counted["only in spaces"] + counted["otherwise"]
    counted["to the letter"] = counted["compared"] - unlike
    return counted


if __name__ == "__main__":
    main()
