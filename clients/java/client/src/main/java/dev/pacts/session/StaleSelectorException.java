package dev.pacts.session;

import dev.pacts.PactsException;
import dev.pacts.v1.Selector;
import io.grpc.Status;
import java.util.List;

/** What was found was kept, and the page has been loaded anew since. */
public final class StaleSelectorException extends PactsException {
    private static final long serialVersionUID = 1L;

    private final String element;
    private final transient List<Selector> candidates;

    /** An element's name, and what is stored for it now. */
    public StaleSelectorException(String element, List<Selector> candidates) {
        super(
                "\"%s\" was found in a document that is not there any more; known now: %s"
                        .formatted(element, Texts.of(candidates)),
                Status.Code.FAILED_PRECONDITION);
        this.element = element;
        this.candidates = List.copyOf(candidates);
    }

    /** The element's name. */
    public String element() {
        return element;
    }

    /** What is stored for it now, best first. */
    public List<Selector> candidates() {
        return candidates == null ? List.of() : candidates;
    }
}
