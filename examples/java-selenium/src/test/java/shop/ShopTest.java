package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pacts.junit.PactsExtension;
import dev.pacts.selenium.Pacts;
import java.io.File;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
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

    @Test
    void elementsByTheirNames(Pacts pacts) {
        driver.get(shop.products());
        pacts.element(driver, "Search products").fill("green tea");
        pacts.element(driver, "Search").click();
        assertEquals("searched for green tea", status());
    }

    @Test
    void sameTestAfterTheRedesign(Pacts pacts) {
        driver.get(shop.products() + "?redesign");
        pacts.element(driver, "Search products").fill("green tea");
        pacts.element(driver, "Search").click();
        assertEquals("searched for green tea", status());
    }

    @Test
    void existingLocatorsHeal(Pacts pacts) {
        WebDriver wrapped = pacts.wrap(driver);
        driver.get(shop.products());
        wrapped.findElement(By.cssSelector("#subscribe")).click();
        assertTrue(status().startsWith("subscribed"));
        pacts.settle();
        driver.get(shop.products() + "?redesign");
        wrapped.findElement(By.cssSelector("#subscribe")).click();
        assertTrue(status().startsWith("subscribed"));
        assertEquals("css=#subscribe", pacts.session().heals().get(0).element());
    }

    @Test
    void whatIsNotSoldIsGone(Pacts pacts) {
        driver.get(shop.products());
        assertTrue(pacts.element(driver, "Gift wrapping").gone());
        assertFalse(pacts.element(driver, "Subscribe").gone());
    }

    private static String status() {
        return driver.findElement(By.id("status")).getText();
    }
}
