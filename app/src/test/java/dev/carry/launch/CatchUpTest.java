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
import dev.carry.model.AccountState;
import dev.carry.model.Command;
import dev.carry.model.Fact;
import dev.carry.model.FeedStatus;
import dev.carry.model.Finding;
import dev.carry.model.Input;
import dev.carry.model.Tick;
import dev.carry.model.VenueId;
import dev.carry.portfolio.PaperEngine;
import dev.carry.store.DataLock;
import dev.carry.store.Store;
import dev.carry.store.StoreSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a start does with a log that holds more than the store.
class CatchUpTest {
  private static final Instant NOW = Instant.parse("2026-01-31T09:00:00Z");

  /// Fails on the tick of the log.
  private static final Detector FAULTY =
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

  @TempDir private Path folder;
  private Path log;
  private @Nullable AccountState held;

  @BeforeEach
  void writeALog() {
    log = folder.resolve("input-log");
    write(
        new Command(Command.Action.START, NOW),
        new FeedStatus(VenueId.of("bybit"), "linear", FeedStatus.State.LIVE, "", NOW),
        new Tick(NOW.plusSeconds(1)));
  }

  private void write(Input... inputs) {
    InstantSource clock = InstantSource.fixed(NOW);
    try (InputLogWriter out =
        InputLogWriter.open(log, InputLogSettings.DEFAULT, "build", "hash", 0, clock)) {
      for (Input input : inputs) {
        long _ = out.append(input);
      }
    }
  }

  private long acknowledgedAfter(PaperEngine engine) {
    try (DataLock lock = DataLock.take(folder);
        Store store = Store.open(lock, StoreSettings.DEFAULT, InstantSource.fixed(NOW))) {
      held = CatchUp.run(engine, log, store, step -> {});
      return store.acknowledged();
    }
  }

  private static PaperEngine engine(List<Detector> detectors) {
    return new PaperEngine(new Engine(GateSettings.DEFAULT, instrument -> 0, () -> detectors));
  }

  @Test
  void theStoreTakesWhatItLacks() {
    assertThat(acknowledgedAfter(engine(List.of()))).isEqualTo(3);
  }

  @Test
  void aRunThatEndedInGoodOrderIsNotReadAgain() {
    assertThat(acknowledgedAfter(engine(List.of()))).isEqualTo(3);
    assertThatThrownBy(() -> acknowledgedAfter(engine(List.of(FAULTY))))
        .as("not ended: what it left open is to be closed")
        .isInstanceOf(StoppedException.class);
    write(new Command(Command.Action.STOP, NOW.plusSeconds(1)));
    assertThat(acknowledgedAfter(engine(List.of()))).isEqualTo(4);
    assertThat(acknowledgedAfter(engine(List.of(FAULTY)))).isEqualTo(4);
  }

  /// Years of runs must not be read to end the last one.
  @Test
  void onlyTheLastRunIsReadAgain() {
    assertThat(acknowledgedAfter(engine(List.of()))).isEqualTo(3);
    write(new Command(Command.Action.START, NOW), new Tick(NOW));
    assertThat(acknowledgedAfter(engine(List.of(FAULTY)))).isEqualTo(5);
  }

  /// Else every start would end in a trace that names neither the log nor a way on.
  @Test
  void anInputOnWhichTheEngineFailsIsNamedWithTheWayOn() {
    assertThatThrownBy(() -> acknowledgedAfter(engine(List.of(FAULTY))))
        .isInstanceOf(StoppedException.class)
        .hasMessageContaining("fails on step 3 of " + log)
        .hasMessageContaining("a fault")
        .hasMessageContaining("move it aside");
    assertThat(acknowledgedAfter(engine(List.of()))).isEqualTo(3);
  }

  @Test
  void whatWasHeldOnPaperAtAnOrderlyEndIsFoundBeforeTheStop() {
    AccountState state = new AccountState(NOW.plusSeconds(2), Map.of(), Map.of("positions", "3"));
    write(state, new Command(Command.Action.STOP, NOW.plusSeconds(2)));
    assertThat(acknowledgedAfter(engine(List.of()))).isEqualTo(5);
    held = null;

    assertThat(acknowledgedAfter(engine(List.of(FAULTY)))).as("not read again").isEqualTo(5);
    assertThat(held).isEqualTo(state);
  }

  @Test
  void whatWasHeldOnPaperWhenARunWasKilledIsWhatWasToldLast() {
    AccountState state = new AccountState(NOW.plusSeconds(2), Map.of(), Map.of("positions", "3"));
    write(state, new Tick(NOW.plusSeconds(3)));
    assertThat(acknowledgedAfter(engine(List.of()))).isEqualTo(5);

    assertThat(held).isEqualTo(state.with(NOW.plusSeconds(3), Map.of()));
  }
}
