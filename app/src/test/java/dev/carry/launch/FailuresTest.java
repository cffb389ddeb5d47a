package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.journal.ChildJvm;
import dev.carry.sim.SimOptions;
import dev.carry.sim.SimServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What goes wrong outside of Carry ends with one message that says the mend, and the promised exit
/// code.
class FailuresTest {
  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir private Path folder;

  /// Addresses at which nothing listens.
  private String nowhere() throws IOException {
    Path file = folder.resolve("nowhere.json");
    StringBuilder all = new StringBuilder();
    for (String venue : SimServer.simulated()) {
      String at = "127.0.0.1:" + closedPort();
      all.append(all.isEmpty() ? "{" : ",")
          .append("\"%s\":{\"rest\":\"http://%s\",\"ws\":\"ws://%s\"}".formatted(venue, at, at));
    }
    return Files.writeString(file, all + "}").toString();
  }

  private static int closedPort() throws IOException {
    try (ServerSocket once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return once.getLocalPort();
    }
  }

  @ParameterizedTest
  @CsvSource({"run", "demo", "sim"})
  void anOccupiedPortIsNamedWithTheMend(String verb) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      String data = folder.resolve("data").toString();
      Called ran =
          switch (verb) {
            case "sim" -> Called.call("sim", "--port", port);
            case "demo" -> Called.call("demo", "--no-browser", "--port", port, "--data", data);
            default ->
                Called.call(
                    "run",
                    "--no-browser",
                    "--port",
                    port,
                    "--data",
                    data,
                    "--endpoints",
                    nowhere());
          };
      assertThat(ran.exit()).isEqualTo(1);
      assertThat(ran.err()).contains("port " + port, "127.0.0.1", "in use", "another port");
      assertThat(folder.resolve("data")).as("nothing is left behind").doesNotExist();
    }
  }

  @Test
  void withoutANetworkALookFailsAndSaysWhichVenueAndWhy() throws IOException {
    Called ran = Called.call("scan", "--endpoints", nowhere());
    assertThat(ran.exit()).isEqualTo(1);
    // options pay no funding, and are looked at only where they are asked for
    List<String> looked =
        SimServer.simulated().stream().filter(venue -> !venue.endsWith("-options")).toList();
    for (String venue : looked) {
      assertThat(ran.err()).contains("scan: " + venue + ": instruments not read (");
    }
    assertThat(ran.err())
        .contains(
            "check network, DNS and firewall", "0 of " + looked.size() + " venues read whole");
    assertThat(ran.err()).as("each problem is told once").doesNotContain("VenueSession");
  }

  /// The venues may come back, so it goes on, and says that it is not ready and why.
  @Test
  void withoutANetworkARunStaysAndSaysThatItIsNotReady() throws IOException {
    try (ChildJvm child =
        Called.run(folder.resolve("errors"), folder.resolve("data"), Path.of(nowhere()))) {
      URI address = URI.create(child.mustSay("http"));
      SimulatedRun.until("the log says why", () -> errors().contains("deribit: instruments"));
      assertThat(SimulatedRun.text(http, address.resolve("/health/ready")))
          .startsWith("{\"ready\":false");
      assertThat(SimulatedRun.text(http, address.resolve("/health/live"))).contains("true");
    }
    assertThat(errors()).contains("connection refused or no route", "check network");
  }

  /// `docker stop` kills after ten seconds; what was waited for was once the process itself.
  @Test
  void whoIsAskedToEndEndsInTime() throws Exception {
    try (ChildJvm child =
        Called.run(folder.resolve("errors"), folder.resolve("data"), Path.of(nowhere()))) {
      String _ = child.mustSay("http");
      assertThat(child.endsWhenAsked(Duration.ofSeconds(10))).isTrue();
    }
    assertThat(errors()).contains("carry: stopping");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          demo --seed much             | is not a long
          demo --speed 0               | speed: found 0.0, allowed is above 0
          demo --for yesterday         | is no duration: write 500ms, 30s, 5m, 8h or 7d
          run --venues mtgox           | no such venue; known are [binance-usdm,
          run --endpoints none.json    | --endpoints none.json: cannot be read
          sim --assets 9999            | assets: found 9999, allowed is 1 to 600
          sim --frames none            | no folder none
          sim --faults none.yaml       | no fault file none.yaml
          run --port 0 --no-browser --data target/none --set server.host=0.0.0.0 | can be reached from other machines
          calc cross --short-rate 1bp --short-period 8h --long-rate 0 --long-period 8h --short-fee 0 --long-fee 0 --notional -5 | --notional -5.0: more than 0 is allowed
          decode --venue okx none.raw  | none.raw: no such file
          replay none                  | none: no input log or recorded frames there
          run --nonsense               | Unknown option
          scan --notional 0            | --notional 0.0: more than 0 is allowed
          scan --top -5                | --top -5: 1 or more is allowed
          calc funding --rate 1e400 --period 8h | is no number: write
          calc option --forward 5 --strike 5 --days 9 --type call | found neither --vol nor --price: exactly one of them is allowed
          calc option --forward 5 --strike 5 --days 9 --type call --vol 1 --price 1 | found both --vol and --price
          calc option --forward 5 --strike 5 --days 0 --type call --vol 1 | --days 0.0: more than 0 is allowed
          calc option --forward 5 --strike 5 --days 9 --type put --price -1 | --price -1.0: 0 or more is allowed
          calc option --forward 5 --strike 5 --days 9 --type straddle --vol 1 | expected one of [CALL, PUT]
          """)
  void aWrongCallExitsWithTwoAndSaysWhatIsAllowed(String line, String message) {
    Called ran = Called.call(line.split(" ", -1));
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).startsWith("carry: ").contains(message);
    assertThat(ran.err()).doesNotContain("\tat ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          engine:;  inbox: 3;         | :2: unknown key engine.inbox; did you mean engine.inbox-capacity (
          store:;  sample-every: soon; | store.sample-every
          a: [1,;                      | :2: expected
          """)
  void aBadConfigurationIsNamedWithItsLine(String yaml, String message) throws IOException {
    Path file = folder.resolve("carry.yaml");
    Files.writeString(file, yaml.replace(";", "\n"));
    Called ran = Called.call("run", "--no-browser", "--config", file.toString(), "--port", "0");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).startsWith("carry: ").contains(file.toString(), message);
  }

  @Test
  void aReplayOfNothingFails() {
    Called ran = Called.call("replay", folder.toString());
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains(folder + " holds no input log and no recorded frames");
  }

  @Test
  void framesOfNothingAreTurnedDownLineByLine() throws IOException {
    Path file = Files.writeString(folder.resolve("bad.jsonl"), "garbage{\n");
    Called ran =
        Called.call("decode", "--venue", "okx", "--at", "2026-01-01T00:00:00Z", file.toString());
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("bad.jsonl:1: line not readable: begins with 'garbage{'");
  }

  @Test
  void aFullDiskEndsARunWithOneMessageAndTheNextOneResumes() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    Path endpoints = folder.resolve("endpoints.json");
    try (SimServer venues = SimServer.start(SimOptions.defaults().withAssets(20).withDensity(10))) {
      Files.writeString(endpoints, venues.endpointsJson());
      boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=3m", "carry", data.toString());
      Assumptions.assumeTrue(mounted, "skipped: a disk that fills needs the right to mount one");
      try {
        try (ChildJvm child = Called.run(folder.resolve("errors"), data, endpoints)) {
          assertThat(child.exitCode()).isEqualTo(1);
        }
        assertThat(errors().lines().filter(line -> line.startsWith("carry: ")).toList())
            .last()
            .asString()
            .contains("the disk is full", "Free some space", "then start again");
        assertThat(errors()).doesNotContain("\tat ");
        assertThat(run("mount", "-o", "remount,size=64m", data.toString())).isTrue();
        try (ChildJvm child = Called.run(folder.resolve("errors"), data, endpoints)) {
          URI address = URI.create(child.mustSay("http"));
          SimulatedRun.until(
              "all is well again",
              () ->
                  SimulatedRun.text(http, address.resolve("/health/ready"))
                      .startsWith("{\"ready\":true"));
        }
      } finally {
        boolean _ = run("umount", "-l", data.toString());
      }
    }
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private String errors() {
    try {
      return Files.readString(folder.resolve("errors"));
    } catch (IOException e) {
      throw new AssertionError("no errors file", e);
    }
  }
}
