package dev.carry.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.journal.FrameLog;
import dev.carry.journal.FrameLogSettings;
import dev.carry.model.VenueId;
import dev.carry.venue.Frame;
import dev.carry.venue.RestCall;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Venues that answer everything at one path by what is posted there: their answers are found again
/// in a recording by what was asked.
class PostedTest {
  private static final VenueId VENUE = VenueId.of("hyperliquid");
  private static final String INFO = "hyperliquid/info";

  @TempDir private Path folder;

  @Test
  void anAnswerToAPostIsFoundAgainByWhatWasPosted() {
    try (FrameLog log = new FrameLog(folder, FrameLogSettings.DEFAULT)) {
      keep(log, "{\"type\":\"history\",\"coin\":\"BTC\",\"from\":5}", "[1]");
      keep(log, "{\"type\":\"history\",\"coin\":\"BTC\",\"from\":9}", "[2]");
      keep(log, "{\"type\":\"history\",\"coin\":\"ETH\",\"from\":5}", "[3]");
      keep(log, "{\"type\":\"list\"}", "{\"data\":4}");
      keep(log, "{\"type\":\"candles\",\"req\":{\"coin\":\"ETH\",\"from\":5}}", "[5]");
    }
    try (Visitor visitor = new Visitor(SimOptions.defaults().withFrames(folder))) {
      assertThat(answer(visitor, "{\"coin\":\"ETH\",\"type\":\"history\",\"from\":7}"))
          .as("at another time")
          .isEqualTo("[3]");
      assertThat(answer(visitor, "{\"type\":\"history\",\"coin\":\"BTC\",\"from\":9}"))
          .as("the page of these numbers")
          .isEqualTo("[2]");
      assertThat(answer(visitor, "{\"type\":\"list\"}")).isEqualTo("{\"data\":4}");
      assertThat(answer(visitor, "{\"type\":\"candles\",\"req\":{\"coin\":\"ETH\",\"from\":6}}"))
          .isEqualTo("[5]");
    }
  }

  @Test
  void whatWasNotAskedIsNotAnsweredWithSomethingElse() {
    try (FrameLog log = new FrameLog(folder, FrameLogSettings.DEFAULT)) {
      keep(log, "{\"type\":\"history\",\"coin\":\"BTC\",\"from\":5}", "[1]");
    }
    try (Visitor visitor = new Visitor(SimOptions.defaults().withFrames(folder))) {
      String other = "{\"type\":\"history\",\"coin\":\"SOL\",\"from\":5}";
      assertThat(visitor.post(INFO, other).statusCode()).isEqualTo(404);
      assertThat(visitor.post(INFO, "no JSON").statusCode()).isEqualTo(404);
    }
  }

  private static void keep(FrameLog log, String body, String answer) {
    RestCall call = RestCall.post("call", "/info", body, 1);
    assertThat(log.answer(call, Frame.of(VENUE, "call", Visitor.START, answer))).isEmpty();
  }

  private static String answer(Visitor visitor, String body) {
    return visitor.post(INFO, body).body();
  }
}
