package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carry.model.FundingSettled;
import dev.carry.model.InstrumentId;
import dev.carry.sim.SimOptions;
import dev.carry.store.DataLock;
import dev.carry.store.Store;
import dev.carry.store.StoreReader;
import dev.carry.store.StoreSettings;
import dev.carry.store.StoredFact;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A start that finds settlements in the store.
class SettledBeforeTest {
  private static final InstrumentId BTC = InstrumentId.parse("bybit:BTCUSDT");
  private static final Duration PERIOD = Duration.ofHours(8);
  private static final Instant LAST = Instant.parse("2026-05-04T08:00:00Z");
  private static final Instant START = LAST.plus(Duration.ofMinutes(20));

  /// More than the store remembers of an instrument when it asks whether a settlement is new.
  private static final int STORED = 260;

  @TempDir private Path folder;

  /// About 0.01 % each time, and 0.15 % at last.
  private void store() {
    List<FundingSettled> past = new ArrayList<>();
    for (int before = STORED - 1; before >= 0; before--) {
      Instant at = LAST.minus(PERIOD.multipliedBy(before));
      String rate = before == 0 ? "0.0015" : "0.0001" + before % 7;
      past.add(new FundingSettled(BTC, at, at, new BigDecimal(rate), PERIOD, at, null));
    }
    try (DataLock lock = DataLock.take(folder);
        Store store = Store.open(lock, StoreSettings.DEFAULT, InstantSource.fixed(START))) {
      assertThat(store.add(past, "test", Duration.ofMinutes(1))).isEqualTo(STORED);
    }
  }

  private List<JsonNode> live() throws InterruptedException {
    SimOptions options = SimOptions.defaults().withAssets(4);
    try (SimulatedRun run =
        new SimulatedRun(
            folder, START, 40, options, venue -> venue.equals(BTC.venue()), new String[0])) {
      List<JsonNode> views = new ArrayList<>();
      for (int step = 0; step < 240 && views.isEmpty(); step++) {
        run.pass(Duration.ofSeconds(10));
        views.addAll(run.items("/api/v1/views"));
      }
      return views;
    }
  }

  @Test
  void itIsKnownToTheEngineAndInTheLogAndStoredOnce() throws InterruptedException, IOException {
    store();
    List<JsonNode> views = live();
    assertThat(views).extracting(view -> view.path("instrument").asText()).contains(BTC.toString());
    assertThat(views.getFirst().path("settledAt").asText()).isEqualTo(LAST.toString());

    Path replayed = folder.resolve("replayed.jsonl");
    Called replay =
        Called.call("replay", folder.resolve("input-log").toString(), "--out", replayed.toString());
    assertThat(replay.exit()).as(replay.err()).isZero();
    assertThat(Files.readAllLines(replayed))
        .filteredOn(line -> line.contains("\"finding\":\"view\""))
        .filteredOn(line -> line.contains("\"status\":\"open\""))
        .first()
        .asString()
        .contains("\"id\":\"" + views.getFirst().path("id").asText() + "\"");

    try (StoreReader reader = StoreReader.open(folder, StoreSettings.DEFAULT)) {
      assertThat(
              reader.rows(
                  StoredFact.FUNDING_SETTLED,
                  List.of(BTC),
                  Instant.MIN,
                  LAST,
                  null,
                  Integer.MAX_VALUE))
          .hasSize(STORED);
    }
  }
}
