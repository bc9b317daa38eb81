package dev.pacts.selenium;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pacts.PactsClient;
import dev.pacts.Site;
import dev.pacts.session.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.remote.RemoteWebDriver;

/** On a grid whose browser the daemon can't reach: {@code make grid}, which says where they are. */
@Tag("grid")
class GridTest {
    private static final URI GRID = URI.create(System.getProperty("pacts.grid", ""));

    @Test
    void elementsOnAGridAreFoundHealedAndGone() throws Exception {
        // Selenium's own tracing needs another OpenTelemetry than this build compiles with.
        RemoteWebDriver driver = new RemoteWebDriver(GRID.toURL(), options(), false);
        try (Site site = new Site();
                PactsClient client = client();
                Pacts pacts = new Pacts(client, Settings.of("java on a grid", "test"))) {
            assertTrue(status().contains(driver.getSessionId().toString()));
            driver.get(site.page());
            WebDriver wrapped = pacts.wrap(driver);
            wrapped.findElement(By.id("query")).sendKeys("tea");
            pacts.element(driver, "Search").click();
            assertEquals("searched tea", driver.findElement(By.id("status")).getText());
            pacts.settle();
            pacts.session().endVisit(); // what was taught in it is known from now on

            site.redesign(true);
            driver.navigate().refresh();
            wrapped.findElement(By.id("query")).sendKeys("cocoa");
            pacts.element(driver, "Search").click();
            assertEquals("searched cocoa", driver.findElement(By.id("status")).getText());
            assertEquals("id=query", pacts.session().heals().get(0).element());

            driver.executeScript("document.querySelector('.find').remove()");
            assertTrue(pacts.element(driver, "Search").gone());
            assertThrows(NoSuchElementException.class, () -> wrapped.findElement(By.id("query")));
        } finally {
            driver.quit();
        }
    }

    /** The browser has no port for debugging. */
    private static ChromeOptions options() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(System.getProperty("pacts.browser"));
        return options.addArguments("--headless=new", "--no-sandbox", "--remote-debugging-pipe");
    }

    private static PactsClient client() {
        return PactsClient.builder()
                .target(System.getProperty("pacts.daemon"))
                .deadline(Duration.ofSeconds(20)) // a cold process connects slowly
                .build();
    }

    /** What the grid says of its nodes, and of the sessions that they run. */
    private static String status() throws Exception {
        HttpRequest asked = HttpRequest.newBuilder(GRID.resolve("/status")).build();
        return HttpClient.newHttpClient().send(asked, BodyHandlers.ofString()).body();
    }
}
