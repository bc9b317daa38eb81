package dev.pacts.session;

import com.google.protobuf.ByteString;
import dev.pacts.v1.ElementQuery;
import dev.pacts.v1.Found;
import dev.pacts.v1.PageSelector;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is kept of one document while a test is on it. */
final class Visit {
    private final String url;
    private final Map<ElementQuery, Found> known = new HashMap<>();
    private final Map<Map<String, String>, Long> askedAt = new HashMap<>();
    private String document = "";
    private ByteString sent = ByteString.EMPTY;
    private long hits;

    Visit(String url) {
        this.url = url;
    }

    boolean isAt(String other) {
        return url.equals(other);
    }

    /** Whether all of the page has to be asked for, in the variant of a query. */
    boolean isDue(ElementQuery query, Duration age) {
        Long asked = askedAt.get(query.getVariantMap());
        return asked == null || System.nanoTime() - asked > age.toNanos();
    }

    void keepPage(ElementQuery query, List<PageSelector> page) {
        Map<String, String> variant = query.getVariantMap();
        askedAt.put(variant, System.nanoTime());
        known.keySet().removeIf(key -> key.getVariantMap().equals(variant));
        for (PageSelector one : page) {
            keep(one.getQuery(), one.getFound());
        }
    }

    void keep(ElementQuery query, Found found) {
        known.put(keyOf(query), found);
    }

    void drop(ElementQuery query) {
        known.remove(keyOf(query));
    }

    /** What is kept, counted as a lookup that it answers; null when nothing is. */
    Found known(ElementQuery query) {
        Found found = known.get(keyOf(query));
        if (found != null) {
            hits++;
        }
        return found;
    }

    boolean knows(ElementQuery query) {
        return known.containsKey(keyOf(query));
    }

    /** Notes which document it is: what was sent of another one is not this page. */
    void arrive(String name) {
        if (!name.isEmpty() && !name.equals(document)) {
            sent = document.isEmpty() ? sent : ByteString.EMPTY;
            document = name;
        }
    }

    boolean hasSent(ByteString digest) {
        return sent.equals(digest);
    }

    void sent(ByteString digest) {
        sent = digest;
    }

    long takeHits() {
        long taken = hits;
        hits = 0;
        return taken;
    }

    private static ElementQuery keyOf(ElementQuery query) {
        return query.toBuilder().clearApp().clearEnvironment().clearPage().build();
    }
}
