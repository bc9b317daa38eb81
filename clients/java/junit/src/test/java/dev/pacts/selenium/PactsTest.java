package dev.pacts.selenium;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pacts.session.ElementNotFoundException;
import dev.pacts.session.Ready;
import dev.pacts.session.Settings;
import dev.pacts.session.StaleSelectorException;
import dev.pacts.v1.Action;
import dev.pacts.v1.MissReason;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.InvalidSelectorException;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;

class PactsTest extends InBrowser {
    @Test
    void whatWasKeptFromAnotherDocumentIsStaleAndNamesCandidates() {
        try (Pacts pacts = pacts("stale")) {
            driver.get(site.page());
            Element search = pacts.element(driver, "Search");
            Ready kept = search.locate();
            search.act(kept, Action.ACTION_CLICK, PactsTest::clicked);
            driver.navigate().refresh();
            StaleSelectorException stale =
                    assertThrows(
                            StaleSelectorException.class,
                            () -> search.act(kept, Action.ACTION_CLICK, PactsTest::clicked));
            assertFalse(stale.candidates().isEmpty());
            assertEquals("ready", status());
        }
    }

    @Test
    void elementThatComesLateIsWaitedFor() {
        try (Pacts pacts = pacts("late")) {
            driver.get(site.page());
            script(
                    "const b = document.getElementById('search'), p = b.parentNode; b.remove();"
                            + "setTimeout(() => p.append(b), 700)");
            pacts.element(driver, "Search").click();
            assertEquals("searched", status());
        }
    }

    @Test
    void disabledElementIsWaitedForAsSeleniumDoesNot() {
        try (Pacts pacts = pacts("disabled")) {
            driver.get(site.page());
            script(
                    "const b = document.getElementById('search'); b.disabled = true;"
                            + "setTimeout(() => { b.disabled = false }, 700)");
            pacts.element(driver, "Search").click();
            assertEquals("searched", status());
        }
    }

    @Test
    void knownElementThatIsHiddenIsAMissThatSaysSo() {
        try (Pacts pacts = pacts("hidden")) {
            driver.get(site.page());
            Element search = pacts.element(driver, "Search");
            search.click();
            script("document.getElementById('search').hidden = true");
            ElementNotFoundException missing =
                    assertThrows(ElementNotFoundException.class, search::click);
            assertEquals(MissReason.MISS_REASON_HIDDEN, missing.miss().getReason());
            script("document.getElementById('search').hidden = false");
            search.click();
            assertEquals(0, pacts.session().heals().size());
        }
    }

    @Test
    void errorOfTheRunnersOwnSaysWhatTheCheckSaw() {
        try (Pacts pacts = pacts("own error")) {
            driver.get(site.page());
            WebDriverException own =
                    assertThrows(
                            InvalidSelectorException.class,
                            () ->
                                    pacts.element(driver, "Search")
                                            .act(
                                                    Action.ACTION_CLICK,
                                                    element ->
                                                            element.findElement(
                                                                    By.cssSelector("]"))));
            assertEquals(1, own.getSuppressed().length);
        }
    }

    @Test
    void expectGoneWaitsUntilTheElementHasGone() {
        try (Pacts pacts = pacts("gone")) {
            driver.get(site.page());
            Element search = pacts.element(driver, "Search");
            assertThrows(AssertionError.class, search::expectGone);
            script("setTimeout(() => document.getElementById('search').remove(), 500)");
            search.expectGone();
            assertTrue(search.gone());
        }
    }

    @Test
    void wrappedDriverLeavesALocatorThatNobodyKnowsToSelenium() {
        try (Pacts pacts = pacts("unknown")) {
            driver.get(site.page());
            WebDriver wrapped = pacts.wrap(driver);
            assertThrows(NoSuchElementException.class, () -> wrapped.findElement(By.id("nowhere")));
        }
    }

    @Test
    void wrappedDriverHealsALocatorByIdAndTellsIt() {
        try (Pacts pacts = pacts("by id")) {
            driver.get(site.page());
            pacts.wrap(driver).findElement(By.id("query")).sendKeys("tea");
        }
        try (Pacts pacts = pacts("by id")) {
            driver.get(site.redesigned());
            WebDriver wrapped = pacts.wrap(driver);
            wrapped.findElement(By.id("query")).sendKeys("cocoa");
            driver.findElement(By.className("go")).click();
            assertEquals("searched cocoa", status());
            assertEquals("id=query", pacts.session().heals().get(0).element());
        }
    }

    private static Pacts pacts(String app) {
        Settings settings = Settings.of(app, "test").withTimeout(Duration.ofSeconds(3));
        return new Pacts(client, settings);
    }

    private static boolean clicked(WebElement element) {
        element.click();
        return true;
    }

    private static void script(String text) {
        ((JavascriptExecutor) driver).executeScript(text);
    }

    private static String status() {
        return driver.findElement(By.id("status")).getText().strip();
    }
}
