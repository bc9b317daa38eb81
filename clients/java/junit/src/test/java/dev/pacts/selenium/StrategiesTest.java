package dev.pacts.selenium;

import static dev.pacts.v1.SelectorStrategy.SELECTOR_STRATEGY_ALT_TEXT;
import static dev.pacts.v1.SelectorStrategy.SELECTOR_STRATEGY_CSS;
import static dev.pacts.v1.SelectorStrategy.SELECTOR_STRATEGY_LABEL;
import static dev.pacts.v1.SelectorStrategy.SELECTOR_STRATEGY_PLACEHOLDER;
import static dev.pacts.v1.SelectorStrategy.SELECTOR_STRATEGY_ROLE;
import static dev.pacts.v1.SelectorStrategy.SELECTOR_STRATEGY_TEST_ID;
import static dev.pacts.v1.SelectorStrategy.SELECTOR_STRATEGY_TEXT;
import static dev.pacts.v1.SelectorStrategy.SELECTOR_STRATEGY_TITLE;
import static dev.pacts.v1.SelectorStrategy.SELECTOR_STRATEGY_XPATH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pacts.session.PageSession;
import dev.pacts.session.Settings;
import dev.pacts.session.Target;
import dev.pacts.v1.Action;
import dev.pacts.v1.Selector;
import dev.pacts.v1.SelectorStrategy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.WebElement;

/** Selectors of every strategy, also those that Selenium has no locator for. */
class StrategiesTest extends InBrowser {
    private static final String MORE =
            """
            document.querySelector('main').insertAdjacentHTML('beforeend', `
            <button id=buy data-testid=buy>Buy now</button><h2 id=note>Ships today</h2>
            <label>City <input id=city></label><input id=coupon placeholder="Coupon code">
            <img id=logo alt="Our logo" width=20 height=20>
            <a id=help href="#help" title="Help page">?</a>`)
            """;

    static Stream<Selector> selectors() {
        return Stream.of(
                selector(SELECTOR_STRATEGY_CSS, "#buy"),
                selector(SELECTOR_STRATEGY_XPATH, "//*[@id='buy']"),
                selector(SELECTOR_STRATEGY_TEST_ID, "buy").toBuilder()
                        .setAttribute("data-testid")
                        .build(),
                selector(SELECTOR_STRATEGY_ROLE, "Buy now").toBuilder().setRole("button").build(),
                selector(SELECTOR_STRATEGY_TEXT, "Ships today"),
                selector(SELECTOR_STRATEGY_LABEL, "City"),
                selector(SELECTOR_STRATEGY_PLACEHOLDER, "Coupon code"),
                selector(SELECTOR_STRATEGY_ALT_TEXT, "Our logo"),
                selector(SELECTOR_STRATEGY_TITLE, "Help page"));
    }

    @ParameterizedTest
    @MethodSource("selectors")
    void storedSelectorOfAnyStrategyIsActedOn(Selector selector) {
        try (Pacts pacts = pacts(selector.getStrategy().name())) {
            driver.get(site.page());
            script(MORE);
            Target target = Target.of("it");
            save(pacts, target, selector);
            Element element = pacts.element(driver, "it");

            assertEquals(selector, element.locate().selector());
            assertEquals(idOf(selector), element.act(Action.ACTION_READ, StrategiesTest::id));
            assertEquals(List.of(), pacts.session().heals());
        }
    }

    @Test
    void selectorByRoleIsActedOnInAFrame() {
        try (Pacts pacts = pacts("role in a frame")) {
            driver.get(site.checkout());
            Selector role =
                    selector(SELECTOR_STRATEGY_ROLE, "Pay now").toBuilder()
                            .setRole("button")
                            .build();
            save(pacts, Target.of("it").inFrame("payment"), role);
            Element element = pacts.element(driver, "it").inFrame("payment");
            assertEquals(role, element.locate().selector());
            element.click();
            assertEquals("paid", driver.getTitle());
        }
    }

    @Test
    void discoveredElementHasSelectorsOfEveryKindThatLeadsToIt() {
        try (Pacts pacts = pacts("discovered")) {
            driver.get(site.page());
            Set<SelectorStrategy> found =
                    pacts
                            .element(driver, "Search products")
                            .locate()
                            .found()
                            .getSelectorsList()
                            .stream()
                            .map(Selector::getStrategy)
                            .collect(Collectors.toSet());
            assertTrue(
                    found.containsAll(
                            Set.of(
                                    SELECTOR_STRATEGY_CSS,
                                    SELECTOR_STRATEGY_ROLE,
                                    SELECTOR_STRATEGY_LABEL)),
                    found::toString);
        }
    }

    @Test
    void selectorThatFindsTwoIsNoElement() {
        try (Pacts pacts = pacts("two")) {
            driver.get(site.page());
            script(
                    "document.querySelector('main').append(document.querySelector('form').cloneNode(true))");
            SeleniumPage page = new SeleniumPage(driver, pacts.session()::finding);
            Selector role =
                    selector(SELECTOR_STRATEGY_ROLE, "Search").toBuilder()
                            .setRole("button")
                            .build();
            assertThrows(
                    NoSuchElementException.class, () -> page.act("", role, StrategiesTest::id));
        }
    }

    private static String idOf(Selector selector) {
        return switch (selector.getStrategy()) {
            case SELECTOR_STRATEGY_TEXT -> "note";
            case SELECTOR_STRATEGY_LABEL -> "city";
            case SELECTOR_STRATEGY_PLACEHOLDER -> "coupon";
            case SELECTOR_STRATEGY_ALT_TEXT -> "logo";
            case SELECTOR_STRATEGY_TITLE -> "help";
            default -> "buy";
        };
    }

    private static void save(Pacts pacts, Target target, Selector selector) {
        PageSession<WebElement> page =
                pacts.session().on(new SeleniumPage(driver, pacts.session()::finding));
        client.save(page.lesson(target, selector));
    }

    private static String id(WebElement element) {
        return element.getDomAttribute("id");
    }

    private static Selector selector(SelectorStrategy strategy, String value) {
        return Selector.newBuilder().setStrategy(strategy).setValue(value).build();
    }

    private static Pacts pacts(String app) {
        return new Pacts(client, Settings.of(app, "test").withTimeout(Duration.ofSeconds(3)));
    }

    private static void script(String text) {
        ((JavascriptExecutor) driver).executeScript(text);
    }
}
