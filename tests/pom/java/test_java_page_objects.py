"""Page objects of Java: compiled, and used on a real page; the client's artifacts are in .tools."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tests.client.conftest import Cli
from tests.pom.learning import APP, DONE, ENVIRONMENT, Learned

ROOT = Path(__file__).parents[3]
JAVA = ("pom", "export", "--app", APP, "--to", "selenium-java")
USED = """
package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pacts.PactsClient;
import dev.pacts.PactsClientBuilder;
import dev.pacts.selenium.Pacts;
import dev.pacts.session.Settings;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.Select;

class PageObjectsTest {
    private WebDriver driver;

    @BeforeEach
    void open() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(System.getenv("POM_BROWSER"));
        options.addArguments("--headless=new", "--no-sandbox");
        File program = new File(System.getenv("PACTS_CHROMEDRIVER"));
        driver = new ChromeDriver(
                new ChromeDriverService.Builder().usingDriverExecutable(program).build(), options);
        driver.get(System.getenv("POM_URL"));
    }

    @AfterEach
    void close() {
        driver.quit();
    }

    @Test
    void asksTheDaemon() {
        // What is tested is not how fast a cold JVM connects.
        Duration patience = Duration.ofSeconds(20);
        PactsClientBuilder builder = PactsClient.builder().target(System.getenv("POM_TARGET"));
        try (PactsClient client = builder.deadline(patience).build();
                Pacts pacts = new Pacts(client, Settings.of("{app}", "{environment}"))) {
            var checkout = new shop.asking.ShopCheckoutPage(driver, pacts);
            checkout.fullName().fill("Grace");
            checkout.country().select("Cyprus");
            checkout.voucherCode().fill("TEA");
            checkout.payment().cardNumber().fill("4242");
            List<String> said = new ArrayList<>();
            checkout.saveAddress().click();
            said.add(status());
            checkout.rowOfCoffeeBeans().remove().click();
            said.add(status());
            said.add(valueOf("name"));
            said.add(valueOf("country"));
            said.add(checkout.voucherCode().attribute("id").equals("code") ? "TEA" : "");
            driver.switchTo().frame("payment");
            said.add(valueOf("card"));
            assertEquals("{done}", String.join("|", said));
        }
    }

    @Test
    void hasFrozenSelectors() {
        var checkout = new shop.frozen.ShopCheckoutPage(driver);
        checkout.fullName().sendKeys("Grace");
        new Select(checkout.country()).selectByVisibleText("Cyprus");
        checkout.saveAddress().click();
        assertEquals("saved", status());
        checkout.rowOfCoffeeBeans().remove().click();
        assertEquals("removed Coffee beans", status());
        assertEquals("Grace|Cyprus", valueOf("name") + "|" + valueOf("country"));
        checkout.payment().cardNumber().sendKeys("4242");
        assertEquals("4242", valueOf("card"));
    }

    private String status() {
        return driver.findElement(By.id("status")).getText();
    }

    private String valueOf(String id) {
        return driver.findElement(By.id(id)).getDomProperty("value");
    }
}
"""


def test_page_objects_compile_and_act_on_the_elements_that_they_name(
    learned: Learned, cli: Cli, tmp_path: Path
) -> None:
    tests = tmp_path / "src/test/java/shop"
    for mode, flags in (("asking", ()), ("frozen", ("--frozen",))):
        to = ("--package", f"shop.{mode}", "--out", str(tests / mode))
        assert cli(*JAVA, *flags, *to).returncode == 0
    used = USED.replace("{app}", APP).replace("{environment}", ENVIRONMENT).replace("{done}", DONE)
    (tests / "PageObjectsTest.java").write_text(used)
    shutil.copy(ROOT / "examples/java-selenium/pom.xml", tmp_path)

    variables = {
        "POM_TARGET": learned.address,
        "POM_URL": learned.url,
        "POM_BROWSER": learned.browser,
    }
    done = subprocess.run(
        ["mvn", "-q", "-B", "-ntp", f"-Dmaven.repo.local={ROOT / '.tools/maven'}", "test"],
        cwd=tmp_path,
        env=os.environ | variables,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
