package dev.pacts;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads a listing page by page, as far as somebody reads on. */
final class Pages {
    /** One page, and the token of the next; an empty one ends the listing. */
    record Page<T>(List<T> items, String next) {}

    private Pages() {}

    static <T> Stream<T> stream(String first, Function<String, Page<T>> ask) {
        return Stream.iterate(
                        ask.apply(first),
                        page -> page != null,
                        page -> page.next().isEmpty() ? null : ask.apply(page.next()))
                .flatMap(page -> page.items().stream());
    }
}
