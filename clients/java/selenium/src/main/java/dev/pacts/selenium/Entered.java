package dev.pacts.selenium;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;

/** The frames that a test has led a wrapped driver into, outermost first. */
final class Entered {
    private final WebDriver driver;
    private final List<Object> path = new ArrayList<>();
    private String label = "";

    Entered(WebDriver driver) {
        this.driver = driver;
    }

    void enter(Object frame) {
        path.add(frame);
    }

    void leave() {
        if (!path.isEmpty()) {
            path.remove(path.size() - 1);
        }
    }

    void clear() {
        path.clear();
    }

    /** What a query calls the frame, empty for the page; nothing when it can't be called. */
    Optional<String> label() {
        label = "";
        if (path.isEmpty()) {
            return Optional.of(label);
        }
        Object told;
        try {
            told = ((JavascriptExecutor) driver).executeScript(Scripts.LABEL);
        } catch (WebDriverException gone) {
            return Optional.empty(); // the driver's own commands will say it
        }
        if (told == null) {
            clear(); // the page was loaded anew
            return Optional.of(label);
        }
        label = told.toString();
        return Optional.of(label).filter(it -> !it.isEmpty() && Names.isShort(it));
    }

    /** Whether the driver is in the frame of that label already. */
    boolean isIn(String frame) {
        return !path.isEmpty() && frame.equals(label);
    }

    /** Does something at the top of the page, and goes back to where the driver was. */
    <T> T atTop(Supplier<T> action) {
        if (path.isEmpty()) {
            return action.get();
        }
        driver.switchTo().defaultContent();
        try {
            return action.get();
        } finally {
            driver.switchTo().defaultContent();
            path.forEach(this::switchTo);
        }
    }

    private void switchTo(Object frame) {
        if (frame instanceof WebElement element) {
            driver.switchTo().frame(element);
        } else if (frame instanceof Integer index) {
            driver.switchTo().frame(index);
        } else {
            driver.switchTo().frame(frame.toString());
        }
    }
}
