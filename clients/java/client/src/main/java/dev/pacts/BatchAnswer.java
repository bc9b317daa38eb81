package dev.pacts;

/** The answer to one request of a batch: a lookup, or why that request failed. */
public sealed interface BatchAnswer permits BatchAnswer.Answered, BatchAnswer.Failed {

    /** The lookup. */
    Lookup get();

    /** What {@code get} would have answered. */
    record Answered(Lookup get) implements BatchAnswer {}

    /** What {@code get} would have thrown, and throws here. */
    record Failed(PactsException error) implements BatchAnswer {
        @Override
        public Lookup get() {
            throw error;
        }
    }
}
