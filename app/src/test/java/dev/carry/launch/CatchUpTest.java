package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carry.engine.Detector;
import dev.carry.engine.Engine;
import dev.carry.engine.GateSettings;
import dev.carry.engine.InstrumentState;
import dev.carry.engine.MarketView;
import dev.carry.journal.InputLogSettings;
import dev.carry.journal.InputLogWriter;
import dev.carry.model.Command;
import dev.carry.model.Fact;
import dev.carry.model.FeedStatus;
import dev.carry.model.Finding;
import dev.carry.model.Tick;
import dev.carry.model.VenueId;
import dev.carry.store.DataLock;
import dev.carry.store.Store;
import dev.carry.store.StoreSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a start does with a log that holds more than the store.
class CatchUpTest {
  private static final Instant NOW = Instant.parse("2026-01-31T09:00:00Z");

  @TempDir private Path folder;
  private Path log;

  @BeforeEach
  void writeALog() {
    log = folder.resolve("input-log");
    InstantSource clock = InstantSource.fixed(NOW);
    try (InputLogWriter out =
        InputLogWriter.open(log, InputLogSettings.DEFAULT, "build", "hash", 0, clock)) {
      long _ = out.append(new Command(Command.Action.START, NOW));
      long _ =
          out.append(new FeedStatus(VenueId.of("bybit"), "linear", FeedStatus.State.LIVE, "", NOW));
      long _ = out.append(new Tick(NOW.plusSeconds(1)));
    }
  }

  private long acknowledgedAfter(Engine engine) {
    try (DataLock lock = DataLock.take(folder);
        Store store = Store.open(lock, StoreSettings.DEFAULT, InstantSource.fixed(NOW))) {
      CatchUp.run(engine, log, store);
      return store.acknowledged();
    }
  }

  private static Engine engine(List<Detector> detectors) {
    return new Engine(GateSettings.DEFAULT, instrument -> 0, () -> detectors);
  }

  @Test
  void theStoreTakesWhatItLacks() {
    assertThat(acknowledgedAfter(engine(List.of()))).isEqualTo(3);
  }

  /// Else every start would end in a trace that names neither the log nor a way on.
  @Test
  void anInputOnWhichTheEngineFailsIsNamedWithTheWayOn() {
    Detector faulty =
        new Detector() {
          @Override
          public void changed(
              MarketView view, InstrumentState state, Fact fact, Consumer<Finding> out) {}

          @Override
          public void ticked(MarketView view, Consumer<Finding> out) {
            if (view.nowMillis() > NOW.toEpochMilli()) {
              throw new IllegalStateException("a fault");
            }
          }
        };
    assertThatThrownBy(() -> acknowledgedAfter(engine(List.of(faulty))))
        .isInstanceOf(StoppedException.class)
        .hasMessageContaining("fails on step 3 of " + log)
        .hasMessageContaining("a fault")
        .hasMessageContaining("move it aside");
    assertThat(acknowledgedAfter(engine(List.of()))).isEqualTo(3);
  }
}
