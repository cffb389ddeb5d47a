package dev.carry.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carry.launch.Programs;
import dev.carry.model.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// The bots under `examples` against a dashboard that serves.
class ExampleBotsTest {
  private static final Path EXAMPLES = Path.of("..", "examples");
  private final Fixture fixture = Fixture.open(0);
  private final Browser browser = new Browser(fixture.dashboard);

  @AfterEach
  void close() {
    browser.close();
    fixture.close();
  }

  private String url() {
    return fixture.dashboard.address().toString().replaceFirst("/$", "");
  }

  private Set<String> listed() {
    TreeSet<String> ids = new TreeSet<>();
    browser
        .items("/api/v1/opportunities?limit=5000")
        .forEach(row -> ids.add(row.path("id").asText()));
    return ids;
  }

  /// Everything that is kept, then up to the newest; and from a place that is not kept.
  private void endsWhereTheListsAre(List<String> command, boolean json) throws Exception {
    String until = fixture.tell("x/newest", Finding.Status.OPEN, 0.05, fixture.market().instant());
    for (String after : List.of("0", "99999999999999999")) {
      List<String> call = new ArrayList<>(command);
      call.replaceAll(
          part -> part.replace("{after}", after).replace("{until}", until).replace("{url}", url()));
      Process process = new ProcessBuilder(call).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(said).isZero();
      String last = said.lines().reduce((_, line) -> line).orElseThrow();
      TreeSet<String> open = new TreeSet<>();
      if (json) {
        for (JsonNode id : Browser.parse(last)) {
          open.add(id.asText());
        }
      } else {
        open.addAll(List.of(last.substring(1, last.length() - 1).split(", ")));
      }
      assertThat(open).as("after %s", after).isEqualTo(listed()).isNotEmpty();
    }
  }

  @Test
  void theOneInPython() throws Exception {
    Optional<Path> python = Programs.find("python3");
    Assumptions.assumeTrue(python.isPresent(), "no python3 to run examples/bot.py with");
    endsWhereTheListsAre(
        List.of(
            python.get().toString(),
            EXAMPLES.resolve("bot.py").toString(),
            "--url",
            "{url}",
            "--after",
            "{after}",
            "--until",
            "{until}"),
        true);
  }

  @Test
  void theOneInJava() throws Exception {
    endsWhereTheListsAre(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            EXAMPLES.resolve("Bot.java").toString(),
            "{url}",
            "kind=opportunity",
            "{after}",
            "{until}"),
        false);
  }

  @Test
  void aBotFollowsWhatHappensWhileItRuns() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                EXAMPLES.resolve("Bot.java").toString(),
                url(),
                "kind=opportunity",
                "0",
                Long.toString(Long.MAX_VALUE))
            .start();
    try (var lines = process.inputReader()) {
      assertThat(lines.readLine()).startsWith("opened ");
      browser.post("/api/v1/kill", "Authorization", "Bearer " + fixture.dashboard.token());
      String line = lines.readLine();
      while (!line.startsWith("closed ")) {
        line = lines.readLine();
      }
    } finally {
      process.destroyForcibly();
    }
  }
}
