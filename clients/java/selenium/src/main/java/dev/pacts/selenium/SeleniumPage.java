package dev.pacts.selenium;

import dev.pacts.session.NativeAction;
import dev.pacts.session.PageAdapter;
import dev.pacts.session.PageNotReadyException;
import dev.pacts.v1.FrameContent;
import dev.pacts.v1.PageContent;
import dev.pacts.v1.Selector;
import dev.pacts.v1.SelectorStrategy;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptException;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.NoSuchFrameException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;

/** The page that a driver shows, for a session. */
final class SeleniumPage implements PageAdapter<WebElement> {
    private static final int MOST_FRAMES = 32;
    private static final Set<SelectorStrategy> STRATEGIES =
            EnumSet.complementOf(
                    EnumSet.of(
                            SelectorStrategy.SELECTOR_STRATEGY_UNSPECIFIED,
                            SelectorStrategy.UNRECOGNIZED));

    private final WebDriver driver;
    private final Function<Selector, String> finding;
    private final JavascriptExecutor scripts;
    private final Frames frames;
    private final Entered entered;

    /**
     * @param finding the expression whose value is the one element that a selector finds
     */
    SeleniumPage(WebDriver driver, Function<Selector, String> finding) {
        this.driver = driver;
        this.finding = finding;
        this.scripts = (JavascriptExecutor) driver;
        this.frames = new Frames(driver);
        this.entered = new Entered(driver);
    }

    /** The frames that a wrapped driver was led into. */
    Entered entered() {
        return entered;
    }

    /** The place of an element: its XPath, in open shadow roots its CSS; empty in closed ones. */
    String placeOf(WebElement element) {
        return run(Scripts.PATH, element).toString();
    }

    @Override
    public String url() {
        return driver.getCurrentUrl();
    }

    @Override
    public String call(String frame, String function, String argument) {
        try {
            return in(
                    frame,
                    () -> run("return (" + function + "\n)(arguments[0])", argument).toString());
        } catch (JavascriptException
                | NoSuchFrameException
                | StaleElementReferenceException moving) {
            throw new PageNotReadyException(moving.getRawMessage(), moving);
        }
    }

    @Override
    public Captured capture(String script) {
        try {
            return entered.atTop(
                    () -> new Captured(run("return " + script).toString(), foreign(script)));
        } catch (JavascriptException
                | NoSuchFrameException
                | StaleElementReferenceException moving) {
            throw new PageNotReadyException(moving.getRawMessage(), moving);
        }
    }

    @Override
    public <T> T act(String frame, Selector selector, NativeAction<WebElement, T> action) {
        return in(frame, () -> action.on(find(selector)));
    }

    private <T> T in(String frame, Supplier<T> action) {
        return entered.isIn(frame) ? action.get() : frames.in(frame, action);
    }

    @Override
    public boolean dismiss(String css) {
        return entered.atTop(() -> clicked(css));
    }

    private boolean clicked(String css) {
        for (WebElement control : driver.findElements(By.cssSelector(css))) {
            if (control.isDisplayed()) {
                control.click();
                return true;
            }
        }
        return false;
    }

    @Override
    public Set<SelectorStrategy> strategies() {
        return STRATEGIES;
    }

    @Override
    public boolean waits() {
        return false;
    }

    /**
     * By Selenium's own locator, else by the daemon's script: it knows every strategy, and enters
     * the shadow roots that Selenium's own stay outside of.
     */
    private WebElement find(Selector selector) {
        return Locators.of(selector).map(driver::findElements).orElse(List.of()).stream()
                .findFirst()
                .orElseGet(() -> findByScript(selector));
    }

    private WebElement findByScript(Selector selector) {
        if (scripts.executeScript("return " + finding.apply(selector)) instanceof WebElement one) {
            return one;
        }
        throw new NoSuchElementException(
                "nothing is at %s %s".formatted(selector.getStrategy(), selector.getValue()));
    }

    private List<FrameContent> foreign(String script) {
        List<FrameContent> contents = new ArrayList<>();
        addForeign(script, contents, Frames.DEPTH);
        return contents;
    }

    /** Captures frames of other origins than what they stand in, however deep that is. */
    private void addForeign(String script, List<FrameContent> contents, int depth) {
        if (depth == 0 || !(run(Scripts.FOREIGN) instanceof List<?> found)) {
            return;
        }
        for (Object one : found) {
            if (contents.size() == MOST_FRAMES) {
                return;
            }
            List<?> frame = (List<?>) one;
            driver.switchTo().frame((WebElement) frame.get(0));
            try {
                if (Boolean.TRUE.equals(frame.get(1))) {
                    contents.add(content(frame.get(2).toString(), script));
                }
                addForeign(script, contents, depth - 1);
            } finally {
                driver.switchTo().parentFrame();
            }
        }
    }

    private FrameContent content(String name, String script) {
        String text = run("return " + script).toString();
        return FrameContent.newBuilder()
                .setName(name)
                .setUrl(frames.address())
                .setPage(PageContent.newBuilder().setCapture(text))
                .build();
    }

    private Object run(String script, Object... arguments) {
        Object value = scripts.executeScript(script, arguments);
        if (value == null) {
            throw new PageNotReadyException("the page answered a script with nothing", null);
        }
        return value;
    }
}
