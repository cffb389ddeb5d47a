package dev.carry.tardis;

import dev.carry.model.Book;
import dev.carry.model.Instrument;
import dev.carry.model.Levels;
import dev.carry.model.Liquidation;
import dev.carry.model.MarketEvent;
import dev.carry.model.OptionTicker;
import dev.carry.model.Quote;
import dev.carry.model.Side;
import dev.carry.model.Trade;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Facts as the rows of datasets, as [CsvRows] reads them: unknown cells are empty.
final class CsvLines {
  private CsvLines() {}

  static String trade(Exchange exchange, Trade e) {
    return row(exchange, e)
        + cell(e.tradeId())
        + (e.taker() == Side.BUY ? ",buy" : ",sell")
        + cell(e.price())
        + cell(e.size());
  }

  /// Their side is the side of the order that closes the position.
  static String liquidation(Exchange exchange, Liquidation e) {
    return row(exchange, e)
        + ","
        + (e.liquidated() == Liquidation.Position.LONG ? ",sell" : ",buy")
        + cell(e.price())
        + cell(e.size());
  }

  static String quote(Exchange exchange, Quote e) {
    return row(exchange, e) + cell(e.askSize()) + cell(e.ask()) + cell(e.bid()) + cell(e.bidSize());
  }

  /// A row for each level.
  static List<String> changes(Exchange exchange, Book e) {
    List<String> rows = new ArrayList<>(e.bids().count() + e.asks().count());
    String before = row(exchange, e) + "," + e.snapshot();
    for (int i = 0; i < e.asks().count(); i++) {
      rows.add(before + ",ask" + level(e.asks(), i));
    }
    for (int i = 0; i < e.bids().count(); i++) {
      rows.add(before + ",bid" + level(e.bids(), i));
    }
    return rows;
  }

  static String snapshot(Exchange exchange, Book e, int depth) {
    StringBuilder row = new StringBuilder(row(exchange, e));
    for (int i = 0; i < depth; i++) {
      row.append(level(e.asks(), i)).append(level(e.bids(), i));
    }
    return row.toString();
  }

  private static String level(Levels side, int i) {
    return i < side.count() ? cell(side.price(i)) + cell(side.size(i)) : ",,";
  }

  /// The last price is not known: Carry keeps trades, and no price of the last one.
  static String ticker(Exchange exchange, Tickers.Merged e) {
    return common(exchange, e.id().symbol(), e.time(), e.receivedAt())
        + cell(e.fundingAt())
        + cell(e.funding())
        + cell(e.predicted())
        + cell(e.openInterest())
        + ","
        + cell(e.index())
        + cell(e.mark());
  }

  static String option(Exchange exchange, OptionTicker e, Instrument option) {
    return row(exchange, e)
        + ","
        + (option.optionType() == Instrument.OptionType.CALL ? "call" : "put")
        + cell(option.strike())
        + cell(option.expiry())
        + cell(e.openInterest())
        + cell(e.last())
        + offer(exchange, e.bid())
        + offer(exchange, e.ask())
        + cell(e.mark())
        + cell(exchange.ofFraction(e.markIv()))
        + cell(e.underlyingIndex())
        + cell(e.underlyingPrice())
        + cell(e.greeks().delta())
        + cell(e.greeks().gamma())
        + cell(e.greeks().vega())
        + cell(e.greeks().theta())
        + cell(e.greeks().rho());
  }

  private static String offer(Exchange exchange, OptionTicker.Offer offer) {
    return cell(offer.price()) + cell(offer.size()) + cell(exchange.ofFraction(offer.iv()));
  }

  /// Where the venue stated no time, theirs is the time of arrival.
  private static String row(Exchange exchange, MarketEvent e) {
    Instant stated = e.venueTime();
    Instant time = stated == null ? e.receivedAt() : stated;
    return common(exchange, e.id().symbol(), time, e.receivedAt());
  }

  private static String common(Exchange exchange, String symbol, Instant time, Instant at) {
    return exchange.id() + "," + symbol.toUpperCase(Locale.ROOT) + cell(time) + cell(at);
  }

  private static String cell(@Nullable BigDecimal value) {
    return value == null ? "," : "," + value.toPlainString();
  }

  private static String cell(@Nullable String value) {
    return value == null ? "," : "," + value;
  }

  /// Microseconds since 1970.
  private static String cell(@Nullable Instant time) {
    return time == null
        ? ","
        : "," + Math.addExact(time.getEpochSecond() * 1_000_000, time.getNano() / 1_000);
  }
}
