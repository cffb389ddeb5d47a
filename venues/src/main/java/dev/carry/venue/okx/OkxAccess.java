package dev.carry.venue.okx;

import dev.carry.venue.Keepalive;
import dev.carry.venue.Limits;
import dev.carry.venue.Past;
import dev.carry.venue.RestCall;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What contracts and spot of OKX have in common: one API, one set of limits.
final class OkxAccess {
  static final URI REST = URI.create("https://www.okx.com");
  static final URI SOCKETS = URI.create("wss://ws.okx.com:8443");

  /// OKX limits each endpoint on its own: tickers and index-tickers at 20 calls in 2 s, instruments
  /// and open-interest at 20 of one type or instrument, funding-rate, its history and mark-price at
  /// 10 of one instrument, candles of the past at 20, of mark and index at 10, open interest of the
  /// past at 10 of one instrument. All calls together keep to 20; calls for the past cost two of
  /// them, and no instrument is asked for so often.
  static final Limits LIMITS =
      new Limits(
          20,
          Duration.ofSeconds(2),
          null,
          null,
          List.of(403),
          Duration.ofMinutes(5),
          3,
          Duration.ofSeconds(1),
          Duration.ofMillis(250));

  /// A connection silent for 30 s is closed by OKX; `ping` is answered by `pong`.
  static final Keepalive KEEPALIVE =
      new Keepalive("ping", Duration.ofSeconds(20), Duration.ofSeconds(30), null);

  /// What a call for the past costs, of [#LIMITS].
  private static final int OF_THE_PAST = 2;

  private static final Duration BAR = Duration.ofHours(1);
  private static final int PAGE = 100;

  private OkxAccess() {}

  static RestCall bulk(String endpoint, String parameter, String value) {
    String name = endpoint.substring(endpoint.indexOf('/') + 1);
    return RestCall.of(
        name + "/" + value, "/api/v5/" + endpoint + "?" + parameter + "=" + value, 1);
  }

  /// Candles of an hour. `before` and `after` are the wrong way round to the ear, and exclude what
  /// they name: `after` asks for older rows than the time given, `before` for newer ones.
  ///
  /// @param endpoint the last part of its path, which tells the codec whose candles they are
  /// @param id an instrument, or an index
  static Optional<Past> candles(String endpoint, String id) {
    return Optional.of(
        new Past(
            BAR,
            BAR.multipliedBy(PAGE - 1),
            null,
            (from, to) ->
                RestCall.of(
                    endpoint + "/" + id + "/1H",
                    "/api/v5/market/"
                        + endpoint
                        + "?instId="
                        + id
                        + "&bar=1H&before="
                        + (from.toEpochMilli() - 1)
                        + "&after="
                        + (to.toEpochMilli() + 1)
                        + "&limit="
                        + PAGE,
                    OF_THE_PAST)));
  }

  /// Open interest by the hour: documented are the latest 1,440 rows, a third party found five days
  /// of them on 2026-09-21. A row's time is the beginning of its hour, and its numbers those of the
  /// end, so the stretch begins an hour early.
  static Optional<Past> interest(String id) {
    return Optional.of(
        new Past(
            BAR,
            BAR.multipliedBy(PAGE - 1),
            BAR.multipliedBy(1_440),
            (from, to) ->
                RestCall.of(
                    "open-interest-history/" + id + "/1H",
                    "/api/v5/rubik/stat/contracts/open-interest-history?instId="
                        + id
                        + "&period=1H&begin="
                        + (from.minus(BAR).toEpochMilli() - 1)
                        + "&end="
                        + (to.toEpochMilli() - BAR.toMillis() + 1)
                        + "&limit="
                        + PAGE,
                    OF_THE_PAST)));
  }
}
