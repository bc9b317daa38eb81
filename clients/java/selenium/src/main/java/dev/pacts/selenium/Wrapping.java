package dev.pacts.selenium;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.openqa.selenium.By;
import org.openqa.selenium.InvalidElementStateException;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.SearchContext;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.decorators.Decorated;
import org.openqa.selenium.support.decorators.WebDriverDecorator;

/** A driver that hands out elements which are remembered and healed. */
final class Wrapping extends WebDriverDecorator<WebDriver> {
    /**
     * What is done again on an element that was found again. What asks for a state is not: that an
     * element is stale is an answer, which {@code stalenessOf} and its like wait for.
     */
    private static final Set<String> ACTIONS =
            Set.of("click", "sendKeys", "clear", "submit", "getText", "findElements");

    private final Healer healer;
    private final Entered entered;
    private final Map<WebElement, Origin> origins = new WeakHashMap<>();

    Wrapping(Healer healer, Entered entered) {
        super(WebDriver.class);
        this.healer = healer;
        this.entered = entered;
    }

    @Override
    public Object call(Decorated<?> target, Method method, Object[] args) throws Throwable {
        Object original = target.getOriginal();
        String name = method.getName();
        if (original instanceof WebDriver && args != null) {
            if (name.equals("findElement")) {
                By by = (By) args[0];
                Finding finding = () -> super.call(target, method, args);
                return find(finding, Locators.nameOf(by), Locators.selectorOf(by));
            }
            ShadowRoots.unwrap(args);
        }
        if (original instanceof WebElement element && origins.containsKey(element)) {
            if (name.equals("findElement")) {
                String part = Locators.nameOf((By) args[0]);
                String whole = Locators.within(origins.get(element).name(), part);
                return find(() -> act(target, method, args, element), whole, Optional.empty());
            }
            if (name.equals("getShadowRoot")) {
                String host = Locators.inShadow(origins.get(element).name());
                Finding root = () -> act(target, method, args, element);
                return ShadowRoots.wrap(root, by -> inRoot(root, by, host));
            }
            if (ACTIONS.contains(name)) {
                return act(target, method, args, element);
            }
        }
        Object done = super.call(target, method, args);
        if (original instanceof WebDriver.TargetLocator) {
            switched(name, args);
        }
        return done;
    }

    private void switched(String method, Object[] args) {
        switch (method) {
            case "frame" -> entered.enter(args[0]);
            case "parentFrame" -> entered.leave();
            case "defaultContent", "window", "newWindow" -> entered.clear();
            default -> {} // it leads to no other frame
        }
    }

    private Object inRoot(Finding root, By by, String host) throws Throwable {
        Finding finding =
                () -> {
                    WebElement found = ((SearchContext) root.find()).findElement(by);
                    return createProxy(createDecorated(found), found.getClass());
                };
        return find(
                ShadowRoots.thrown(finding),
                Locators.within(host, Locators.nameOf(by)),
                Optional.empty());
    }

    private Object find(Finding finding, String name, Optional<dev.pacts.v1.Selector> own)
            throws Throwable {
        Optional<Origin> origin = healer.origin(name);
        Object found;
        try {
            found = finding.find();
        } catch (InvocationTargetException thrown) {
            if (origin.isEmpty() || !(thrown.getCause() instanceof NoSuchElementException)) {
                throw thrown;
            }
            return decorated(origin.get(), healer.failed(origin.get()).orElseThrow(() -> thrown));
        }
        if (origin.isEmpty()
                || !(found instanceof Decorated<?> proxy
                        && proxy.getOriginal() instanceof WebElement element)) {
            return found;
        }
        Optional<WebElement> other = healer.worked(origin.get(), own, element);
        if (other.isPresent()) {
            return decorated(origin.get(), other.get());
        }
        origins.put(element, origin.get());
        return found;
    }

    private Object act(Decorated<?> target, Method method, Object[] args, WebElement element)
            throws Throwable {
        try {
            return super.call(target, method, args);
        } catch (InvocationTargetException thrown) {
            Origin origin = origins.get(element);
            Throwable cause = thrown.getCause();
            if (cause instanceof StaleElementReferenceException) {
                WebElement other = healer.stale(origin).orElseThrow(() -> thrown);
                return super.call(again(origin, other), method, args);
            }
            // A plain disabled element is the runner's own to tell.
            if (!(cause instanceof InvalidElementStateException)) {
                throw thrown;
            }
            WebElement other = healer.failed(origin).orElseThrow(() -> thrown);
            return super.call(again(origin, other), method, args);
        }
    }

    private Decorated<WebElement> again(Origin origin, WebElement element) {
        origins.put(element, origin);
        return createDecorated(element);
    }

    private WebElement decorated(Origin origin, WebElement element) {
        return createProxy(again(origin, element), element.getClass());
    }

    /** Finds as the runner itself does; what that throws is the cause of what this throws. */
    interface Finding {
        Object find() throws Throwable;
    }

    /**
     * Where an element was found.
     *
     * @param name what the locator is called
     * @param frame the frame that the driver was in
     * @param page the URL of the page
     */
    record Origin(String name, String frame, String page) {}
}
