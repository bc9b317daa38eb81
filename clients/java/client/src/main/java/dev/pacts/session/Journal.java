package dev.pacts.session;

import dev.pacts.v1.ElementQuery;
import dev.pacts.v1.Selector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a test has used and what was healed for it; uses are taken out when its result is known. */
final class Journal {
    /** One answer that a test has acted on. */
    record Use(ElementQuery query, long version, Selector selector) {}

    private final Map<ElementQuery, Use> uses = new LinkedHashMap<>();
    private final List<Healed> heals = new ArrayList<>();
    private String test = "";
    private long lookups;

    synchronized void begin(String name) {
        test = name;
    }

    synchronized String test() {
        return test;
    }

    synchronized void lookedUp() {
        lookups++;
    }

    synchronized long lookups() {
        return lookups;
    }

    synchronized void used(Use use) {
        uses.put(use.query(), use);
    }

    synchronized void healed(Healed heal) {
        heals.add(heal);
    }

    synchronized List<Healed> heals() {
        return List.copyOf(heals);
    }

    synchronized List<Use> takeUses() {
        List<Use> taken = List.copyOf(uses.values());
        uses.clear();
        return taken;
    }
}
