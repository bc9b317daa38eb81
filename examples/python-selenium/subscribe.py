"""Acts on a shop by names and by a locator of old, before and after a redesign."""

import os

from selenium.webdriver import Chrome, ChromeOptions, ChromeService
from selenium.webdriver.common.by import By
from shop import serving

from pacts.selenium import Session

options = ChromeOptions()
options.binary_location = os.environ.get("PACTS_BROWSER", "")
for argument in ("--headless=new", "--no-sandbox"):
    options.add_argument(argument)
service = ChromeService(os.environ.get("PACTS_CHROMEDRIVER"))

with serving() as url, Session("corner-shop") as session, Chrome(options, service) as driver:
    wrapped = session.wrap(driver)

    for edition in (url, f"{url}?edition=redesign"):
        driver.get(edition)
        session.element(driver, "E-mail address").fill("ada@example.org")
        wrapped.find_element(By.ID, "subscribe").click()  # the redesign takes its id away
        assert driver.find_element(By.ID, "status").text == "subscribed ada@example.org"
        assert session.element(driver, "Gift wrapping").gone()
        session.passed()

    print(len(session.heals), "healed")
