package dev.carry.venue.binance;

import dev.carry.model.Instrument;
import dev.carry.venue.Past;
import dev.carry.venue.RestCall;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The calls that Binance's markets have in common, under their own prefixes.
final class Calls {
  /// The distance of points in the past: hours, which the venue keeps for as long as it lists.
  static final Duration BAR = Duration.ofHours(1);

  private static final String HOURLY = "1h";

  /// Of the open interest of the past: the most rows of one answer.
  private static final int INTERESTS = 500;

  private static final Duration INTERESTS_KEPT = Duration.ofDays(30);

  /// With fewer, a book that moves away from them would have holes where nothing has changed since.
  private static final int LEVELS = 1000;

  private Calls() {}

  /// Some symbols are written in Chinese.
  static String encoded(String symbol) {
    return URLEncoder.encode(symbol, StandardCharsets.UTF_8);
  }

  /// The whole book of an instrument; the answer may name no symbol, so the call does.
  static RestCall depth(Family family, Instrument instrument) {
    String symbol = instrument.id().symbol();
    return RestCall.of(
        "depth/" + symbol,
        family.api() + "/depth?symbol=" + encoded(symbol) + "&limit=" + LEVELS,
        family.depthWeight());
  }

  static RestCall openInterest(Family family, Instrument instrument) {
    return RestCall.of(
        "openInterest",
        family.api() + "/openInterest?symbol=" + encoded(instrument.id().symbol()),
        1);
  }

  /// @param symbol `symbol=…&`, or empty where all are asked for
  static RestCall fundingRate(Family family, String symbol, Instant from, Instant to, int weight) {
    return RestCall.of(
        "fundingRate",
        family.api()
            + "/fundingRate?"
            + symbol
            + window(from, to)
            + "&limit="
            + BinanceCodec.SETTLED_PER_PAGE,
        weight);
  }

  /// Settled rates: what is longer than a page is several, which the codec names.
  static Past settlements(Past.Window window) {
    return new Past(null, BAR.multipliedBy(BinanceCodec.SETTLED_PER_PAGE - 1), null, window);
  }

  /// The candles of an instrument.
  static Optional<Past> candles(Family family, Past.Series series, Instrument instrument) {
    String symbol = instrument.id().symbol();
    String ofSymbol = "symbol=" + encoded(symbol);
    return switch (series) {
      case MARK -> candles(family, "markPriceKlines", symbol, ofSymbol);
      case INDEX ->
          candles(
              family,
              "indexPriceKlines",
              instrument.indexSymbol(),
              "pair=" + encoded(Family.pair(symbol)));
      case PREMIUM ->
          instrument.kind() == Instrument.Kind.PERPETUAL
              ? candles(family, "premiumIndexKlines", symbol, ofSymbol)
              : Optional.empty();
      case TRADE -> candles(family, "klines", symbol, ofSymbol);
      case FUNDING, OPEN_INTEREST -> Optional.empty();
    };
  }

  /// @param told the symbol that the candles are told under
  private static Optional<Past> candles(Family family, String call, String told, String asked) {
    return Optional.of(
        new Past(
            BAR,
            BAR.multipliedBy(family.candlesPerAnswer() - 1),
            null,
            (from, to) ->
                RestCall.of(
                    call + "/" + told,
                    "%s/%s?%s&interval=%s&%s&limit=%d"
                        .formatted(
                            family.api(),
                            call,
                            asked,
                            HOURLY,
                            window(from, to),
                            family.candlesPerAnswer()),
                    family.candlesWeight())));
  }

  /// The open interest of the last thirty days.
  ///
  /// @param asked the parameters that name the contract
  static Past interests(String symbol, String asked, int weight) {
    return new Past(
        BAR,
        BAR.multipliedBy(INTERESTS - 1),
        INTERESTS_KEPT,
        (from, to) ->
            RestCall.of(
                "openInterestHist/" + symbol,
                "/futures/data/openInterestHist?%s&period=%s&%s&limit=%d"
                    .formatted(asked, HOURLY, window(from, to), INTERESTS),
                weight));
  }

  private static String window(Instant from, Instant to) {
    return "startTime=" + from.toEpochMilli() + "&endTime=" + to.toEpochMilli();
  }
}
