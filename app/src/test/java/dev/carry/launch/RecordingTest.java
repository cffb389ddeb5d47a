package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.sim.SimOptions;
import dev.carry.sim.SimServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// What is recorded stands by itself: it replays without a venue and is served as a venue again.
class RecordingTest {
  @TempDir private Path folder;

  private static int call(String... arguments) {
    CommandLine line = Main.commandLine().setErr(new PrintWriter(new StringWriter()));
    return line.execute(arguments);
  }

  @Test
  void aRecordingReplaysToTheSameBytesAndIsServedAgain() throws Exception {
    Path endpoints = folder.resolve("endpoints.json");
    String data = folder.resolve("data").toString();
    try (SimServer venues = SimServer.start(SimOptions.defaults().withAssets(4))) {
      Files.writeString(endpoints, venues.endpointsJson());
      String at = endpoints.toString();
      assertThat(call("record", "--endpoints", at, "--data", data, "--for", "5s")).isZero();
    }
    Path frames = folder.resolve("data").resolve("frames");
    Path first = folder.resolve("first.jsonl");
    Path second = folder.resolve("second.jsonl");
    assertThat(call("replay", frames.toString(), "--out", first.toString())).isZero();
    assertThat(call("replay", frames.toString(), "--out", second.toString())).isZero();
    assertThat(first).isNotEmptyFile().hasSameBinaryContentAs(second);
    assertThat(Files.readString(first)).contains("\"finding\":\"rejected-opportunity\"");

    try (SimServer again = SimServer.start(SimOptions.defaults().withFrames(frames))) {
      Files.writeString(endpoints, again.endpointsJson());
      String report = doctor(endpoints);
      for (String venue : again.venues()) {
        assertThat(report).contains("{\"check\":\"" + venue + "\",\"result\":\"pass\"");
      }
    }
  }

  private String doctor(Path endpoints) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      int _ =
          call(
              "doctor",
              "--endpoints",
              endpoints.toString(),
              "--data",
              folder.resolve("none").toString(),
              "--format",
              "json");
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
