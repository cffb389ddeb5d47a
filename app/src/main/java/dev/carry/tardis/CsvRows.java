package dev.carry.tardis;

import dev.carry.model.Book;
import dev.carry.model.Instrument;
import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.InstrumentId;
import dev.carry.model.Levels;
import dev.carry.model.Liquidation;
import dev.carry.model.Liquidation.Position;
import dev.carry.model.Liquidation.PriceIs;
import dev.carry.model.Listing;
import dev.carry.model.MarketEvent;
import dev.carry.model.OptionTicker;
import dev.carry.model.Quote;
import dev.carry.model.Side;
import dev.carry.model.Trade;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Rows of one kind of dataset as facts. Times are microseconds since 1970; an empty cell is
/// unknown.
final class CsvRows {
  private static final int FIRST = 4;

  /// Microseconds of the years 2001 to 2286 have sixteen digits.
  private static final int MICRO_DIGITS = 16;

  /// The rows of one book message that came so far.
  private record Pending(
      Exchange exchange,
      InstrumentId id,
      @Nullable Instant venueTime,
      Instant receivedAt,
      boolean snapshot) {}

  private final CsvType type;
  private final Ticker ticker = new Ticker();
  private final Set<InstrumentId> listed = new HashSet<>();
  private String[] cells = new String[0];

  private @Nullable Pending pending;
  private final List<BigDecimal> bids = new ArrayList<>();
  private final List<BigDecimal> asks = new ArrayList<>();

  private CsvRows(CsvType type) {
    this.type = type;
  }

  /// The reader of a header's rows; absent: it is the header of no dataset known here.
  static @Nullable CsvRows of(String header) {
    CsvType type = CsvType.of(header);
    return type == null ? null : new CsvRows(type);
  }

  /// The same columns, but each row is a liquidation.
  CsvRows asLiquidations() {
    return type == CsvType.TRADES ? new CsvRows(CsvType.LIQUIDATIONS) : this;
  }

  /// One row.
  ///
  /// @throws IllegalArgumentException when it cannot be read: what was found, what is allowed
  List<MarketEvent> take(String row) {
    cells = row.split(",", -1);
    if (cells.length < FIRST + 4) {
      throw new IllegalArgumentException("columns: found " + cells.length);
    }
    Exchange exchange =
        Exchange.find(cells[0])
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "exchange '"
                            + cells[0]
                            + "': the unit of its amounts is not known here; known are "
                            + Exchange.ids()));
    InstrumentId id = InstrumentId.of(exchange.venue(), cells[1]);
    if (type == CsvType.INCREMENTAL_BOOK_L2) {
      return change(exchange, id);
    }
    Instant venueTime = time(2);
    Instant receivedAt = received(exchange);
    return switch (type) {
      case TRADES -> List.of(trade(exchange, id, venueTime, receivedAt));
      case LIQUIDATIONS -> List.of(liquidation(exchange, id, venueTime, receivedAt));
      case BOOK_SNAPSHOT_5, BOOK_SNAPSHOT_25 -> List.of(book(exchange, id, venueTime, receivedAt));
      case BOOK_TICKER -> List.of(quote(exchange, id, venueTime, receivedAt));
      case DERIVATIVE_TICKER -> ticker.take(exchange, id, venueTime, receivedAt, said());
      case OPTIONS_CHAIN -> option(exchange, id, venueTime, receivedAt);
      case INCREMENTAL_BOOK_L2 -> throw new AssertionError("taken above");
    };
  }

  private Trade trade(Exchange exchange, InstrumentId id, @Nullable Instant time, Instant at) {
    return new Trade(
        id,
        time,
        at,
        cells[4].isEmpty() ? null : cells[4],
        required(6, "price"),
        required(7, "amount"),
        exchange.sizeIn(id.symbol()),
        side());
  }

  /// `unknown` is neither.
  private Side side() {
    return switch (cells[5]) {
      case "buy" -> Side.BUY;
      case "sell" -> Side.SELL;
      default ->
          throw new IllegalArgumentException("side '" + cells[5] + "': buy or sell is needed");
    };
  }

  /// Their side is the side of the order that closed the position.
  private Liquidation liquidation(
      Exchange exchange, InstrumentId id, @Nullable Instant time, Instant at) {
    PriceIs priceIs = exchange.liquidationPrice();
    if (priceIs == null) {
      throw new IllegalArgumentException("a liquidation of " + exchange.id() + ", which has none");
    }
    return new Liquidation(
        id,
        time,
        at,
        required(6, "price"),
        required(7, "amount"),
        exchange.sizeIn(id.symbol()),
        side() == Side.SELL ? Position.LONG : Position.SHORT,
        priceIs,
        exchange.allLiquidations());
  }

  private Quote quote(Exchange exchange, InstrumentId id, @Nullable Instant time, Instant at) {
    return new Quote(
        id, time, at, decimal(6), decimal(7), decimal(5), decimal(4), exchange.sizeIn(id.symbol()));
  }

  private Book book(Exchange exchange, InstrumentId id, @Nullable Instant time, Instant at) {
    List<BigDecimal> ownAsks = new ArrayList<>();
    List<BigDecimal> ownBids = new ArrayList<>();
    for (int i = FIRST; i + 3 < cells.length; i += 4) {
      level(ownAsks, decimal(i), decimal(i + 1));
      level(ownBids, decimal(i + 2), decimal(i + 3));
    }
    return new Book(
        id, time, at, true, Levels.of(ownBids), Levels.of(ownAsks), exchange.sizeIn(id.symbol()));
  }

  private static void level(
      List<BigDecimal> to, @Nullable BigDecimal price, @Nullable BigDecimal size) {
    if (price != null && size != null) {
      to.add(price);
      to.add(size);
    }
  }

  private Ticker.Said said() {
    return new Ticker.Said(time(4), decimal(5), decimal(6), decimal(7), decimal(9), decimal(10));
  }

  /// What the option is comes with its first row.
  private List<MarketEvent> option(
      Exchange exchange, InstrumentId id, @Nullable Instant time, Instant at) {
    OptionTicker told = ticker(exchange, id, time, at);
    if (!listed.add(id)) {
      return List.of(told);
    }
    Instrument.OptionType type =
        switch (cells[4]) {
          case "call" -> Instrument.OptionType.CALL;
          case "put" -> Instrument.OptionType.PUT;
          default -> throw new IllegalArgumentException("type '" + cells[4] + "': call or put");
        };
    Instant expiry = time(6);
    if (expiry == null) {
      throw new IllegalArgumentException("no expiration");
    }
    Instrument option = exchange.option(id, type, required(5, "strike_price"), expiry);
    return List.of(new Listing(option, time, at), told);
  }

  private OptionTicker ticker(
      Exchange exchange, InstrumentId id, @Nullable Instant time, Instant at) {
    return new OptionTicker(
        id,
        time,
        at,
        new OptionTicker.Offer(offered(9), decimal(10), exchange.volatility(decimal(11))),
        new OptionTicker.Offer(offered(12), decimal(13), exchange.volatility(decimal(14))),
        decimal(8),
        decimal(15),
        exchange.volatility(decimal(16)),
        new OptionTicker.Greeks(decimal(19), decimal(20), decimal(21), decimal(22), decimal(23)),
        decimal(18),
        cells[17].isEmpty() ? null : cells[17],
        decimal(7),
        exchange.sizeIn(id.symbol()),
        exchange.premiumIn(id.symbol()));
  }

  /// A price of 0 is nobody's.
  private @Nullable BigDecimal offered(int column) {
    BigDecimal price = decimal(column);
    return price == null || price.signum() == 0 ? null : price;
  }

  // --- books told level by level ---------------------------------------------------------------

  /// Rows of one message share their arrival time.
  private List<MarketEvent> change(Exchange exchange, InstrumentId id) {
    Pending now = new Pending(exchange, id, time(2), received(exchange), flag(cells[4]));
    boolean bid = isBid(cells[5]);
    BigDecimal price = required(6, "price");
    BigDecimal amount = required(7, "amount");
    List<MarketEvent> told = now.equals(pending) ? List.of() : end();
    pending = now;
    List<BigDecimal> side = bid ? bids : asks;
    side.add(price);
    side.add(amount);
    return told;
  }

  private static boolean flag(String cell) {
    return switch (cell) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("is_snapshot '" + cell + "': true or false");
    };
  }

  private static boolean isBid(String cell) {
    return switch (cell) {
      case "bid" -> true;
      case "ask" -> false;
      default -> throw new IllegalArgumentException("side '" + cell + "': bid or ask");
    };
  }

  /// What is left when the rows end.
  List<MarketEvent> end() {
    Pending whole = pending;
    if (whole == null) {
      return List.of();
    }
    pending = null;
    SizeIn sizeIn = whole.exchange.sizeIn(whole.id.symbol());
    Book book =
        new Book(
            whole.id,
            whole.venueTime,
            whole.receivedAt,
            whole.snapshot,
            Levels.of(bids),
            Levels.of(asks),
            sizeIn);
    bids.clear();
    asks.clear();
    return List.of(book);
  }

  // --- cells ------------------------------------------------------------------------------------

  private BigDecimal required(int column, String name) {
    BigDecimal value = decimal(column);
    if (value == null) {
      throw new IllegalArgumentException("no " + name);
    }
    return value;
  }

  private @Nullable BigDecimal decimal(int column) {
    if (column >= cells.length) {
      throw new IllegalArgumentException("column " + (column + 1) + ": found " + cells.length);
    }
    String cell = cells[column];
    if (cell.isEmpty()) {
      return null;
    }
    try {
      return new BigDecimal(cell);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "column " + (column + 1) + " '" + cell + "': no number", e);
    }
  }

  private Instant received(Exchange exchange) {
    Instant at = time(3);
    if (at == null) {
      throw new IllegalArgumentException("no local_timestamp");
    }
    exchange.requireExists(at);
    return at;
  }

  private @Nullable Instant time(int column) {
    String cell = cells[column];
    if (cell.isEmpty()) {
      return null;
    }
    long micros;
    try {
      micros = Long.parseLong(cell);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("time '" + cell + "': microseconds since 1970", e);
    }
    if (cell.length() != MICRO_DIGITS) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "time '%s': microseconds since 1970 have %d digits",
              cell,
              MICRO_DIGITS));
    }
    return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000);
  }
}
