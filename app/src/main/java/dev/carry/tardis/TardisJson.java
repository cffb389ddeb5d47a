package dev.carry.tardis;

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
import dev.carry.model.Volume;
import dev.carry.venue.Instruments;
import dev.carry.venue.OptionName;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
/// first ones are partial.
/// What Tardis has no message for (instruments, settled funding, candles, volumes) is left out.
///
/// Remembers what it merges; used by one thread at a time.
public final class TardisJson {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Tickers tickers = new Tickers();
  private final SaidApart apart = new SaidApart();

  /// The lines of what one message of a venue stated.
  ///
  /// @param events the facts of one message, in its order
  /// @param known the venue's instruments as listed so far
  public List<String> write(List<MarketEvent> events, Instruments known) {
    List<String> lines = new ArrayList<>();
    List<Tickers.Merged> changed = tickers.take(events, known);
    for (MarketEvent event : events) {
      apart.take(event, known);
      switch (event) {
        case Trade e -> lines.add(trade(e));
        case Book e -> lines.add(book(e));
        case Quote e -> lines.add(quote(e));
        case Liquidation e -> lines.add(liquidation(e));
        case OptionTicker e -> lines.add(option(e, known));
        case FundingEstimate _, MarkPrice _, OpenInterest _, IndexPrice _ -> {
          // merged above
        }
        case Listing _, FundingSettled _, PremiumIndex _, Volume _, Candle _ -> {
          // no message of Tardis states it
        }
      }
    }
    changed.forEach(ticker -> lines.add(derivativeTicker(ticker)));
    return lines;
  }

  /// The line that stands for a lost connection. What was merged before it is void.
  ///
  /// @param exchange Tardis' id
  /// @param symbols what was lost; empty: all of it
  public String disconnected(String exchange, Instant at, List<String> symbols) {
    if (symbols.isEmpty()) {
      tickers.forget();
      apart.forget();
    }
    JsonText json =
        new JsonText()
            .put("type", "disconnect")
            .put("exchange", exchange)
            .put("localTimestamp", time(at));
    return symbols.isEmpty()
        ? json.end()
        : json.putRaw("symbols", JsonText.array(symbols.stream().map(JsonText::string).toList()))
            .end();
  }

  private static String derivativeTicker(Tickers.Merged ticker) {
    Instant fundingAt = ticker.fundingAt();
    return head("derivative_ticker", ticker.id())
        .put("openInterest", ticker.openInterest())
        .put("fundingRate", ticker.funding())
        .put("fundingTimestamp", fundingAt == null ? null : time(fundingAt))
        .put("predictedFundingRate", ticker.predicted())
        .put("indexPrice", ticker.index())
        .put("markPrice", ticker.mark())
        .put("timestamp", time(ticker.time()))
        .put("localTimestamp", time(ticker.receivedAt()))
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

  /// The best levels of a book, padded to their depth.
  static String snapshot(DataType.Snapshots asked, Book book, Instant time, Instant receivedAt) {
    return head("book_snapshot", book.id())
        .put("name", asked.name())
        .put("depth", asked.depth())
        .put("interval", asked.every().toMillis())
        .putRaw("bids", padded(book.bids(), asked.depth()))
        .putRaw("asks", padded(book.asks(), asked.depth()))
        .put("timestamp", time(time))
        .put("localTimestamp", time(receivedAt))
        .end();
  }

  private static String padded(Levels levels, int depth) {
    List<String> rows = rows(levels);
    while (rows.size() < depth) {
      rows.add("{}");
    }
    return JsonText.array(rows);
  }

  private static String levels(Levels levels) {
    return JsonText.array(rows(levels));
  }

  private static List<String> rows(Levels levels) {
    List<String> rows = new ArrayList<>(levels.count());
    for (int i = 0; i < levels.count(); i++) {
      rows.add(new JsonText().put("price", levels.price(i)).put("amount", levels.size(i)).end());
    }
    return rows;
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

  /// Their volatilities are the venue's own numbers: percent for Deribit. What the ticker does not
  /// say is what was said of the option apart from it.
  private String option(OptionTicker e, Instruments known) {
    Instrument listed = known.find(e.id());
    OptionName named = OptionName.of(e.id().symbol());
    boolean percent = e.id().venue().id().equals("deribit");
    JsonText json = head("option_summary", e.id());
    if (listed != null && listed.expiry() != null) {
      json.put("optionType", listed.optionType())
          .put("strikePrice", listed.strike())
          .put("expirationDate", time(listed.expiry()));
    } else if (named != null) {
      json.put("optionType", named.type())
          .put("strikePrice", named.strike())
          .put("expirationDate", time(named.expiry()));
    }
    SaidApart.Said more = apart.of(e.id());
    OptionTicker.Offer bid = more.bid(e.bid());
    OptionTicker.Offer ask = more.ask(e.ask());
    return tail(
        json.put("bestBidPrice", bid.price())
            .put("bestBidAmount", bid.size())
            .put("bestBidIV", volatility(bid.iv(), percent))
            .put("bestAskPrice", ask.price())
            .put("bestAskAmount", ask.size())
            .put("bestAskIV", volatility(ask.iv(), percent))
            .put("lastPrice", e.last())
            .put("openInterest", or(e.openInterest(), more.openInterest()))
            .put("markPrice", or(e.mark(), more.mark()))
            .put("markIV", volatility(e.markIv(), percent))
            .put("delta", e.greeks().delta())
            .put("gamma", e.greeks().gamma())
            .put("vega", e.greeks().vega())
            .put("theta", e.greeks().theta())
            .put("rho", e.greeks().rho())
            .put("underlyingPrice", or(e.underlyingPrice(), index(e, listed)))
            .put("underlyingIndex", e.underlyingIndex()),
        e);
  }

  private static @Nullable BigDecimal or(@Nullable BigDecimal stated, @Nullable BigDecimal apart) {
    return stated == null ? apart : stated;
  }

  /// What the option's index was last, by the name the ticker or the list gives it.
  private @Nullable BigDecimal index(OptionTicker e, @Nullable Instrument listed) {
    String name = listed == null ? e.underlyingIndex() : listed.indexSymbol();
    return name == null ? null : tickers.index(InstrumentId.of(e.id().venue(), name));
  }

  private static @Nullable BigDecimal volatility(@Nullable BigDecimal fraction, boolean percent) {
    return fraction != null && percent ? fraction.movePointRight(2) : fraction;
  }

  private static JsonText head(String type, InstrumentId id) {
    return new JsonText()
        .put("type", type)
        .put("symbol", id.symbol().toUpperCase(Locale.ROOT))
        .put("exchange", Exchange.idOf(id.venue(), id.symbol()));
  }

  /// Where the venue states no time, theirs is the time of arrival.
  private static String tail(JsonText json, MarketEvent event) {
    Instant stated = event.venueTime();
    return json.put("timestamp", time(stated == null ? event.receivedAt() : stated))
        .put("localTimestamp", time(event.receivedAt()))
        .end();
  }

  /// Three decimals, or six where they say more.
  private static String time(Instant time) {
    return (time.get(ChronoField.MICRO_OF_SECOND) % 1_000 == 0 ? MILLIS : MICROS).format(time);
  }
}
