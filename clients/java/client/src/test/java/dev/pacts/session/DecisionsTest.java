package dev.pacts.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pacts.v1.Verification;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a flow does next. */
class DecisionsTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void elementThatStandsElsewhereIsLookedForAtOnceAndOthersAreWaitedFor() {
        Verification missing = Verification.getDefaultInstance();
        assertEquals(Decisions.Next.WAIT, next(missing, new Patience(LONG)));
        assertEquals(Decisions.Next.RESOLVE, next(missing, new Patience(Duration.ZERO)));
        Verification elsewhere = Verification.newBuilder().setIsElsewhere(true).build();
        assertEquals(Decisions.Next.RESOLVE, next(elsewhere, new Patience(LONG)));
    }

    @Test
    void firstPausesAreShort() {
        Patience patience = new Patience(LONG);
        List<Long> pauses =
                Stream.generate(patience::pause).limit(5).map(Duration::toMillis).toList();
        assertEquals(List.of(50L, 100L, 200L, 250L, 250L), pauses);
    }

    private static Decisions.Next next(Verification checked, Patience patience) {
        return Decisions.afterCheck(checked, Settings.of("shop", "test"), "Save", patience);
    }
}
