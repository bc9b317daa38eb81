package dev.pacts.session;

/** What is done with a runner's own element. */
@FunctionalInterface
public interface NativeAction<N, T> {
    /** Does it. */
    T on(N element);
}
