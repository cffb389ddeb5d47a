package dev.carry.cli;

import dev.carry.model.Book;
import dev.carry.model.Candle;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.IndexPrice;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.JsonText;
import dev.carry.model.Levels;
import dev.carry.model.Liquidation;
import dev.carry.model.Listing;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.OpenInterest;
import dev.carry.model.OptionTicker;
import dev.carry.model.PremiumIndex;
import dev.carry.model.Quote;
import dev.carry.model.Trade;
import dev.carry.model.VenueId;
import dev.carry.model.Volume;
import dev.carry.venue.Instruments;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Events as the normalised messages of Tardis, one JSON object each: their exchange ids, symbols
/// in capitals, sizes as the venue sent them.
///
/// | Carry | Tardis |
/// |---|---|
/// | trade, book, quote | `trade`, `book_change`, `book_ticker` |
/// | liquidation of a long (short) | `liquidation` with side `sell` (`buy`): the closing order's |
/// | funding estimate, mark, index, open interest | `derivative_ticker` |
/// | option | `option_summary`, with quote, mark, open interest and index of the same option |
///
/// A `derivative_ticker` is a running merge of one symbol, written when a message changed it; the
/// first ones are partial. It has no `lastPrice`: Carry keeps trades, and no price of the last one.
/// What Tardis has no message for (instruments, settled funding, candles, volumes) is left out.
///
/// Remembers what it merges; used by one thread at a time.
public final class TardisJson {
  /// More symbols than a venue lists; beyond it the one unused for longest begins anew.
  private static final int MOST_SYMBOLS = 20_000;

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /// What is known of one symbol so far.
  private static final class Ticker {
    private final InstrumentId id;
    private @Nullable BigDecimal openInterest;
    private @Nullable BigDecimal fundingRate;
    private @Nullable Instant fundingTime;
    private @Nullable BigDecimal predictedFundingRate;
    private @Nullable BigDecimal indexPrice;
    private @Nullable BigDecimal markPrice;
    private Instant time = Instant.MIN;
    private boolean changed;

    private Ticker(InstrumentId id) {
      this.id = id;
    }

    private @Nullable BigDecimal take(@Nullable BigDecimal old, @Nullable BigDecimal now) {
      boolean same = old == null ? now == null : now != null && old.compareTo(now) == 0;
      changed |= !same;
      return now;
    }

    private void funding(FundingEstimate estimate) {
      switch (estimate.which()) {
        case COMING -> {
          fundingRate = take(fundingRate, estimate.rate());
          Instant settlesAt = estimate.settlesAt();
          changed |= settlesAt != null && !settlesAt.equals(fundingTime);
          fundingTime = settlesAt;
        }
        case NEXT -> predictedFundingRate = take(predictedFundingRate, estimate.rate());
      }
    }
  }

  private final Map<InstrumentId, Ticker> tickers = bounded();

  /// Indexes by the name their venue keys them by.
  private final Map<InstrumentId, BigDecimal> indexes = bounded();

  private final OptionSummaries options = new OptionSummaries(bounded());

  private static <V> Map<InstrumentId, V> bounded() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<InstrumentId, V> eldest) {
        return size() > MOST_SYMBOLS;
      }
    };
  }

  /// The lines of what one message of a venue stated.
  ///
  /// @param events the facts of one message, in its order
  /// @param known the venue's instruments as listed so far
  public List<String> write(List<MarketEvent> events, Instruments known) {
    List<String> lines = new ArrayList<>();
    Set<Ticker> touched = new LinkedHashSet<>();
    List<IndexPrice> named = new ArrayList<>();
    Instant receivedAt = Instant.MIN;
    for (MarketEvent event : events) {
      receivedAt = event.receivedAt();
      switch (event) {
        case Trade e -> lines.add(trade(e));
        case Book e -> lines.add(book(e));
        case Quote e -> {
          options.takes(e, known);
          lines.add(quote(e));
        }
        case Liquidation e -> lines.add(liquidation(e));
        case FundingEstimate e -> touch(e, touched).funding(e);
        case MarkPrice e when options.takes(e, known) -> {}
        case OpenInterest e when options.takes(e, known) -> {}
        case MarkPrice e -> {
          Ticker ticker = touch(e, touched);
          ticker.markPrice = ticker.take(ticker.markPrice, e.price());
        }
        case OpenInterest e -> {
          Ticker ticker = touch(e, touched);
          ticker.openInterest = ticker.take(ticker.openInterest, e.size());
        }
        case IndexPrice e -> {
          indexes.put(e.id(), e.price());
          named.add(e);
          if (tickers.containsKey(e.id()) || known.find(e.id()) != null) {
            touch(e, touched);
          }
        }
        case OptionTicker e -> lines.add(options.write(e, known, indexes));
        case Listing _, FundingSettled _, PremiumIndex _, Volume _, Candle _ -> {
          // no message of Tardis states it
        }
      }
    }
    for (Ticker ticker : touched) {
      ticker.indexPrice = ticker.take(ticker.indexPrice, index(ticker, named, known));
      if (ticker.changed) {
        ticker.changed = false;
        lines.add(derivativeTicker(ticker, receivedAt));
      }
    }
    return lines;
  }

  /// The line that stands for a lost connection. What was merged before it is void.
  public String disconnected(VenueId venue, Instant at) {
    tickers.clear();
    options.clear();
    indexes.clear();
    return new JsonText()
        .put("type", "disconnect")
        .put("exchange", exchange(venue, ""))
        .put("localTimestamp", time(at))
        .end();
  }

  // --- derivative tickers ------------------------------------------------------------------

  private Ticker touch(MarketEvent event, Set<Ticker> touched) {
    Ticker ticker = tickers.computeIfAbsent(event.id(), Ticker::new);
    Instant time = event.venueTime() == null ? event.receivedAt() : event.venueTime();
    ticker.time = ticker.time.isBefore(time) ? time : ticker.time;
    touched.add(ticker);
    return ticker;
  }

  /// The index of a symbol: by the name it is listed with, by its own name, by a name its own
  /// begins with (`BTC-USDT` for `BTC-USDT-SWAP`, `BTC-USD` for `BTC-USD_UM_XPERP-310404`), or the
  /// one index of the same message.
  private @Nullable BigDecimal index(Ticker ticker, List<IndexPrice> named, Instruments known) {
    VenueId venue = ticker.id.venue();
    String symbol = ticker.id.symbol();
    Instrument instrument = known.find(ticker.id);
    BigDecimal price =
        indexes.get(InstrumentId.of(venue, instrument == null ? symbol : instrument.indexSymbol()));
    int dash = symbol.lastIndexOf('-');
    if (price == null && dash > 0) {
      price = indexes.get(InstrumentId.of(venue, symbol.substring(0, dash)));
    }
    int mark = symbol.indexOf('_');
    if (price == null && mark > 0) {
      price = indexes.get(InstrumentId.of(venue, symbol.substring(0, mark)));
    }
    if (price == null && named.size() == 1) {
      price = named.getFirst().price();
    }
    return price == null ? ticker.indexPrice : price;
  }

  private static String derivativeTicker(Ticker ticker, Instant receivedAt) {
    return head("derivative_ticker", ticker.id)
        .put("openInterest", ticker.openInterest)
        .put("fundingRate", ticker.fundingRate)
        .put("fundingTimestamp", ticker.fundingTime == null ? null : time(ticker.fundingTime))
        .put("predictedFundingRate", ticker.predictedFundingRate)
        .put("indexPrice", ticker.indexPrice)
        .put("markPrice", ticker.markPrice)
        .put("timestamp", time(ticker.time))
        .put("localTimestamp", time(receivedAt))
        .end();
  }

  // --- the others --------------------------------------------------------------------------

  private static String trade(Trade e) {
    return tail(
        head("trade", e.id())
            .put("id", e.tradeId())
            .put("price", e.price())
            .put("amount", e.size())
            .put("side", e.taker()),
        e);
  }

  private static String book(Book e) {
    return tail(
        head("book_change", e.id())
            .put("isSnapshot", e.snapshot())
            .putRaw("bids", levels(e.bids()))
            .putRaw("asks", levels(e.asks())),
        e);
  }

  private static String levels(Levels levels) {
    List<String> rows = new ArrayList<>(levels.count());
    for (int i = 0; i < levels.count(); i++) {
      rows.add(new JsonText().put("price", levels.price(i)).put("amount", levels.size(i)).end());
    }
    return JsonText.array(rows);
  }

  private static String quote(Quote e) {
    return tail(
        head("book_ticker", e.id())
            .put("askAmount", e.askSize())
            .put("askPrice", e.ask())
            .put("bidPrice", e.bid())
            .put("bidAmount", e.bidSize()),
        e);
  }

  /// Their side is the side of the order that closes the position.
  private static String liquidation(Liquidation e) {
    return tail(
        head("liquidation", e.id())
            .put("price", e.price())
            .put("amount", e.size())
            .put("side", e.liquidated() == Liquidation.Position.LONG ? "sell" : "buy"),
        e);
  }

  static JsonText head(String type, InstrumentId id) {
    return new JsonText()
        .put("type", type)
        .put("symbol", id.symbol().toUpperCase(Locale.ROOT))
        .put("exchange", exchange(id.venue(), id.symbol()));
  }

  /// Where the venue states no time, theirs is the time of arrival.
  static String tail(JsonText json, MarketEvent event) {
    Instant stated = event.venueTime();
    return json.put("timestamp", time(stated == null ? event.receivedAt() : stated))
        .put("localTimestamp", time(event.receivedAt()))
        .end();
  }

  /// Three decimals, or six where they say more.
  static String time(Instant time) {
    return (time.get(ChronoField.MICRO_OF_SECOND) % 1_000 == 0 ? MILLIS : MICROS).format(time);
  }

  /// Tardis's id of the exchange; the venue's own where Tardis has none for it.
  private static String exchange(VenueId venue, String symbol) {
    return switch (venue.id()) {
      case "binance-usdm" -> "binance-futures";
      case "binance-coinm" -> "binance-delivery";
      case "binance-spot" -> "binance";
      case "binance-options" -> "binance-european-options";
      // they file X-Perps, which are perpetuals, with the futures they look like
      case "okx" ->
          symbol.isEmpty() || symbol.endsWith("-SWAP")
              ? "okex-swap"
              : symbol.indexOf('-') == symbol.lastIndexOf('-') ? "okex" : "okex-futures";
      case "okx-spot" -> "okex";
      case "okx-options" -> "okex-options";
      case "dydx" -> "dydx-v4";
      case "dydx-v3" -> "dydx";
      case "kraken-futures" -> "cryptofacilities";
      case "kraken-spot" -> "kraken";
      case "gate" -> "gate-io-futures";
      case "bitget" -> "bitget-futures";
      case "coinbase-spot" -> "coinbase";
      case "htx" -> "huobi-dm-linear-swap";
      case "kucoin" -> "kucoin-futures";
      case "mexc" -> "mexc-futures";
      default -> venue.id();
    };
  }
}
