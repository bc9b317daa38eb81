package dev.pacts.session;

import dev.pacts.PactsClient;
import dev.pacts.PactsException;
import dev.pacts.v1.GetCaptureScriptResponse;
import dev.pacts.v1.PageCheck;
import dev.pacts.v1.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What tests have of one daemon: settings, what was used, and what was healed. A page of a runner
 * is bound to it with {@link #on}. Closing it ends the visits; the client stays open.
 */
public final class Session implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.pacts");

    private final PactsClient client;
    private final Settings settings;
    private final Journal journal = new Journal();
    private final List<PageSession<?>> pages = new ArrayList<>();
    private GetCaptureScriptResponse scripts;

    /** A session with a client that the caller closes. */
    public Session(PactsClient client, Settings settings) {
        this.client = client;
        this.settings = settings;
    }

    /** The client that it was made with. */
    public PactsClient client() {
        return client;
    }

    /** The settings that it was made with. */
    public Settings settings() {
        return settings;
    }

    /** Binds a runner's page. */
    public synchronized <N> PageSession<N> on(PageAdapter<N> page) {
        PageSession<N> bound = new PageSession<>(this, page);
        pages.add(bound);
        return bound;
    }

    /** Names the test that begins; heals are told with it. */
    public void begin(String test) {
        journal.begin(test);
    }

    /** Tells the daemon that the test passed: what it used is promoted. */
    public void passed() {
        report(use -> client.reportSucceeded(use.query(), use.version(), use.selector()));
    }

    /** Tells the daemon that the test failed, and why: what it used is demoted. */
    public void failed(String why) {
        String bounded = why.length() > 500 ? why.substring(0, 500) : why;
        report(use -> client.reportFailed(use.query(), use.version(), use.selector(), bounded));
    }

    /** What was healed so far, in order. */
    public List<Healed> heals() {
        return journal.heals();
    }

    /** How many elements were looked up so far. */
    public long lookups() {
        return journal.lookups();
    }

    /** Fails when more was healed than the settings allow. */
    public void checkBudget() {
        int heals = heals().size();
        if (settings.maxHeals() >= 0 && heals > settings.maxHeals()) {
            throw new HealBudgetException(heals, settings.maxHeals());
        }
    }

    /**
     * A JavaScript expression whose value, in its frame, is the one element that a selector finds,
     * by every strategy and in open shadow roots, too; null when there is none, or more than one.
     */
    public String finding(Selector selector) {
        String check = Asking.textOf(PageCheck.newBuilder().addSelectors(selector).build());
        return "(() => { let found = null; ("
                + scripts().getCheckScript()
                + "\n)("
                + check
                + ", (one) => { found = one }); return found })()";
    }

    /** Ends the visits of all pages: what they counted is told to the daemon. */
    public synchronized void endVisit() {
        pages.forEach(PageSession::endVisit);
    }

    @Override
    public void close() {
        endVisit();
    }

    Journal journal() {
        return journal;
    }

    synchronized GetCaptureScriptResponse scripts() {
        if (scripts == null) {
            scripts = client.scripts();
        }
        return scripts;
    }

    /** Does what a run can do without: what fails is said, and the test goes on. */
    static void bestEffort(String what, Runnable call) {
        try {
            call.run();
        } catch (PactsException failure) {
            LOG.log(System.Logger.Level.WARNING, "{0}: {1}", what, failure.getMessage());
        }
    }

    private void report(Consumer<Journal.Use> call) {
        List<Journal.Use> uses = journal.takeUses();
        if (settings.frozen() || uses.isEmpty()) {
            return;
        }
        bestEffort("the test's result was not reported", () -> uses.forEach(call));
        synchronized (this) {
            uses.forEach(use -> pages.forEach(page -> page.forget(use.query())));
        }
    }
}
