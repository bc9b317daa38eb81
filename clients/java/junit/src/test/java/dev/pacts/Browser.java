package dev.pacts;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.MutableCapabilities;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.remote.RemoteWebDriver;

/** Starts the Chromium that is installed, unless told of another; nothing is downloaded. */
public final class Browser {
    private Browser() {}

    /** The browser of PACTS_BROWSER or of the path, without a window. */
    public static ChromeDriver start() {
        return start(
                found("PACTS_BROWSER", "chromium", "chromium-browser", "google-chrome"),
                List.of("--no-sandbox", "--window-size=1280,800"));
    }

    public static ChromeDriver start(String executable, List<String> arguments) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(executable);
        options.addArguments(arguments);
        options.addArguments("--headless=new");
        ChromeDriverService service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(
                                new File(found("PACTS_CHROMEDRIVER", "chromedriver")))
                        .usingAnyFreePort()
                        .build();
        return new ChromeDriver(service, options);
    }

    /** The browser of the driver that the property {@code pacts.driver} has the address of. */
    public static Optional<WebDriver> other() {
        return Optional.ofNullable(System.getProperty("pacts.driver")).map(Browser::behind);
    }

    private static WebDriver behind(String driver) {
        try {
            // Selenium's own tracing needs another OpenTelemetry than this build compiles with.
            return new RemoteWebDriver(
                    URI.create(driver).toURL(), new MutableCapabilities(), false);
        } catch (MalformedURLException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    private static String found(String variable, String... names) {
        String named = System.getenv(variable);
        if (named != null && !named.isBlank()) {
            return named;
        }
        String[] folders = System.getenv("PATH").split(File.pathSeparator);
        Optional<File> file =
                Stream.of(names)
                        .flatMap(name -> Stream.of(folders).map(f -> new File(f, name)))
                        .filter(File::canExecute)
                        .findFirst();
        return file.orElseThrow(
                        () ->
                                new IllegalStateException(
                                        names[0] + " is not on the PATH, nor in " + variable))
                .getPath();
    }
}
