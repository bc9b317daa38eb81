package dev.pacts.session;

import dev.pacts.v1.Selector;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Selectors in words. */
final class Texts {
    private static final String PREFIX = "SELECTOR_STRATEGY_";

    private Texts() {}

    static String of(Selector selector) {
        String strategy = selector.getStrategy().name();
        String word = strategy.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
        String role = selector.getRole().isEmpty() ? "" : selector.getRole() + " ";
        return word + "=" + role + selector.getValue();
    }

    static String of(List<Selector> selectors) {
        return selectors.isEmpty()
                ? "nothing"
                : selectors.stream().map(Texts::of).collect(Collectors.joining(", "));
    }
}
