package dev.carry.history;

import dev.carry.model.Candle;
import dev.carry.model.InstrumentId;
import dev.carry.model.VenueId;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a CSV file holds, told by its name. The first line that fits counts:
///
/// | name, without `.csv` | instrument | facts |
/// |---|---|---|
/// | `binance_SYMBOL_inverse` | `binance-coinm:SYMBOL` | settled funding |
/// | `VENUE_SYMBOL_inverse` | `VENUE:SYMBOL` | settled funding |
/// | `bitmex_SYMBOL_at_settlement` | `bitmex:SYMBOL` | the middle of bid and ask then |
/// | `VENUE_SYMBOL_at_settlement` | `VENUE:SYMBOL` | trade candles of the hour from then on |
/// | `VENUE_COIN_spot_8h` | the spot market against USDT | trade candles |
/// | `VENUE_COIN_perp_usdt_8h` | the perpetual in USDT | trade candles |
/// | `VENUE_COIN_perp_coin_8h` | the perpetual in coin | trade candles |
/// | `VENUE_SYMBOL_mark_1h`, `_index_`, `_premium_` | `VENUE:SYMBOL` | such candles |
/// | `VENUE_SYMBOL_perp_1h`, `_trade_` | `VENUE:SYMBOL` | trade candles: never a mark |
/// | `VENUE_SYMBOL_mid` | `VENUE:SYMBOL` | the middle of bid and ask |
/// | `VENUE_SYMBOL_oi`, `_oi_4h` | `VENUE:SYMBOL` | open interest |
/// | `VENUE_SYMBOL` | `VENUE:SYMBOL` | settled funding |
///
/// The middle of bid and ask is neither a mark nor a trade. `VENUE` is a venue's id; `binance`
/// alone is `binance-usdm`. The time each candle covers is any number of `m`, `h` or `d`. `SYMBOL`
/// is the venue's own, characters that no file name can have written `%2F`. Where a collection
/// wrote `BTCUSDT` for every venue, it is what the venue calls it: gate and mexc `BTC_USDT`, htx
/// `BTC-USDT`, kucoin `XBTUSDTM`.
///
/// @param of candles only
/// @param every candles only: what each covers
public record FileName(
    InstrumentId id, Holds holds, Candle.@Nullable Of of, @Nullable Duration every) {

  /// The kinds of CSV files.
  public enum Holds {
    FUNDING,
    CANDLES,
    OPEN_INTEREST
  }

  private static final Set<String> VENUES =
      Set.of(
          "binance-usdm",
          "binance-coinm",
          "binance-spot",
          "binance-options",
          "bybit",
          "bybit-spot",
          "bybit-options",
          "okx",
          "okx-spot",
          "okx-options",
          "deribit",
          "bitmex",
          "dydx",
          "hyperliquid",
          "backpack",
          "kraken-futures",
          "kraken-spot",
          "gate",
          "bitget",
          "coinbase-spot",
          "ftx",
          "apollox",
          "drift",
          "dydx-v3",
          "htx",
          "kucoin",
          "mexc");

  private static final Pattern EVERYWHERE = Pattern.compile("([A-Z0-9]+)USDT");

  private static final List<Rule> RULES =
      List.of(
          rule("binance_(.+)_inverse", m -> funding("binance-coinm", m.group(1))),
          rule("([^_]+)_(.+)_inverse", m -> funding(m.group(1), m.group(2))),
          rule(
              "bitmex_(.+)_at_settlement",
              m -> candles("bitmex", m.group(1), Candle.Of.MID, Duration.ZERO)),
          rule(
              "([^_]+)_(.+)_at_settlement",
              m -> candles(m.group(1), m.group(2), Candle.Of.TRADE, Duration.ofHours(1))),
          rule(
              "(binance|bybit|okx)_([A-Z0-9]+)_(spot|perp_usdt|perp_coin)_(\\d+[mhd])",
              FileName::market),
          rule(
              "([^_]+)_(.+)_(mark|index|premium|trade|perp)_(\\d+[mhd])",
              m -> candles(m.group(1), m.group(2), of(m.group(3)), span(m.group(4)))),
          rule(
              "([^_]+)_(.+)_mid",
              m -> candles(m.group(1), m.group(2), Candle.Of.MID, Duration.ZERO)),
          rule(
              "([^_]+)_(.+)_oi(?:_\\d+[mhd])?",
              m -> new FileName(id(m.group(1), m.group(2)), Holds.OPEN_INTEREST, null, null)),
          rule("([^_]+)_(.+)", m -> funding(m.group(1), m.group(2))));

  private record Rule(Pattern pattern, Meaning meaning) {}

  private interface Meaning {
    FileName of(MatchResult name);
  }

  private static Rule rule(String pattern, Meaning meaning) {
    return new Rule(Pattern.compile(pattern), meaning);
  }

  /// What a file of this name holds.
  ///
  /// @param name without folder; `.csv` or `.csv.gz`
  /// @return empty where the name is none of the table
  public static Optional<FileName> parse(String name) {
    String bare = name.replaceFirst("\\.csv(\\.gz)?$", "");
    if (bare.equals(name)) {
      return Optional.empty();
    }
    for (Rule rule : RULES) {
      Matcher matcher = rule.pattern.matcher(bare);
      if (matcher.matches()) {
        String venue = matcher.group(1).equals("binance") ? "binance-usdm" : matcher.group(1);
        boolean named = rule.pattern.pattern().startsWith("(") && !VENUES.contains(venue);
        return named ? Optional.empty() : Optional.of(rule.meaning.of(matcher));
      }
    }
    return Optional.empty();
  }

  /// The name of the file of a series, without `.csv`; [#parse] reads it back.
  public String text() {
    String series =
        id.venue()
            + "_"
            + URLEncoder.encode(id.symbol(), StandardCharsets.UTF_8).replace("+", "%20");
    return switch (holds) {
      case FUNDING -> series;
      case OPEN_INTEREST -> series + "_oi";
      case CANDLES ->
          of == null || every == null || of == Candle.Of.MID
              ? series + "_mid"
              : series + "_" + of.name().toLowerCase(Locale.ROOT) + "_" + span(every);
    };
  }

  private static FileName funding(String venue, String symbol) {
    return new FileName(id(venue, symbol), Holds.FUNDING, null, null);
  }

  private static FileName candles(String venue, String symbol, Candle.Of of, Duration every) {
    return new FileName(id(venue, symbol), Holds.CANDLES, of, every);
  }

  private static InstrumentId id(String venue, String written) {
    String id = venue.equals("binance") ? "binance-usdm" : venue;
    String symbol = URLDecoder.decode(written.replace("+", "%2B"), StandardCharsets.UTF_8);
    Matcher coin = EVERYWHERE.matcher(symbol);
    if (coin.matches()) {
      String base = coin.group(1);
      symbol =
          switch (id) {
            case "gate", "mexc" -> base + "_USDT";
            case "htx" -> base + "-USDT";
            case "kucoin" -> (base.equals("BTC") ? "XBT" : base) + "USDTM";
            default -> symbol;
          };
    }
    return InstrumentId.of(VenueId.of(id), symbol);
  }

  /// The same coin in the three markets of a venue.
  private static FileName market(MatchResult name) {
    String venue = name.group(1);
    String coin = name.group(2);
    boolean okx = venue.equals("okx");
    boolean binance = venue.equals("binance");
    InstrumentId id =
        switch (name.group(3)) {
          case "spot" -> id(venue + "-spot", coin + (okx ? "-USDT" : "USDT"));
          case "perp_usdt" -> id(venue, coin + (okx ? "-USDT-SWAP" : "USDT"));
          default ->
              id(
                  binance ? "binance-coinm" : venue,
                  coin + (okx ? "-USD-SWAP" : binance ? "USD_PERP" : "USD"));
        };
    return new FileName(id, Holds.CANDLES, Candle.Of.TRADE, span(name.group(4)));
  }

  private static Candle.Of of(String word) {
    return word.equals("perp") ? Candle.Of.TRADE : Candle.Of.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static Duration span(String text) {
    long count = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 'm' -> Duration.ofMinutes(count);
      case 'h' -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  private static String span(Duration every) {
    long minutes = every.toMinutes();
    return minutes % 60 == 0 ? minutes / 60 + "h" : minutes + "m";
  }
}
