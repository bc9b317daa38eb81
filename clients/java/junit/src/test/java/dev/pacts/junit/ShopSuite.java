package dev.pacts.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.pacts.Browser;
import dev.pacts.Site;
import dev.pacts.selenium.Pacts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;

/** A suite as users have one; {@link PactsExtensionTest} runs it. */
@ExtendWith(PactsExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ShopSuite {
    private static Site site;
    private static WebDriver driver;

    @BeforeAll
    static void start() {
        site = new Site();
        driver = Browser.start();
    }

    @AfterAll
    static void stop() {
        driver.quit();
        site.close();
    }

    @Test
    @Order(1)
    void searches(Pacts pacts) {
        search(pacts, site.page());
    }

    @Test
    @Order(2)
    void searchesAfterTheRedesign(Pacts pacts) {
        search(pacts, site.redesigned());
    }

    @Test
    @Order(3)
    void failsForAReasonOfItsOwn(Pacts pacts) {
        driver.get(site.page());
        assertFalse(pacts.element(driver, "Search").gone());
        pacts.element(driver, "Search").click();
        assertEquals("something else", driver.findElement(By.id("status")).getText());
    }

    private static void search(Pacts pacts, String page) {
        driver.get(page);
        pacts.wrap(driver).findElement(By.id("query")).sendKeys("tea"); // the redesign renames it
        pacts.element(driver, "Search").click();
        assertEquals("searched tea", driver.findElement(By.id("status")).getText());
    }
}
