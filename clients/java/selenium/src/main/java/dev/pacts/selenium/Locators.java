package dev.pacts.selenium;

import dev.pacts.v1.Selector;
import dev.pacts.v1.SelectorStrategy;
import java.util.Optional;
import org.openqa.selenium.By;

/** Selectors as Selenium's locators, and the other way round. */
final class Locators {
    private Locators() {}

    /** Selenium's own locator of a selector; empty where it has none: for a role, say. */
    static Optional<By> of(Selector selector) {
        return switch (selector.getStrategy()) {
            case SELECTOR_STRATEGY_CSS -> Optional.of(By.cssSelector(selector.getValue()));
            case SELECTOR_STRATEGY_XPATH -> Optional.of(By.xpath(selector.getValue()));
            case SELECTOR_STRATEGY_TEST_ID ->
                    Optional.of(
                            By.cssSelector(
                                    attribute(selector.getAttribute(), selector.getValue())));
            default -> Optional.empty();
        };
    }

    /** The locator as written, which is the element's name: {@code css=#login}; a long one cut. */
    static String nameOf(By by) {
        if (by instanceof By.Remotable written) {
            By.Remotable.Parameters parts = written.getRemoteParameters();
            String kind =
                    switch (parts.using()) {
                        case "css selector" -> "css";
                        case "class name" -> "class";
                        case "tag name" -> "tag";
                        case "link text" -> "link";
                        case "partial link text" -> "partial-link";
                        default -> parts.using();
                    };
            return Names.shortened(kind + "=" + parts.value());
        }
        return Names.shortened(by.toString());
    }

    /** What an element in another one is called. */
    static String within(String whole, String part) {
        return Names.shortened(whole + " >> " + part);
    }

    /** What the shadow root of an element is called. */
    static String inShadow(String host) {
        return within(host, "shadow-root");
    }

    /** The place of an element, XPath or CSS, as a selector; empty when none leads there. */
    static Optional<Selector> placeSelector(String place) {
        return Optional.of(place)
                .filter(it -> !it.isEmpty())
                .flatMap(it -> it.startsWith("/") ? xpath(it) : css(it))
                .map(it -> it.toBuilder().setPositional(true).build());
    }

    /** The locator as written, as a selector; empty for those that have no such form. */
    static Optional<Selector> selectorOf(By by) {
        if (!(by instanceof By.Remotable written)) {
            return Optional.empty();
        }
        By.Remotable.Parameters parts = written.getRemoteParameters();
        String value = String.valueOf(parts.value());
        return switch (parts.using()) {
            case "css selector" -> css(value);
            case "id" -> css(attribute("id", value));
            case "name" -> css(attribute("name", value));
            case "class name" -> css("." + value);
            case "tag name" -> css(value);
            case "xpath" -> xpath(value);
            case "link text" -> xpath("//a[normalize-space()=" + literal(value) + "]");
            case "partial link text" -> xpath("//a[contains(., " + literal(value) + ")]");
            default -> Optional.empty();
        };
    }

    private static Optional<Selector> css(String value) {
        return Optional.of(selector(SelectorStrategy.SELECTOR_STRATEGY_CSS, value));
    }

    private static Optional<Selector> xpath(String value) {
        return Optional.of(selector(SelectorStrategy.SELECTOR_STRATEGY_XPATH, value));
    }

    private static Selector selector(SelectorStrategy strategy, String value) {
        return Selector.newBuilder().setStrategy(strategy).setValue(value).build();
    }

    private static String attribute(String name, String value) {
        return "[%s=\"%s\"]".formatted(name, value.replace("\\", "\\\\").replace("\"", "\\\""));
    }

    private static String literal(String text) {
        if (!text.contains("\"")) {
            return '"' + text + '"';
        }
        return "concat(\"" + text.replace("\"", "\", '\"', \"") + "\")";
    }
}
