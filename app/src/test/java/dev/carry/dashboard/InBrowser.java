package dev.carry.dashboard;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carry.launch.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/// A headless Chrome or Chromium for a test class; where there is none, its tests are skipped and
/// say how to get one.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InBrowser {
  private final Path profile;
  private final WebDriverWait patience;
  final ChromeDriver chrome;

  InBrowser() throws IOException {
    Optional<Path> browser =
        Programs.find("chromium", "google-chrome", "google-chrome-stable", "chrome");
    Optional<Path> driver = Programs.find("chromedriver");
    assumeTrue(
        browser.isPresent() && driver.isPresent(),
        "skipped: needs Chromium and its driver; on Debian: apt-get install chromium"
            + " chromium-driver");
    profile = Files.createTempDirectory("carry-chrome");
    chrome = chrome(browser.orElseThrow(), driver.orElseThrow());
    patience = new WebDriverWait(chrome, Duration.ofSeconds(30), Duration.ofMillis(50));
  }

  private ChromeDriver chrome(Path browser, Path driver) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.toString());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--user-data-dir=" + profile);
    options.setCapability("goog:loggingPrefs", Map.of("browser", "ALL"));
    return new ChromeDriver(
        new ChromeDriverService.Builder().usingDriverExecutable(driver.toFile()).build(), options);
  }

  @AfterAll
  void quit() throws IOException {
    chrome.quit();
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }

  void size(int width, int height) {
    chrome.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /// Something that is true sooner or later.
  interface Sooner {
    boolean holds();
  }

  void until(Sooner sooner) {
    Function<Object, Boolean> condition = any -> sooner.holds();
    patience.ignoring(StaleElementReferenceException.class).until(condition);
  }

  List<WebElement> all(String css) {
    return chrome.findElements(By.cssSelector(css));
  }

  WebElement one(String css) {
    until(() -> !all(css).isEmpty());
    return all(css).getFirst();
  }

  void click(String css) {
    chrome.executeScript("arguments[0].click()", one(css));
  }

  List<String> texts(String css) {
    Object texts =
        chrome.executeScript(
            "return [...document.querySelectorAll(arguments[0])].map(e => e.innerText.trim())",
            css);
    List<String> list = new ArrayList<>();
    ((List<?>) Objects.requireNonNull(texts)).forEach(t -> list.add(String.valueOf(t)));
    return list;
  }

  Object style(String css, String property) {
    return chrome.executeScript(
        "return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]",
        css,
        property);
  }
}
