package dev.pacts;

import dev.pacts.v1.TierVisit;
import java.util.List;

/** What a lookup answers: selectors, or why there are none. A miss is an answer, not an error. */
public sealed interface Lookup permits Lookup.Found, Lookup.Miss {

    /** Every tier in the order it was asked. */
    List<TierVisit> trail();

    /** The element is known. */
    record Found(dev.pacts.v1.Found value, List<TierVisit> trail) implements Lookup {}

    /** It is not, and why. */
    record Miss(dev.pacts.v1.Miss value, List<TierVisit> trail) implements Lookup, Verdict {}
}
