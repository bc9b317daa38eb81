package dev.pacts.selenium;

import dev.pacts.session.NativeAction;
import dev.pacts.session.PageSession;
import dev.pacts.session.Ready;
import dev.pacts.session.Target;
import dev.pacts.v1.Action;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.Select;

/**
 * An element by the name that people call it. Nothing is looked up before something is done with
 * it; each action waits until the element is there and can take it.
 */
public final class Element {
    private final PageSession<WebElement> page;
    private final WebDriver driver;
    private final Target target;

    Element(PageSession<WebElement> page, WebDriver driver, Target target) {
        this.page = page;
        this.driver = driver;
        this.target = target;
    }

    /** The same, in a part of the page: "dialog", "row of Alice". */
    public Element in(String scope) {
        return new Element(page, driver, target.in(scope));
    }

    /** The same, as one of several, from 1. */
    public Element nth(int ordinal) {
        return new Element(page, driver, target.nth(ordinal));
    }

    /** The same, in the frame of that name or URL; the driver is at the page's top afterwards. */
    public Element inFrame(String frame) {
        return new Element(page, driver, target.inFrame(frame));
    }

    /** The same, in another page of the same route: a viewport, a locale, a role. */
    public Element variant(String name, String value) {
        return new Element(page, driver, target.variant(name, value));
    }

    /** Clicks on it. */
    public void click() {
        run(Action.ACTION_CLICK, WebElement::click);
    }

    /** Types a text in place of what is there. */
    public void fill(String text) {
        run(
                Action.ACTION_FILL,
                element -> {
                    element.clear();
                    element.sendKeys(text);
                });
    }

    /** Types keys after what is there. */
    public void sendKeys(CharSequence... keys) {
        run(Action.ACTION_FILL, element -> element.sendKeys(keys));
    }

    /** Chooses the option of that label. */
    public void select(String label) {
        run(Action.ACTION_SELECT, element -> new Select(element).selectByVisibleText(label));
    }

    /** Ticks it, if it is not ticked. */
    public void check() {
        run(
                Action.ACTION_CHECK,
                element -> {
                    if (!element.isSelected()) {
                        element.click();
                    }
                });
    }

    /** Moves the pointer over it. */
    public void hover() {
        run(Action.ACTION_HOVER, element -> new Actions(driver).moveToElement(element).perform());
    }

    /** Its visible text. */
    public String text() {
        return act(Action.ACTION_READ, WebElement::getText);
    }

    /** An attribute of it as it is in the markup; null when it has none. */
    public String attribute(String name) {
        return act(Action.ACTION_READ, element -> element.getDomAttribute(name));
    }

    /** Does something of the caller's own with it. */
    public <T> T act(Action action, NativeAction<WebElement, T> nativeAction) {
        return page.act(target, action, nativeAction);
    }

    /** Selenium's own element. In a frame it is of use only where the driver has switched to it. */
    public WebElement nativeElement() {
        return act(Action.ACTION_UNSPECIFIED, element -> element);
    }

    /** Finds it now, to be acted on later in the same document with {@code act}. */
    public Ready locate() {
        return page.ready(target, Action.ACTION_UNSPECIFIED);
    }

    /**
     * Does something with what was found before.
     *
     * @throws dev.pacts.session.StaleSelectorException the page was loaded anew since
     */
    public <T> T act(Ready kept, Action action, NativeAction<WebElement, T> nativeAction) {
        return page.actOn(kept, action, nativeAction);
    }

    /** Whether the page was looked at and it is not there. What is hidden is there. */
    public boolean gone() {
        return page.isGone(target);
    }

    /** Waits until it is gone; an AssertionError when it stays. */
    public void expectGone() {
        page.expectGone(target);
    }

    private interface Doing {
        void on(WebElement element);
    }

    private void run(Action action, Doing doing) {
        act(
                action,
                element -> {
                    doing.on(element);
                    return true;
                });
    }
}
