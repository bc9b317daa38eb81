package dev.pacts.selenium;

import dev.pacts.session.PageNotReadyException;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;

/** Goes into frames and comes back to the top of the page. */
final class Frames {
    static final int DEPTH = 8;

    private final WebDriver driver;

    Frames(WebDriver driver) {
        this.driver = driver;
    }

    /** Does something in a frame of a name or URL; with an empty one, where the driver is. */
    <T> T in(String frame, Supplier<T> action) {
        if (frame.isEmpty()) {
            return action.get();
        }
        driver.switchTo().defaultContent();
        try {
            if (!enter(frame, DEPTH)) {
                throw new PageNotReadyException("the page has no frame " + frame, null);
            }
            return action.get();
        } finally {
            driver.switchTo().defaultContent();
        }
    }

    private boolean enter(String frame, int depth) {
        List<WebElement> frames = driver.findElements(By.cssSelector("iframe, frame"));
        for (WebElement one : frames) {
            boolean named = isNamed(one, frame);
            if (named) {
                show(one);
            }
            driver.switchTo().frame(one);
            if (named || isAt(frame) || (depth > 1 && enter(frame, depth - 1))) {
                return true;
            }
            driver.switchTo().parentFrame();
        }
        return false;
    }

    private boolean isAt(String frame) {
        String address = address();
        return frame.equals(address) || frame.equals(address.replaceFirst("[?#].*", ""));
    }

    private static boolean isNamed(WebElement element, String frame) {
        return Objects.equals(frame, element.getDomAttribute("name"))
                || Objects.equals(frame, element.getDomAttribute("id"));
    }

    /** What a click would reach in a frame can be told only where the frame is in view. */
    private void show(WebElement frame) {
        ((JavascriptExecutor) driver)
                .executeScript("arguments[0].scrollIntoView({block: 'nearest'})", frame);
    }

    String address() {
        Object address = ((JavascriptExecutor) driver).executeScript("return location.href");
        return String.valueOf(address);
    }
}
