package dev.pacts;

import dev.pacts.v1.TierVisit;
import dev.pacts.v1.Verification;
import java.util.List;

/** What a verification answers: how the stored selectors do, or that there are none. */
public sealed interface Verdict permits Verdict.Verified, Lookup.Miss {

    /** Every tier in the order it was asked. */
    List<TierVisit> trail();

    /** The entry is known; {@code version} is the entry's. */
    record Verified(Verification value, long version, List<TierVisit> trail) implements Verdict {}
}
