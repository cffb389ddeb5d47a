package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.journal.InputLogReader;
import dev.carry.journal.Logged;
import dev.carry.model.EventJson;
import dev.carry.model.MarketEvent;
import dev.carry.sim.SimOptions;
import dev.carry.sim.SimServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Messages that the real venues once sent, sent again through real sockets into a whole run.
class RecordedVenuesTest {
  /// Facts that one message says whole, without what was known before it.
  private static final Set<String> WHOLE =
      Set.of("mark", "index", "trade", "liquidation", "open-interest");

  @TempDir private Path folder;

  @Test
  void whatTheVenuesOnceSentArrivesAsDecodeReadsIt() throws Exception {
    Path recorded = Shared.folder("data/venues");
    Path endpoints = folder.resolve("endpoints.json");
    String data = folder.resolve("data").toString();
    try (SimServer venues =
        SimServer.start(SimOptions.defaults().withFrames(recorded).withPace(50))) {
      List<String> ours = recorded(recorded);
      assertThat(venues.venues()).containsAll(ours);
      Files.writeString(endpoints, EndpointsFile.known(venues.endpointsJson()));
      Called ran =
          Called.call(
              "run",
              "--endpoints",
              endpoints.toString(),
              "--data",
              data,
              "--port",
              "0",
              "--no-browser",
              "--for",
              "20s");
      assertThat(ran.exit()).isZero();
    }

    Map<String, Set<String>> known = new HashMap<>();
    for (String venue : recorded(recorded)) {
      known.put(venue, decoded(venue, recorded.resolve(venue.replace('-', '_'))));
    }
    Map<String, Integer> arrived = new HashMap<>();
    try (InputLogReader log = InputLogReader.open(folder.resolve("data/input-log"))) {
      for (Logged logged; (logged = log.next()) != null; ) {
        if (logged.input() instanceof MarketEvent event) {
          String json = EventJson.write(event, null);
          if (isWhole(json)) {
            String venue = event.id().venue().id();
            assertThat(known.get(venue)).contains(unreceived(json));
            arrived.merge(venue, 1, Integer::sum);
          }
        }
      }
    }
    assertThat(arrived).containsOnlyKeys(recorded(recorded));
    assertThat(arrived.values()).allMatch(count -> count >= 5);
  }

  /// The simulated venues of which something was recorded in a folder of their own.
  private static List<String> recorded(Path folder) {
    return SimServer.simulated().stream()
        .filter(venue -> Files.isDirectory(folder.resolve(venue.replace('-', '_'))))
        .toList();
  }

  private static boolean isWhole(String json) {
    return WHOLE.stream().anyMatch(kind -> json.startsWith("{\"kind\":\"" + kind + "\""));
  }

  private static Set<String> decoded(String venue, Path recorded) throws IOException {
    List<String> call =
        new ArrayList<>(List.of("decode", "--venue", venue, "--at", "2026-11-01T00:00:00Z"));
    try (var files = Files.walk(recorded)) {
      files
          .filter(file -> file.toString().matches(".*\\.jsonl?"))
          .map(Path::toString)
          .sorted()
          .forEach(call::add);
    }
    Set<String> events = new HashSet<>();
    Called.call(call.toArray(String[]::new))
        .out()
        .lines()
        .filter(RecordedVenuesTest::isWhole)
        .forEach(line -> events.add(unreceived(line)));
    return events;
  }

  /// Without when it was received, which is another time each time.
  private static String unreceived(String json) {
    return json.replaceFirst("\"receivedAt\":\"[^\"]*\",", "");
  }
}
