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
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.decorators.Decorated;
import org.openqa.selenium.support.decorators.WebDriverDecorator;

/** A driver that hands out elements which are remembered and healed. */
final class Wrapping extends WebDriverDecorator<WebDriver> {
    private static final Set<String> ACTIONS =
            Set.of("click", "sendKeys", "clear", "submit", "getText", "isDisplayed", "isEnabled");

    private final Healer healer;
    private final Map<WebElement, By> locators = new WeakHashMap<>();

    Wrapping(Healer healer) {
        super(WebDriver.class);
        this.healer = healer;
    }

    @Override
    public Object call(Decorated<?> target, Method method, Object[] args) throws Throwable {
        if (target.getOriginal() instanceof WebDriver && method.getName().equals("findElement")) {
            return find(target, method, args, (By) args[0]);
        }
        if (target.getOriginal() instanceof WebElement element
                && ACTIONS.contains(method.getName())) {
            return act(target, method, args, element);
        }
        return super.call(target, method, args);
    }

    private Object find(Decorated<?> target, Method method, Object[] args, By by) throws Throwable {
        Object found;
        try {
            found = super.call(target, method, args);
        } catch (InvocationTargetException thrown) {
            if (!(thrown.getCause() instanceof NoSuchElementException)) {
                throw thrown;
            }
            return decorated(by, healer.failed(by).orElseThrow(() -> thrown));
        }
        Optional<WebElement> other = healer.worked(by);
        if (other.isPresent()) {
            return decorated(by, other.get());
        }
        return remembered(by, found);
    }

    private Object act(Decorated<?> target, Method method, Object[] args, WebElement element)
            throws Throwable {
        try {
            return super.call(target, method, args);
        } catch (InvocationTargetException thrown) {
            By by = locators.get(element);
            if (by == null || !isWorthAnotherLook(thrown.getCause())) {
                throw thrown;
            }
            WebElement other = healer.failed(by).orElseThrow(() -> thrown);
            return method.invoke(other, args);
        }
    }

    /** A plain disabled element is the runner's own to tell; one that is stale may be another. */
    private static boolean isWorthAnotherLook(Throwable cause) {
        return cause instanceof StaleElementReferenceException
                || cause instanceof NoSuchElementException
                || cause instanceof InvalidElementStateException;
    }

    private Object remembered(By by, Object found) {
        if (found instanceof Decorated<?> proxy
                && proxy.getOriginal() instanceof WebElement element) {
            locators.put(element, by);
        }
        return found;
    }

    private WebElement decorated(By by, WebElement element) {
        locators.put(element, by);
        return createProxy(createDecorated(element), element.getClass());
    }
}
