package dev.pacts.session;

import dev.pacts.v1.ElementQuery;
import dev.pacts.v1.Found;
import dev.pacts.v1.Selector;
import dev.pacts.v1.Verification;

/**
 * An element that can be acted on.
 *
 * @param query what was asked for
 * @param found what is known of it
 * @param checked the check that found it right
 */
public record Ready(ElementQuery query, Found found, Verification checked) {

    /** Whether the selector leads to the one element that is meant. */
    public boolean isSame() {
        return Decisions.isSame(checked);
    }

    /** The selector that was found right. */
    public Selector selector() {
        return checked.getSelector();
    }
}
