package dev.pacts.selenium;

import dev.pacts.PactsException;
import dev.pacts.session.ElementNotFoundException;
import dev.pacts.session.PageNotReadyException;
import dev.pacts.session.PageSession;
import dev.pacts.session.Ready;
import dev.pacts.session.Settings;
import dev.pacts.session.Target;
import dev.pacts.v1.Action;
import dev.pacts.v1.Selector;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.openqa.selenium.WebElement;

/** What a wrapped driver does with a locator that has worked, and with one that has not. */
final class Healer {
    private static final System.Logger LOG = System.getLogger("dev.pacts");

    /** The runner's own waiting is over by then: only what a page at rest takes. */
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    /** Every client says it in these words. */
    private static final String UNSEEN = "no selector leads into a closed shadow root";

    /** A daemon that does not answer is left alone so long. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final PageSession<WebElement> page;
    private final SeleniumPage driver;
    private final Settings settings;
    private final Teacher teacher;
    private final Set<String> unseen = new HashSet<>();
    private long silentUntil = System.nanoTime();
    private boolean told;

    Healer(PageSession<WebElement> page, SeleniumPage driver, Settings settings, Teacher teacher) {
        this.page = page;
        this.driver = driver;
        this.settings = settings;
        this.teacher = teacher;
    }

    /** Where the driver is now; nothing in a frame that a query can't call anything. */
    Optional<Wrapping.Origin> origin(String name) {
        return driver.entered()
                .label()
                .map(frame -> new Wrapping.Origin(name, frame, driver.url()));
    }

    /**
     * The element to use in place of the one that was found; empty: that one is right. A locator
     * that has no form of ours is told by the path of what it found.
     */
    Optional<WebElement> worked(
            Wrapping.Origin origin, Optional<Selector> written, WebElement element) {
        Target target = target(origin);
        return asked(
                () -> {
                    Optional<Selector> own =
                            written.or(() -> Locators.placeSelector(driver.placeOf(element)));
                    if (own.isEmpty()) {
                        sayUnseen(target.element());
                        return Optional.empty();
                    }
                    Optional<Ready> checked = page.checkOwn(target, own.get());
                    if (checked.isEmpty()) {
                        teach(target, own.get());
                        return Optional.empty();
                    }
                    if (checked.get().isSame() || !mayHeal(target)) {
                        page.used(checked.get());
                        return Optional.empty();
                    }
                    return healed(target);
                });
    }

    /** The element in place of the one that was not found or failed; empty: none is known. */
    Optional<WebElement> failed(Wrapping.Origin origin) {
        Target target = target(origin);
        return asked(
                () -> mayHeal(target) && page.knows(target) ? healed(target) : Optional.empty());
    }

    /** The element that is stale, found again by its name where it was known: on its own page. */
    Optional<WebElement> stale(Wrapping.Origin origin) {
        boolean isThere =
                origin(origin.name())
                        .filter(now -> now.frame().equals(origin.frame()))
                        .filter(now -> pathOf(now.page()).equals(pathOf(origin.page())))
                        .isPresent();
        if (!isThere) {
            return Optional.empty();
        }
        teacher.settle();
        return asked(
                () -> {
                    page.endVisit(); // what was taught in it is known from now on
                    return failed(origin);
                });
    }

    private static Target target(Wrapping.Origin origin) {
        return Target.of(origin.name()).inFrame(origin.frame());
    }

    private static String pathOf(String url) {
        return url.replaceFirst("[?#].*", "");
    }

    private Optional<WebElement> healed(Target target) {
        Ready ready = page.ready(target, Action.ACTION_UNSPECIFIED, PATIENCE);
        page.used(ready);
        return Optional.of(driver.act(target.frame(), ready.selector(), element -> element));
    }

    private void sayUnseen(String name) {
        if (unseen.add(name)) {
            LOG.log(System.Logger.Level.WARNING, "{0} is not remembered: {1}", name, UNSEEN);
        }
    }

    private void teach(Target target, Selector own) {
        String name = target.frame() + " " + target.element();
        if (!settings.frozen() && teacher.isNew(driver.url(), name)) {
            teacher.teach(page.lesson(target, own));
        }
    }

    private boolean mayHeal(Target target) {
        return settings.heal()
                && !settings.frozen()
                && !settings.neverHeal().contains(target.element());
    }

    /** Without a daemon the runner's own locator decides, and it is said once. */
    private Optional<WebElement> asked(Supplier<Optional<WebElement>> question) {
        if (System.nanoTime() - silentUntil < 0) {
            return Optional.empty();
        }
        try {
            return question.get();
        } catch (ElementNotFoundException | PageNotReadyException missing) {
            LOG.log(System.Logger.Level.INFO, missing.getMessage());
        } catch (PactsException failure) {
            silentUntil = System.nanoTime() + PAUSE.toNanos();
            if (!told) {
                told = true;
                LOG.log(
                        System.Logger.Level.WARNING,
                        "locators are used as written, since the daemon fails: {0}",
                        failure.getMessage());
            }
        }
        return Optional.empty();
    }
}
