"""Page objects of Python: imported, and used on a real page."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.client.conftest import Cli
from tests.pom.learning import APP, DONE, ENVIRONMENT, Learned

PYTHON = ("pom", "export", "--app", APP, "--to", "playwright-python")
# What a test does with a page object, whichever way that has its elements.
USED = """
import sys
from playwright.sync_api import sync_playwright
from shop_checkout_page import *
from pacts.playwright import Session

address, url, browser, mode = sys.argv[1:]
with sync_playwright() as playwright:
    tab = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"]).new_page()
    tab.goto(url)
    session = Session("{app}", "{environment}", frozen=True) if mode == "ask" else None
    shop = ShopCheckoutPage(tab, session) if session else ShopCheckoutPage(tab)
    shop.full_name.fill("Grace")
    shop.country.select_option("Cyprus")
    shop.voucher_code.fill("TEA")
    shop.payment.card_number.fill("4242")
    said = []
    for button in (shop.save_address, shop.row_of_coffee_beans.remove):
        button.click()
        said.append(tab.locator("#status").inner_text())
    values = [tab.locator("#" + one).input_value() for one in ("name", "country", "code")]
    card = tab.frame("payment").locator("#card").input_value()
    print(*said, *values, card, sep="|")
""".replace("{app}", APP).replace("{environment}", ENVIRONMENT)


def used(folder: Path, learned: Learned, mode: str) -> str:
    (folder / "use.py").write_text(USED)
    done = subprocess.run(
        [sys.executable, "use.py", learned.address, learned.url, learned.browser, mode],
        cwd=folder,
        env={"PACTS_TARGET": learned.address, "PATH": ""},
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("flags", [(), ("--frozen",)], ids=["ask", "frozen"])
def test_page_object_acts_on_the_elements_that_it_names(
    flags: tuple[str, ...], learned: Learned, cli: Cli, out: Path
) -> None:
    made = cli(*PYTHON, *flags, "--out", str(out), "--json")

    assert (made.returncode, json.loads(made.stdout)["missing"]) == (0, [])
    assert used(out, learned, "frozen" if flags else "ask") == f"{DONE}\n"
