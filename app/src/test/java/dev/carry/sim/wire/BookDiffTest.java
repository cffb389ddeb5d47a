package dev.carry.sim.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Market;
import dev.carry.sim.world.Quoter;
import dev.carry.sim.world.SimVenue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BookDiffTest {
  private static final int DEPTH = 50;

  /// Prices and sizes of one side.
  private static Map<Double, Double> side(List<Quoter.Level> levels) {
    Map<Double, Double> side = new TreeMap<>();
    levels.forEach(level -> side.put(level.price(), level.size()));
    return side;
  }

  private static void apply(Map<Double, Double> side, List<BookDiff.Change> changes) {
    for (BookDiff.Change change : changes) {
      if (change.size() == 0) {
        side.remove(change.price());
      } else {
        side.put(change.price(), change.size());
      }
    }
  }

  /// Changes are told every few quotes, a whole book is answered at any of them.
  @Test
  void aBookThatWasAnsweredBetweenTwoChangesIsContinuedByTheNext() {
    Market market =
        new Market(new Market.Setup(3, Instant.parse("2026-05-04T12:30:00Z"), 2, 1, 1, 1));
    Listing listing = market.find(SimVenue.BACKPACK, "BTC_USDC_PERP");
    BookDiff told = new BookDiff(listing, DEPTH);
    int between = 0;
    for (int round = 0; round < 300; round++) {
      List<Quoter.Answered> answers = new ArrayList<>();
      for (int step = 0; step < 5; step++) {
        market.step();
        answers.add(Quoter.answer(listing, DEPTH));
      }
      Quoter.Answered last = answers.getLast();
      BookDiff.Changes changes = told.advance(listing);
      for (Quoter.Answered answer : answers) {
        Map<Double, Double> bids = side(answer.bids());
        Map<Double, Double> asks = side(answer.asks());
        if (answer.sequence() > changes.after()) {
          between += answer.sequence() < last.sequence() ? 1 : 0;
          apply(bids, changes.bids());
          apply(asks, changes.asks());
          assertThat(bids).isEqualTo(side(last.bids()));
          assertThat(asks).isEqualTo(side(last.asks()));
        }
      }
    }
    assertThat(between).as("books that nobody was told").isGreaterThan(100);
  }
}
