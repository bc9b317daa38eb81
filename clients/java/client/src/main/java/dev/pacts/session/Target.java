package dev.pacts.session;

import dev.pacts.v1.ElementQuery;
import java.util.Map;
import java.util.TreeMap;

/**
 * An element as a test names it, before it is known on which page.
 *
 * @param element what people call it
 * @param scope the part of the page it is in; may be empty
 * @param ordinal which of several, from 1; 0 means there is only one
 * @param frame name or URL of the frame it is in; empty is the main frame
 * @param variant what makes another page of the same route
 */
public record Target(
        String element, String scope, int ordinal, String frame, Map<String, String> variant) {

    /** An element by its name alone. */
    public static Target of(String element) {
        return new Target(element, "", 0, "", Map.of());
    }

    /** The same, in a part of the page. */
    public Target in(String value) {
        return new Target(element, value, ordinal, frame, variant);
    }

    /** The same, as one of several, from 1. */
    public Target nth(int value) {
        return new Target(element, scope, value, frame, variant);
    }

    /** The same, in a frame of that name or URL. */
    public Target inFrame(String value) {
        return new Target(element, scope, ordinal, value, variant);
    }

    /** The same, in another page of the same route. */
    public Target variant(String name, String value) {
        Map<String, String> more = new TreeMap<>(variant);
        more.put(name, value);
        return new Target(element, scope, ordinal, frame, Map.copyOf(more));
    }

    ElementQuery query(Settings settings, String page) {
        return ElementQuery.newBuilder()
                .setApp(settings.app())
                .setEnvironment(settings.environment())
                .setPage(page)
                .setElement(element)
                .setScope(scope)
                .setOrdinal(ordinal)
                .setFrame(frame)
                .putAllVariant(variant)
                .build();
    }
}
