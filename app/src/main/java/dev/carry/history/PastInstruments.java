package dev.carry.history;

import dev.carry.model.Instrument;
import dev.carry.model.InstrumentBuilder;
import dev.carry.model.InstrumentId;
import dev.carry.model.Listing;
import dev.carry.store.Archive;
import dev.carry.store.StoredFact;
import dev.carry.store.StoredRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the instruments of stored series are. A venue's own listing says so where one is stored; of
/// collected histories only the symbol is known, which venues write by rules of their own.
public final class PastInstruments {
  private static final int MOST_LISTINGS = 100_000;

  /// `BTCUSDT`, `BTC_USDT`, `BTC-USDT`: in dollars of the name they end with.
  private static final Pattern LINEAR = Pattern.compile("([A-Z0-9]+?)[-_/]?(USDT|USDC|FDUSD|USD)");

  private static final Pattern OKX_SWAP = Pattern.compile("([A-Z0-9]+)-(USDT|USDC|USD)-SWAP");
  private static final Pattern COIN_MARGINED = Pattern.compile("([A-Z0-9]+)USD_PERP");
  private static final Pattern PERP = Pattern.compile("([A-Z0-9]+)-PERP");
  private static final Pattern KUCOIN = Pattern.compile("([A-Z0-9]+)USDTM");
  private static final Pattern COIN = Pattern.compile("[A-Za-z0-9]+");

  private PastInstruments() {}

  /// @throws HistoryException where neither a listing nor a rule says what it is
  public static Instrument of(Archive archive, InstrumentId id) {
    return find(archive, id)
        .orElseThrow(
            () ->
                new HistoryException(
                    id
                        + ": no listing of it is stored, and no rule of that venue says what such a"
                        + " symbol is. Mend: record it once, or carry history fetch"));
  }

  /// What is known of it; absent: nothing says what it is.
  public static Optional<Instrument> find(Archive archive, InstrumentId id) {
    List<StoredRow> listings =
        archive.rows(
            StoredFact.INSTRUMENT, List.of(id), Instant.MIN, Instant.MAX, null, MOST_LISTINGS);
    for (StoredRow row : listings.reversed()) {
      if (row.event() instanceof Listing listing) {
        return Optional.of(listing.instrument());
      }
    }
    return Optional.ofNullable(byName(id));
  }

  /// What a venue's symbols say by themselves; null: nothing.
  static @Nullable Instrument byName(InstrumentId id) {
    return switch (id.venue().id()) {
      case "binance-spot", "bybit-spot", "okx-spot", "coinbase-spot", "kraken-spot" -> {
        Matcher match = LINEAR.matcher(id.symbol());
        yield match.matches()
            ? Instrument.spot(id, asset(match.group(1)), match.group(2)).build()
            : null;
      }
      case "binance-coinm" -> {
        Matcher match = COIN_MARGINED.matcher(id.symbol());
        yield match.matches() ? inverse(id, match.group(1), hundredForBitcoin(match)) : null;
      }
      case "okx" -> {
        Matcher match = OKX_SWAP.matcher(id.symbol());
        yield !match.matches()
            ? null
            : match.group(2).equals("USD")
                ? inverse(id, match.group(1), hundredForBitcoin(match))
                : linear(id, match.group(1), match.group(2), match.group(2));
      }
      case "bybit" -> {
        Matcher match = LINEAR.matcher(id.symbol());
        yield !match.matches()
            ? null
            : match.group(2).equals("USD")
                ? inverse(id, match.group(1), BigDecimal.ONE)
                : linear(id, match.group(1), match.group(2), match.group(2));
      }
      case "bitmex" -> bitmex(id);
      case "binance-usdm", "apollox", "mexc", "gate", "bitget", "htx" -> {
        Matcher match = LINEAR.matcher(id.symbol());
        yield match.matches() && !match.group(2).equals("USD")
            ? linear(id, match.group(1), match.group(2), match.group(2))
            : null;
      }
      case "kucoin" -> {
        Matcher match = KUCOIN.matcher(id.symbol());
        yield match.matches() ? linear(id, match.group(1), "USDT", "USDT") : null;
      }
      case "dydx", "dydx-v3" -> {
        Matcher match = LINEAR.matcher(id.symbol());
        yield match.matches() ? linear(id, match.group(1), match.group(2), "USDC") : null;
      }
      case "drift", "ftx" -> {
        Matcher match = PERP.matcher(id.symbol());
        yield match.matches()
            ? linear(id, match.group(1), "USD", id.venue().id().equals("drift") ? "USDC" : "USD")
            : null;
      }
      case "hyperliquid" ->
          COIN.matcher(id.symbol()).matches() ? linear(id, id.symbol(), "USD", "USDC") : null;
      default -> null;
    };
  }

  /// XBTUSD and XBTUSDT pay in their own coins; every other contract in dollars pays in bitcoin.
  private static @Nullable Instrument bitmex(InstrumentId id) {
    Matcher match = LINEAR.matcher(id.symbol());
    if (!match.matches()) {
      return null;
    }
    String base = match.group(1);
    if (match.group(2).equals("USDT")) {
      return linear(id, base, "USDT", "USDT");
    }
    return base.equals("XBT")
        ? inverse(id, base, BigDecimal.ONE)
        : builder(id, base, "USD", "XBT").payoff(Instrument.Payoff.QUANTO).build();
  }

  private static BigDecimal hundredForBitcoin(Matcher match) {
    return BigDecimal.valueOf(match.group(1).equals("BTC") ? 100 : 10);
  }

  private static Instrument linear(InstrumentId id, String base, String quote, String settle) {
    return builder(id, base, quote, settle).build();
  }

  private static Instrument inverse(InstrumentId id, String base, BigDecimal contractValue) {
    return builder(id, base, "USD", asset(base))
        .payoff(Instrument.Payoff.INVERSE)
        .contractValue(contractValue)
        .build();
  }

  private static InstrumentBuilder builder(
      InstrumentId id, String base, String quote, String settle) {
    BigDecimal multiplier = multiplier(base);
    String coin = base.substring(multiplier.precision() == 1 ? 0 : multiplier.precision());
    return Instrument.perpetual(id, asset(coin), quote).settle(settle).priceMultiplier(multiplier);
  }

  /// `1000PEPE` is a thousand of them.
  private static BigDecimal multiplier(String base) {
    Matcher match = Pattern.compile("(10{3,})[A-Z].*").matcher(base);
    return match.matches() ? new BigDecimal(match.group(1)) : BigDecimal.ONE;
  }

  private static String asset(String coin) {
    return coin.equals("XBT") ? "BTC" : coin;
  }
}
