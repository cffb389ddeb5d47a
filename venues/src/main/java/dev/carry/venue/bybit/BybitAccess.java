package dev.carry.venue.bybit;

import dev.carry.model.Instrument;
import dev.carry.venue.Keepalive;
import dev.carry.venue.Limits;
import dev.carry.venue.Past;
import dev.carry.venue.RestCall;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What contracts and spot of Bybit have in common: one API, one set of limits.
final class BybitAccess {
  static final URI REST = URI.create("https://api.bybit.com");
  static final URI SOCKETS = URI.create("wss://stream.bybit.com");

  /// 600 requests in 5 s from one address; a breach is answered with 403 and a ban of ten minutes.
  static final Limits LIMITS =
      new Limits(
          600,
          Duration.ofSeconds(5),
          null,
          "X-Bapi-Limit-Status",
          List.of(403),
          Duration.ofMinutes(10),
          500,
          Duration.ofMinutes(5),
          Duration.ofMillis(100));

  /// Bybit asks for a ping about every 20 s and answers each; two unanswered ones are too many.
  static final Keepalive KEEPALIVE =
      new Keepalive("{\"op\":\"ping\"}", Duration.ofSeconds(20), Duration.ofSeconds(45), null);

  private static final Duration BAR = Duration.ofHours(1);
  private static final int CANDLES = 1_000;
  private static final int INTERESTS = 200;

  private BybitAccess() {}

  /// Candles of an hour, those that begin between both ends.
  ///
  /// @param endpoint the last part of its path, which tells the codec whose candles they are
  static Optional<Past> candles(String endpoint, String category, Instrument instrument) {
    String symbol = instrument.id().symbol();
    return Optional.of(
        new Past(
            BAR,
            BAR.multipliedBy(CANDLES - 1),
            null,
            (from, to) ->
                RestCall.of(
                    endpoint + "/" + symbol + "/60",
                    "/v5/market/"
                        + endpoint
                        + "?category="
                        + category
                        + "&symbol="
                        + symbol
                        + "&interval=60&start="
                        + from.toEpochMilli()
                        + "&end="
                        + to.toEpochMilli()
                        + "&limit="
                        + CANDLES,
                    1)));
  }

  static Optional<Past> interest(String category, Instrument instrument) {
    String symbol = instrument.id().symbol();
    return Optional.of(
        new Past(
            BAR,
            BAR.multipliedBy(INTERESTS - 1),
            null,
            (from, to) ->
                RestCall.of(
                    "open-interest/" + symbol,
                    "/v5/market/open-interest?category="
                        + category
                        + "&symbol="
                        + symbol
                        + "&intervalTime=1h&startTime="
                        + from.toEpochMilli()
                        + "&endTime="
                        + to.toEpochMilli()
                        + "&limit="
                        + INTERESTS,
                    1)));
  }
}
