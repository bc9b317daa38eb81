package dev.pacts.selenium;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** Names of locators fit into a query, and are those that the Python client makes. */
class NamesTest {
    @Test
    void nameThatAQueryTakesIsAsWritten() {
        String most = "a".repeat(509); // with "id=" the 512 bytes that it takes
        assertEquals("id=" + most, Locators.nameOf(By.id(most)));
        assertEquals("id=a >> css=b", Locators.within("id=a", "css=b"));
    }

    @Test
    void endOfALongerNameIsItsHash() {
        String name = Locators.nameOf(By.id("ä".repeat(400)));
        assertEquals("id=" + "ä".repeat(244) + "…38e5e3b029231ae4", name);
        assertNotEquals(name, Locators.nameOf(By.id("ä".repeat(401))));
        assertEquals(
                "css=" + "a".repeat(488) + "…510d025f0ab36ed2",
                Locators.nameOf(By.cssSelector("a".repeat(509))));
    }

    @Test
    void nameOfAnElementInAnElementIsCut() {
        String name = Locators.nameOf(By.id("ä".repeat(400)));
        assertTrue(Names.isShort(Locators.within(name, "id=save")));
        assertNotEquals(Locators.within(name, "id=save"), Locators.within(name, "id=send"));
    }
}
