package io.gatehouse.localcloud.cloud.testing;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium with one page, driven by Selenium. */
public final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChromeDriver driver;

    private Browser(Path driver, Path chromium) {
        var options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        // Chromium's sandbox does not work for root, as whom containers run tests.
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,900");
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.WARNING);
        options.setCapability("goog:loggingPrefs", logs);
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.toFile())
                .usingAnyFreePort()
                .build();
        this.driver = new ChromeDriver(service, options);
    }

    /** Starts with an empty page. The test is skipped on a machine without Chromium and its driver. */
    public static Browser start() {
        var driver = program("chromedriver");
        var chromium = program("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
        assumeTrue(driver.isPresent() && chromium.isPresent(), "there is no chromium with a chromedriver");
        return new Browser(driver.orElseThrow(), chromium.orElseThrow());
    }

    private static Optional<Path> program(String... names) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder -> Stream.of(names).map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    public void open(String url) {
        driver.get(url);
    }

    /** @param scheme {@code light} or {@code dark} */
    public void prefer(String scheme) {
        var feature = Map.of("name", "prefers-color-scheme", "value", scheme);
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    }

    /** The value of a JavaScript expression as text. */
    public String evaluate(String expression) {
        return String.valueOf(((JavascriptExecutor) driver).executeScript("return " + expression.strip()));
    }

    /** Waits until the expression is true. */
    public void until(String expression) {
        await(expression)
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> evaluate("Boolean(%s)".formatted(expression)).equals("true"));
    }

    /** Waits until the text is somewhere on the page where it can be seen. */
    public void untilItSays(String text) {
        until("document.body.innerText.includes('%s')".formatted(text.replace("'", "\\'")));
    }

    public void press(CharSequence key) {
        driver.switchTo().activeElement().sendKeys(key);
    }

    /** Waits until the element can be clicked. */
    public void click(String selector) {
        await(selector).atMost(PATIENCE).ignoreExceptions().until(() -> {
            driver.findElement(By.cssSelector(selector)).click();
            return true;
        });
    }

    public void type(String selector, String text) {
        await(selector).atMost(PATIENCE).ignoreExceptions().until(() -> {
            driver.findElement(By.cssSelector(selector)).sendKeys(text);
            return true;
        });
    }

    /** Presses the tabulator until the focus is on what the CSS selector names, as a person without a mouse does. */
    public void tabTo(String selector) {
        var isThere = "document.activeElement.matches(\"%s\")".formatted(selector);
        for (var presses = 0; presses < 100; presses++) {
            if (evaluate(isThere).equals("true")) {
                return;
            }
            press(Keys.TAB);
        }
        throw new AssertionError("The tabulator does not lead to " + selector);
    }

    /** What the page's scripts threw, and what the browser refused them, for instance by the page's policy. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::toString)
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
