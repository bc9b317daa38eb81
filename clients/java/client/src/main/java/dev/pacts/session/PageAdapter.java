package dev.pacts.session;

import dev.pacts.v1.FrameContent;
import dev.pacts.v1.Selector;
import dev.pacts.v1.SelectorStrategy;
import java.util.List;
import java.util.Set;

/**
 * A runner's page, as far as a session needs it. What the runner throws goes through as it is.
 *
 * @param <N> the runner's own element
 */
public interface PageAdapter<N> {
    /** The address that the page shows. */
    String url();

    /**
     * Calls a JavaScript function with a text, in a frame; the answer is text too.
     *
     * @param frame name or URL of the frame; empty is where the runner is
     * @throws PageNotReadyException the page is on its way to another one, or has no such frame
     */
    String call(String frame, String function, String argument);

    /** Evaluates the capture script in the page, and in the frames that it cannot enter. */
    Captured capture(String script);

    /** Does something with the element of a selector that was found right. */
    <T> T act(String frame, Selector selector, NativeAction<N, T> action);

    /** Clicks on the control of a CSS selector if it is shown; true when it was. */
    boolean dismiss(String css);

    /** The strategies whose selectors {@link #act} understands. */
    Set<SelectorStrategy> strategies();

    /** Whether {@link #act} itself waits until an element can take an action. */
    boolean waits();

    /** A page as the capture script saw it, and the frames it could not enter. */
    record Captured(String text, List<FrameContent> frames) {}
}
