package dev.pacts.selenium;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.SearchContext;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;

/** Shadow roots of elements that were found by locators. */
final class ShadowRoots {
    private ShadowRoots() {}

    /** Finds one element in a root. */
    interface Finder {
        Object find(By by) throws Throwable;
    }

    /**
     * A root in which elements are found as in the page.
     *
     * @param own asks the runner for its own
     * @throws Throwable what the runner throws where there is none
     */
    static SearchContext wrap(Wrapping.Finding own, Finder finder) throws Throwable {
        return new Root((SearchContext) own.find(), finder);
    }

    /** Puts the runner's own roots in place of ours in what a script is given. */
    static void unwrap(Object[] arguments) {
        for (int at = 0; at < arguments.length; at++) {
            if (arguments[at] instanceof Root root) {
                arguments[at] = root.own();
            } else if (arguments[at] instanceof Object[] more) {
                unwrap(more);
            }
        }
    }

    /** As calls of a decorated object throw: what the runner throws is the cause. */
    static Wrapping.Finding thrown(Wrapping.Finding finding) {
        return () -> {
            try {
                return finding.find();
            } catch (WebDriverException own) {
                throw new InvocationTargetException(own);
            }
        };
    }

    private record Root(SearchContext own, Finder finder) implements SearchContext {
        @Override
        public List<WebElement> findElements(By by) {
            return own.findElements(by);
        }

        @Override
        public WebElement findElement(By by) {
            try {
                return (WebElement) finder.find(by);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause() instanceof RuntimeException own
                        ? own
                        : new WebDriverException(thrown.getCause());
            } catch (RuntimeException | Error own) {
                throw own;
            } catch (Throwable other) {
                throw new WebDriverException(other);
            }
        }
    }
}
