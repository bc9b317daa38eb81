"""Page objects of TypeScript: their types check, and they act on a real page."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.client.conftest import Cli
from tests.pom.learning import APP, DONE, ENVIRONMENT, Learned

CLIENT = Path(__file__).parents[3] / "clients" / "typescript"
TYPESCRIPT = ("pom", "export", "--app", APP, "--to", "playwright-typescript")
SOURCES = {
    "@pacts/client": str(CLIENT / "src/index.ts"),
    "@pacts/client/playwright": str(CLIENT / "src/playwright/index.ts"),
}
USED = """
import { expect, test } from "vitest";
import { chromium } from "playwright-core";
import { Client } from "@pacts/client";
import { Session } from "@pacts/client/playwright";
import { ShopCheckoutPage } from "./shop-checkout-page.js";

const known = process.env as Record<"POM_TARGET" | "POM_URL" | "POM_BROWSER", string>;

test("a page object", async () => {
  const args = ["--no-sandbox"];
  const browser = await chromium.launch({ executablePath: known.POM_BROWSER, args });
  const tab = await browser.newPage();
  await tab.goto(known.POM_URL);
  const client = new Client({ target: known.POM_TARGET });
  const session = new Session(client, { app: "{app}", environment: "{environment}", frozen: true });
  const shop = new ShopCheckoutPage({arguments});
  await shop.fullName.fill("Grace");
  await shop.country.selectOption("Cyprus");
  await shop.voucherCode.fill("TEA");
  await shop.payment.cardNumber.fill("4242");
  const said = [];
  for (const button of [shop.saveAddress, shop.rowOfCoffeeBeans.remove]) {
    await button.click();
    said.push(await tab.locator("#status").innerText());
  }
  for (const id of ["name", "country", "code"]) said.push(await tab.locator(`#${id}`).inputValue());
  said.push(await tab.frame("payment")?.locator("#card").inputValue());
  await session.close();
  client.close();
  await browser.close();
  expect(said.join("|")).toBe("{done}");
}, 60_000);
"""
CONFIG = """
export default { test: { include: ["*.test.ts"] }, resolve: { alias: {aliases} } };
"""


def project(folder: Path, mode: str) -> None:
    """Put a test that uses the page objects of a folder beside them."""
    (folder / "node_modules").symlink_to(CLIENT / "node_modules")
    (folder / "package.json").write_text('{"type": "module"}')
    options = json.loads((CLIENT / "tsconfig.json").read_text())["compilerOptions"]
    paths = {name: [source] for name, source in SOURCES.items()}
    checked = {"compilerOptions": {**options, "paths": paths}, "include": ["*.ts"]}
    (folder / "tsconfig.json").write_text(json.dumps(checked))
    aliases = [{"find": name, "replacement": SOURCES[name]} for name in sorted(SOURCES)[::-1]]
    (folder / "vitest.config.mjs").write_text(CONFIG.replace("{aliases}", json.dumps(aliases)))
    used = USED.replace("{arguments}", "tab, session" if mode == "ask" else "tab")
    for name, value in (("app", APP), ("environment", ENVIRONMENT), ("done", DONE)):
        used = used.replace(f"{{{name}}}", value)
    (folder / "use.test.ts").write_text(used)


def run(folder: Path, program: str, *arguments: str, **variables: str) -> tuple[int, str]:
    done = subprocess.run(
        [str(CLIENT / "node_modules/.bin" / program), *arguments],
        cwd=folder,
        env=os.environ | {"NO_COLOR": "1", **variables},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("mode", ["ask", "frozen"])
def test_page_object_type_checks_and_acts_on_the_elements_that_it_names(
    mode: str, learned: Learned, cli: Cli, out: Path
) -> None:
    flags = ("--frozen",) if mode == "frozen" else ()
    made = cli(*TYPESCRIPT, *flags, "--out", str(out))
    assert (made.returncode, made.stdout) == (0, f"new {out / 'shop-checkout-page.ts'}\n")
    project(out, mode)

    code, said = run(out, "tsc", "--project", ".")
    assert code == 0, said
    variables = {
        "POM_TARGET": learned.address,
        "POM_URL": learned.url,
        "POM_BROWSER": learned.browser,
    }
    code, said = run(out, "vitest", "run", "--root", str(out), **variables)
    assert code == 0, said
