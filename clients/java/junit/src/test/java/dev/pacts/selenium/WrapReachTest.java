package dev.pacts.selenium;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pacts.session.Healed;
import dev.pacts.session.Settings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.SearchContext;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.support.ui.ExpectedConditions;

/** What a wrapped driver leads to: frames, elements in elements, windows, stale elements. */
class WrapReachTest extends InBrowser {
    private Pacts pacts;
    private WebDriver wrapped;

    @BeforeEach
    void wrap(TestInfo test) {
        site.redesign(false);
        Settings settings =
                Settings.of(test.getDisplayName(), "test").withTimeout(Duration.ofSeconds(3));
        pacts = new Pacts(client, settings);
        wrapped = pacts.wrap(driver);
    }

    @AfterEach
    void close() {
        pacts.close();
    }

    @Test
    void elementOfAFrameIsNamedWithItAndHealedInIt() {
        wrapped.get(site.checkout());
        wrapped.switchTo().frame("payment");
        wrapped.findElement(By.id("pay")).click();
        wrapped.switchTo().defaultContent();
        wrapped.findElement(By.id("pay")).click();
        renew(site.checkout());

        wrapped.switchTo().frame(wrapped.findElement(By.name("payment")));
        wrapped.findElement(By.tagName("input")).sendKeys("4111");
        wrapped.findElement(By.id("pay")).click();
        wrapped.switchTo().parentFrame();
        assertEquals("paid 4111", wrapped.getTitle());
        assertEquals("Ways to pay", wrapped.findElement(By.id("pay")).getText());
        assertEquals(List.of("id=pay"), healed());
    }

    @Test
    void elementOfAFrameInAFrameOfAnotherOriginIsHealed() {
        wrapped.get(site.nested());
        wrapped.switchTo().frame("bank").switchTo().frame("pay");
        wrapped.findElement(By.id("pay")).click();
        renew(site.nested());

        wrapped.switchTo().frame("bank").switchTo().frame("pay");
        wrapped.findElement(By.id("pay")).click();
        wrapped.switchTo().defaultContent();
        assertEquals("paid", wrapped.getTitle());
        assertEquals(List.of("id=pay"), healed());
    }

    @Test
    void elementInAnElementIsOneNameAndHealed() {
        wrapped.get(site.page());
        wrapped.findElement(By.tagName("main")).findElement(By.id("search")).click();
        renew(site.page());

        wrapped.findElement(By.tagName("main")).findElement(By.id("search")).click();
        assertEquals("searched", status());
        assertEquals(List.of("tag=main >> id=search"), healed());
    }

    @Test
    void locatorWhoseNameNoQueryTakesIsHealed() {
        By search = By.xpath("//button[@id='search' or @id='" + "x".repeat(600) + "']");
        wrapped.get(site.page());
        wrapped.findElement(search).click();
        renew(site.page());

        wrapped.findElement(search).click();
        assertEquals("searched", status());
        assertEquals(List.of(Locators.nameOf(search)), healed());
    }

    @Test
    void elementInAShadowRootIsOneNameAndHealed() {
        wrapped.get(site.card());
        inCard().click();
        renew(site.card());

        inCard().click();
        assertEquals("subscribed", wrapped.getTitle());
        assertEquals(List.of("tag=my-card >> shadow-root >> css=#sub"), healed());
        SearchContext root = wrapped.findElement(By.tagName("my-card")).getShadowRoot();
        String script = "return arguments[0].querySelector('p').textContent";
        assertEquals("Our letter.", ((JavascriptExecutor) wrapped).executeScript(script, root));
    }

    private WebElement inCard() {
        SearchContext root = wrapped.findElement(By.tagName("my-card")).getShadowRoot();
        return root.findElement(By.cssSelector("#sub"));
    }

    @Test
    void staleElementIsFoundAgainByItsNameOnItsOwnPageOnly() {
        wrapped.get(site.page());
        WebElement search = wrapped.findElement(By.id("search"));
        wrapped.navigate().refresh();
        assertTrue(ExpectedConditions.stalenessOf(search).apply(wrapped));
        search.click();
        assertEquals("searched", status());
        assertEquals(List.of(), healed());

        site.redesign(true);
        wrapped.navigate().refresh();
        search.click();
        assertEquals("searched", status());
        assertEquals(List.of("id=search"), healed());

        wrapped.get(site.page() + "/elsewhere");
        assertThrows(StaleElementReferenceException.class, search::click);
        assertEquals("ready", status());
    }

    @Test
    void windowThatAWrappedDriverSwitchesToIsWrapped() {
        wrapped.get(site.checkout());
        String first = wrapped.getWindowHandle();
        wrapped.switchTo().newWindow(WindowType.TAB);
        wrapped.get(site.page());
        wrapped.findElement(By.id("search")).click();
        renew(site.page());
        wrapped.findElement(By.id("search")).click();
        assertEquals(List.of("id=search"), healed());
        wrapped.close();
        wrapped.switchTo().window(first);
    }

    private void renew(String page) {
        pacts.settle();
        pacts.close();
        pacts = new Pacts(client, pacts.session().settings());
        wrapped = pacts.wrap(driver);
        site.redesign(true);
        wrapped.get(page);
    }

    private List<String> healed() {
        return pacts.session().heals().stream().map(Healed::element).toList();
    }

    private static String status() {
        return driver.findElement(By.id("status")).getText().strip();
    }
}
