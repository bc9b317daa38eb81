package dev.pacts.selenium;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pacts.session.Settings;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;

/** What Selenium enters and no selector. WebKit's driver does not, so that it has no such test. */
class ClosedShadowRootTest extends InBrowser {
    private final List<String> said = new ArrayList<>();

    @Test
    void elementIsTheRunnersOwnAndThatIsSaidOnce() {
        Logger logger = Logger.getLogger("dev.pacts");
        Handler hearing = new Hearing();
        logger.addHandler(hearing);
        try (Pacts pacts = new Pacts(client, Settings.of("closed", "test"))) {
            WebDriver wrapped = pacts.wrap(driver);
            wrapped.get(site.closed());
            click(wrapped);
            click(wrapped);
            assertEquals("subscribed", wrapped.getTitle());
        } finally {
            logger.removeHandler(hearing);
        }
        String name = "tag=my-card >> shadow-root >> css=#sub";
        String why = " is not remembered: no selector leads into a closed shadow root";
        assertEquals(List.of(name + why), said);
    }

    private static void click(WebDriver wrapped) {
        wrapped.findElement(By.tagName("my-card"))
                .getShadowRoot()
                .findElement(By.cssSelector("#sub"))
                .click();
    }

    private final class Hearing extends Handler {
        @Override
        public void publish(LogRecord entry) {
            said.add(MessageFormat.format(entry.getMessage(), entry.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
