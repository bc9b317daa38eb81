package dev.pacts.selenium;

import dev.pacts.Browser;
import dev.pacts.Command;
import dev.pacts.EmbeddedDaemon;
import dev.pacts.PactsClient;
import dev.pacts.Site;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.openqa.selenium.WebDriver;

/** What tests of a driver need around them: a daemon, a client, a browser and a site. */
abstract class InBrowser {
    private static EmbeddedDaemon daemon;
    static PactsClient client;
    static WebDriver driver;
    static Site site;

    @BeforeAll
    static void start() {
        daemon = EmbeddedDaemon.start(Command.path(), Map.of());
        client =
                PactsClient.builder()
                        .target(daemon.target())
                        .deadline(Duration.ofSeconds(20)) // a cold process connects slowly
                        .build();
        driver = Browser.other().orElseGet(Browser::start);
        site = new Site();
    }

    @AfterAll
    static void stop() {
        driver.quit();
        site.close();
        client.close();
        daemon.close();
    }
}
