package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.carry.sim.SimOptions;
import dev.carry.sim.SimServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is recorded stands by itself: it replays without a venue and is served as a venue again.
class RecordingTest {
  @TempDir private Path folder;

  @Test
  void aRecordingReplaysToTheSameBytesAndIsServedAgain() throws Exception {
    Path endpoints = folder.resolve("endpoints.json");
    String data = folder.resolve("data").toString();
    try (SimServer venues = SimServer.start(SimOptions.defaults().withAssets(4))) {
      Files.writeString(endpoints, venues.endpointsJson());
      String at = endpoints.toString();
      assertThat(Called.call("record", "--endpoints", at, "--data", data, "--for", "5s").exit())
          .isZero();
    }
    Path frames = folder.resolve("data").resolve("frames");
    Path first = folder.resolve("first.jsonl");
    Path second = folder.resolve("second.jsonl");
    assertThat(Called.call("replay", frames.toString(), "--out", first.toString()).exit()).isZero();
    assertThat(Called.call("replay", frames.toString(), "--out", second.toString()).exit())
        .isZero();
    assertThat(first).isNotEmptyFile().hasSameBinaryContentAs(second);
    assertThat(Files.readString(first)).contains("\"finding\":\"rejected-opportunity\"");

    try (SimServer again = SimServer.start(SimOptions.defaults().withFrames(frames))) {
      Files.writeString(endpoints, again.endpointsJson());
      String report =
          Called.call(
                  "doctor",
                  "--endpoints",
                  endpoints.toString(),
                  "--data",
                  folder.resolve("none").toString(),
                  "--format",
                  "json")
              .out();
      for (String venue : again.venues()) {
        assertThat(report).contains("{\"check\":\"" + venue + "\",\"result\":\"pass\"");
      }
    }
  }

  /// No venue refuses what is asked of it, and every stream speaks: candles too, which close once a
  /// minute, here a second.
  @Test
  void everyFeedOfARecordingIsLive() throws Exception {
    Path endpoints = folder.resolve("endpoints.json");
    String data = folder.resolve("data").toString();
    SimOptions fast = SimOptions.defaults().withAssets(4).withSpeed(60);
    try (SimServer venues = SimServer.start(fast)) {
      Files.writeString(endpoints, venues.endpointsJson());
      Called recorded =
          Called.call(
              "record", "--endpoints", endpoints.toString(), "--data", data, "--for", "14s");
      assertThat(recorded.err().lines().filter(line -> line.contains("feeds live")).toList())
          .last(STRING)
          .matches(line -> line.matches(".*, (\\d+) of \\1 feeds live"), "all of them")
          .doesNotContain("not:");
    }
  }
}
