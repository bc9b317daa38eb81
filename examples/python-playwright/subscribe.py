"""Acts on a shop by names and by a locator of old, before and after a redesign."""

import os

from playwright.sync_api import expect, sync_playwright
from shop import serving

from pacts.playwright import Session

with serving() as url, sync_playwright() as playwright, Session("corner-shop") as session:
    browser = playwright.chromium.launch(executable_path=os.environ.get("PACTS_BROWSER"))
    page = browser.new_page()
    wrapped = session.wrap(page)

    for edition in (url, f"{url}?edition=redesign"):
        page.goto(edition)
        session.element(page, "E-mail address").fill("ada@example.org")
        wrapped.locator("#subscribe").click()  # the redesign takes its id away
        expect(page.locator("#status")).to_have_text("subscribed ada@example.org")
        assert session.element(page, "Gift wrapping").gone()
        session.passed()

    print(len(session.heals), "healed")
    browser.close()
