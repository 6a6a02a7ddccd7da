package dev.synod.report;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A page in Chromium, without a window. It loads nothing from the network: there is nothing it could name. */
final class Browser implements AutoCloseable {
    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");
    private static final String DRIVER = "chromedriver";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Selenium warns of each browser that is newer than itself; held, since loggers may be collected. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts Chromium; where there is none the test is skipped, except in CI, where it must be there. */
    static Browser start(Path downloads) {
        Optional<Path> browser = BROWSERS.stream().map(Browser::onPath).flatMap(Optional::stream).findFirst();
        Optional<Path> chromedriver = onPath(DRIVER);
        if (browser.isEmpty() || chromedriver.isEmpty()) {
            String lacking = "There is no Chromium with its driver on the PATH (Debian: chromium and chromium-driver), so that the "
                    + "report's page is not looked at.";
            if ("true".equals(System.getenv("CI"))) {
                throw new IllegalStateException(lacking);
            }
            assumeTrue(false, lacking);
        }
        SELENIUM.setLevel(Level.SEVERE);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.get().toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,900",
                "--disable-background-networking", "--proxy-server=http://127.0.0.1:9", "--no-first-run");
        options.setExperimentalOption("prefs", Map.of("download.default_directory", downloads.toAbsolutePath().toString()));
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.get().toFile()).usingAnyFreePort().build();
        return new Browser(new ChromeDriver(service, options));
    }

    private static Optional<Path> onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program)).filter(Files::isExecutable).findFirst();
    }

    /** Opens a page, with what stands behind its {@code #}. */
    Browser open(Path page, String hash) {
        // From another page, so that one that is open already is read anew.
        driver.get("about:blank");
        driver.get(page.toUri() + (hash.isEmpty() ? "" : "#" + hash));
        return this;
    }

    /** Waits until something is as it must be. */
    Browser until(String what, Predicate<Browser> condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("After " + PATIENCE.toSeconds() + " s it is not so that " + what + ". The page complained of "
                        + complaints() + " and shows:\n" + text("body"));
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        return this;
    }

    private boolean holds(Predicate<Browser> condition) {
        try {
            return condition.test(this);
        } catch (StaleElementReferenceException | NoSuchElementException e) {
            // The page is drawing.
            return false;
        }
    }

    /** Waits until an element has a text. */
    Browser untilText(String selector, String text) {
        return until(selector + " says \"" + text + "\"", b -> b.text(selector).contains(text));
    }

    String text(String selector) {
        return one(selector).getText();
    }

    WebElement one(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    void click(String selector) {
        one(selector).click();
    }

    void type(String selector, CharSequence... keys) {
        one(selector).sendKeys(keys);
    }

    /** Presses keys wherever the focus is. */
    void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    void size(int width, int height) {
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** What the system prefers: light or dark. */
    void prefers(String theme) {
        driver.executeCdpCommand("Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    long number(String script) {
        return ((Number) run("return " + script)).longValue();
    }

    String hash() {
        return (String) run("return location.hash");
    }

    /** What the page complained of. */
    List<String> complaints() {
        return driver.manage().logs().get("browser").getAll().stream().map(e -> e.getMessage()).toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
