package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pacts.junit.PactsExtension;
import dev.pacts.selenium.Pacts;
import java.io.File;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

@ExtendWith(PactsExtension.class)
class ShopTest {
    private static Shop shop;
    private static WebDriver driver;

    @BeforeAll
    static void open() throws IOException {
        shop = new Shop();
        ChromeOptions options = new ChromeOptions();
        options.setBinary(System.getenv().getOrDefault("PACTS_BROWSER", "/usr/bin/chromium"));
        options.addArguments("--headless=new", "--no-sandbox");
        String chromedriver =
                System.getenv().getOrDefault("PACTS_CHROMEDRIVER", "/usr/bin/chromedriver");
        driver =
                new ChromeDriver(
                        new ChromeDriverService.Builder()
                                .usingDriverExecutable(new File(chromedriver))
                                .build(),
                        options);
    }

    @AfterAll
    static void close() {
        driver.quit();
        shop.close();
    }

    @ParameterizedTest
    @MethodSource("editions")
    void elementsByTheirNames(String edition, Pacts pacts) {
        driver.get(shop.products(edition));
        pacts.element(driver, "Search products").fill("green tea");
        pacts.element(driver, "Search").click();
        assertEquals("searched for green tea", status());
    }

    @ParameterizedTest
    @MethodSource("editions")
    void existingLocators(String edition, Pacts pacts) {
        WebDriver wrapped = pacts.wrap(driver);
        driver.get(shop.products(edition));
        wrapped.findElement(By.cssSelector("#subscribe")).click(); // the redesign takes its id away
        assertTrue(status().startsWith("subscribed"));
    }

    @ParameterizedTest
    @MethodSource("editions")
    void whatIsNotSoldIsGone(String edition, Pacts pacts) {
        driver.get(shop.products(edition));
        assertTrue(pacts.element(driver, "Gift wrapping").gone());
        assertFalse(pacts.element(driver, "Subscribe").gone());
    }

    /** Both, or the one that SHOP_EDITION names. */
    static Stream<String> editions() {
        String only = System.getenv("SHOP_EDITION");
        return only == null ? Stream.of("", "redesign") : Stream.of(only);
    }

    private static String status() {
        return driver.findElement(By.id("status")).getText();
    }
}
