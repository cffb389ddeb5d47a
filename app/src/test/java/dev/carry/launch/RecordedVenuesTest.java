package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.journal.InputLogReader;
import dev.carry.journal.Logged;
import dev.carry.model.EventJson;
import dev.carry.model.MarketEvent;
import dev.carry.sim.SimOptions;
import dev.carry.sim.SimServer;
import dev.carry.testkit.Shared;
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

  /// Of these enough was recorded in the formats of today, under their own ids.
  private static final List<String> RECORDED =
      List.of("binance-usdm", "bybit", "okx", "deribit", "kraken-futures");

  @TempDir private Path folder;

  @Test
  void whatTheVenuesOnceSentArrivesAsDecodeReadsIt() throws Exception {
    Path recorded = Shared.folder("data/venues");
    Path endpoints = folder.resolve("endpoints.json");
    String data = folder.resolve("data").toString();
    try (SimServer venues =
        SimServer.start(SimOptions.defaults().withFrames(recorded).withPace(50))) {
      assertThat(venues.venues()).containsAll(RECORDED);
      Files.writeString(endpoints, EndpointsFile.known(venues.endpointsJson()));
      Called ran =
          Called.call(
              "run",
              "--venues",
              String.join(",", RECORDED),
              "--endpoints",
              endpoints.toString(),
              "--data",
              data,
              "--port",
              "0",
              "--no-browser",
              "--for",
              "20s");
      assertThat(ran.exit()).as(ran.err()).isZero();
    }

    Map<String, Set<String>> known = new HashMap<>();
    for (String venue : RECORDED) {
      known.put(venue, decoded(venue, recorded.resolve(venue.replace('-', '_'))));
    }
    Map<String, Integer> arrived = new HashMap<>();
    try (InputLogReader log = InputLogReader.open(folder.resolve("data/input-log"))) {
      for (Logged logged; (logged = log.next()) != null; ) {
        if (logged.input() instanceof MarketEvent event) {
          String json = EventJson.write(event, null);
          if (isWhole(json)) {
            String venue = event.id().venue().id();
            assertThat(known.getOrDefault(venue, Set.of())).contains(unreceived(json));
            arrived.merge(venue, 1, Integer::sum);
          }
        }
      }
    }
    assertThat(arrived).containsOnlyKeys(RECORDED);
    assertThat(arrived.values()).allMatch(count -> count >= 5);
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
