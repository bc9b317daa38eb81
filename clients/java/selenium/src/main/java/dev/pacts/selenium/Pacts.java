package dev.pacts.selenium;

import dev.pacts.PactsClient;
import dev.pacts.session.PageSession;
import dev.pacts.session.Session;
import dev.pacts.session.Settings;
import dev.pacts.session.Target;
import java.util.Map;
import java.util.WeakHashMap;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WrapsDriver;

/**
 * Elements by name, and existing locators that heal, for Selenium. A driver is used by one thread
 * at a time, as Selenium has it.
 */
public final class Pacts implements AutoCloseable {
    private final Session session;
    private final Map<WebDriver, PageSession<WebElement>> pages = new WeakHashMap<>();
    private final Map<WebDriver, SeleniumPage> adapters = new WeakHashMap<>();
    private final Teacher teacher;

    /** With a client that the caller closes. */
    public Pacts(PactsClient client, Settings settings) {
        this(new Session(client, settings));
    }

    /** With a session that the caller closes. */
    public Pacts(Session session) {
        this.session = session;
        teacher = new Teacher(session.client());
    }

    /** An element of the page that the driver shows, by the name that people call it. */
    public Element element(WebDriver driver, String name) {
        WebDriver own = unwrapped(driver);
        return new Element(page(own), own, Target.of(name));
    }

    /**
     * The same driver, whose existing locators are remembered when they work and healed when they
     * don't. The locator as written is the element's name.
     */
    public WebDriver wrap(WebDriver driver) {
        WebDriver own = unwrapped(driver);
        PageSession<WebElement> page = page(own);
        SeleniumPage adapter = adapters.get(own);
        Healer healer = new Healer(page, adapter, session.settings(), teacher);
        return new Wrapping(healer, adapter.entered()).decorate(own);
    }

    /** What tests have of the daemon: results are told to it, heals are read from it. */
    public Session session() {
        return session;
    }

    /** Waits until what existing locators have found is saved, which is done in the background. */
    public void settle() {
        teacher.settle();
    }

    /** Waits for what is being taught, and ends the visits. */
    @Override
    public void close() {
        teacher.close();
        session.close();
    }

    private synchronized PageSession<WebElement> page(WebDriver driver) {
        SeleniumPage adapter =
                adapters.computeIfAbsent(driver, own -> new SeleniumPage(own, session::finding));
        return pages.computeIfAbsent(driver, own -> session.on(adapter));
    }

    private static WebDriver unwrapped(WebDriver driver) {
        WebDriver own = driver;
        while (own instanceof WrapsDriver wrapping) {
            own = wrapping.getWrappedDriver();
        }
        return own;
    }
}
