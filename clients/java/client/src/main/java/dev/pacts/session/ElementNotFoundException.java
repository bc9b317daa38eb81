package dev.pacts.session;

import dev.pacts.PactsException;
import dev.pacts.v1.Miss;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;

/** The element is not there to act on. */
public final class ElementNotFoundException extends PactsException {
    private static final long serialVersionUID = 1L;

    private final String element;
    private final Miss miss;

    /** An element's name, and why it is not there. */
    public ElementNotFoundException(String element, Miss miss) {
        super(told(element, miss), Status.Code.NOT_FOUND);
        this.element = element;
        this.miss = miss;
    }

    /** The element's name. */
    public String element() {
        return element;
    }

    /** Why, the names nearest to it on the page, and what shows it when it is hidden. */
    public Miss miss() {
        return miss;
    }

    private static String told(String element, Miss miss) {
        List<String> parts = new ArrayList<>();
        String reason = miss.getReason().name().substring("MISS_REASON_".length());
        parts.add("\"" + element + "\" was not found: " + reason.toLowerCase());
        if (!miss.getDetail().isEmpty()) {
            parts.add(miss.getDetail());
        }
        if (miss.getNearestCount() > 0) {
            parts.add("the page has \"" + String.join("\", \"", miss.getNearestList()) + "\"");
        }
        if (miss.getHidden().getRevealedByCount() > 0) {
            parts.add(miss.getHidden().getRevealedBy(0).getBrief() + " shows it");
        }
        return String.join("; ", parts);
    }
}
