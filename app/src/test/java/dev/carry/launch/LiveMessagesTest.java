package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carry.dashboard.RelayException;
import dev.carry.model.VenueId;
import dev.carry.tardis.Wanted;
import dev.carry.venue.Frame;
import dev.carry.venue.session.FrameTap;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/// What a reader of the present gets of a feed that breaks, and what becomes of a slow reader.
class LiveMessagesTest {
  private static final VenueId BYBIT = VenueId.of("bybit");
  private static final Instant AT = Instant.parse("2026-09-01T08:00:00.500Z");
  private static final String WHOLE =
      "{\"topic\":\"orderbook.50.BTCUSDT\",\"type\":\"snapshot\",\"ts\":1788249600400,\"data\":"
          + "{\"s\":\"BTCUSDT\",\"b\":[[\"61250.4\",\"2\"]],\"a\":[[\"61250.5\",\"1\"]],\"u\":18}}";
  private static final String CHANGE =
      "{\"topic\":\"orderbook.50.BTCUSDT\",\"type\":\"delta\",\"ts\":1788249600450,\"data\":"
          + "{\"s\":\"BTCUSDT\",\"b\":[[\"61250.4\",\"3\"]],\"a\":[],\"u\":19}}";

  private final LiveMessages messages = new LiveMessages();
  private final FrameTap tap =
      messages.tap(
          Wanted.parse(
                  "{\"exchange\":\"bybit\",\"dataTypes\":[\"book_change\",\"trade\"],"
                      + "\"withDisconnectMessages\":true}",
                  false)
              .getFirst());

  @Test
  void aLostConnectionIsToldAndNoChangeFollowsBeforeTheWholeBook() throws InterruptedException {
    say(WHOLE);
    say(CHANGE);
    tap.lost(BYBIT, "books", AT);
    say(CHANGE);
    say(WHOLE);

    assertThat(messages.next())
        .hasSize(5)
        .satisfiesExactly(
            whole -> assertThat(whole).contains("\"isSnapshot\":true"),
            change ->
                assertThat(change)
                    .contains("\"isSnapshot\":false,\"bids\":[{\"price\":61250.4,\"amount\":3}]"),
            lost ->
                assertThat(lost)
                    .isEqualTo(
                        "{\"type\":\"disconnect\",\"exchange\":\"bybit\","
                            + "\"localTimestamp\":\"2026-09-01T08:00:00.500Z\"}"),
            again -> assertThat(again).contains("\"isSnapshot\":true"),
            waited -> assertThat(waited).contains("\"isSnapshot\":false"));
  }

  @Test
  void aReaderSlowerThanTheMessagesIsCutOffAndNeverSkipped() {
    String trade =
        "{\"T\":1788249600140,\"s\":\"BTCUSDT\",\"S\":\"Sell\",\"v\":\"0.25\",\"p\":\"61250\",\"i\":\"1\"}";
    String many =
        "{\"topic\":\"publicTrade.BTCUSDT\",\"type\":\"snapshot\",\"ts\":1788249600150,\"data\":["
            + String.join(",", Collections.nCopies(1_000, trade))
            + "]}";
    for (int i = 0; i < 21; i++) {
      say(many);
    }
    assertThatThrownBy(messages::next)
        .isInstanceOf(RelayException.class)
        .hasMessage("cut off: 20000 messages wait for a reader slower than they come");
  }

  private void say(String message) {
    tap.frame(Frame.of(BYBIT, "books", AT, message.getBytes(StandardCharsets.UTF_8)));
  }
}
