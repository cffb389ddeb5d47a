package dev.carry.tardis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.carry.model.Book;
import dev.carry.model.Instrument;
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
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Normalised messages, as tardis-machine and the `tardis-dev` package write them, as facts. A
/// `derivative_ticker` tells what changed since the last one of its symbol. One thread.
public final class Normalised {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /// What one message is.
  public sealed interface Message {
    /// Facts; none where a message repeats what is known.
    record Facts(List<MarketEvent> events) implements Message {}

    /// The recorder, or the live stream, lost its connection: what was merged before is void.
    record Disconnected(String exchange, Instant at) implements Message {}

    /// Understood, and no fact: bars made of trades, for example.
    record Ignored(String why) implements Message {}
  }

  private final Ticker ticker = new Ticker();
  private final Set<InstrumentId> listed = new HashSet<>();

  /// One message.
  ///
  /// @throws IllegalArgumentException when it cannot be read: what was found, what is allowed
  public Message take(String message) {
    JsonNode json;
    try {
      json = JSON.readTree(message);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
    }
    String type = text(json, "type");
    if (type.equals("disconnect")) {
      forget();
      return new Message.Disconnected(text(json, "exchange"), time(json, "localTimestamp"));
    }
    if (type.equals("error")) {
      return new Message.Ignored(
          "an error that the machine tells: " + json.path("details").asText());
    }
    if (type.equals("trade_bar")) {
      return new Message.Ignored("bars of trades, which are not marks");
    }
    String name = text(json, "exchange");
    Exchange exchange =
        Exchange.find(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "exchange '"
                            + name
                            + "': the unit of its amounts is not known here; known are "
                            + Exchange.ids()));
    InstrumentId id = InstrumentId.of(exchange.venue(), text(json, "symbol"));
    Instant venueTime = time(json, "timestamp");
    Instant receivedAt = time(json, "localTimestamp");
    exchange.requireExists(receivedAt);
    return new Message.Facts(
        switch (type) {
          case "trade" -> trade(json, exchange, id, venueTime, receivedAt);
          case "book_change" ->
              List.of(
                  book(
                      json,
                      exchange,
                      id,
                      venueTime,
                      receivedAt,
                      json.path("isSnapshot").asBoolean()));
          case "book_snapshot" -> List.of(book(json, exchange, id, venueTime, receivedAt, true));
          case "book_ticker" -> List.of(quote(json, exchange, id, venueTime, receivedAt));
          case "liquidation" -> List.of(liquidation(json, exchange, id, venueTime, receivedAt));
          case "derivative_ticker" -> ticker.take(exchange, id, venueTime, receivedAt, said(json));
          case "option_summary" -> option(json, exchange, id, venueTime, receivedAt);
          default -> throw new IllegalArgumentException("type '" + type + "' is not known");
        });
  }

  /// A lost connection: what was merged before it is void.
  public void forget() {
    ticker.forget();
  }

  private static List<MarketEvent> trade(
      JsonNode json, Exchange exchange, InstrumentId id, Instant time, Instant at) {
    Side side = side(json);
    return side == null
        ? List.of()
        : List.of(
            new Trade(
                id,
                time,
                at,
                json.hasNonNull("id") ? json.path("id").asText() : null,
                required(json, "price"),
                required(json, "amount"),
                exchange.sizeIn(id.symbol()),
                side));
  }

  /// Absent: the venue did not say who was the taker.
  private static @Nullable Side side(JsonNode json) {
    return switch (text(json, "side")) {
      case "buy" -> Side.BUY;
      case "sell" -> Side.SELL;
      case "unknown" -> null;
      default -> throw new IllegalArgumentException("side " + json.path("side"));
    };
  }

  private static Book book(
      JsonNode json,
      Exchange exchange,
      InstrumentId id,
      Instant time,
      Instant at,
      boolean snapshot) {
    return new Book(
        id,
        time,
        at,
        snapshot,
        levels(json.path("bids")),
        levels(json.path("asks")),
        exchange.sizeIn(id.symbol()));
  }

  /// Snapshots are padded to their depth with empty levels.
  private static Levels levels(JsonNode rows) {
    List<BigDecimal> values = new ArrayList<>();
    for (JsonNode row : rows) {
      BigDecimal price = decimal(row, "price");
      BigDecimal amount = decimal(row, "amount");
      if (price != null && amount != null) {
        values.add(price);
        values.add(amount);
      }
    }
    return Levels.of(values);
  }

  private static Quote quote(
      JsonNode json, Exchange exchange, InstrumentId id, Instant time, Instant at) {
    return new Quote(
        id,
        time,
        at,
        decimal(json, "bidPrice"),
        decimal(json, "bidAmount"),
        decimal(json, "askPrice"),
        decimal(json, "askAmount"),
        exchange.sizeIn(id.symbol()));
  }

  /// Their side is the side of the order that closed the position.
  private static Liquidation liquidation(
      JsonNode json, Exchange exchange, InstrumentId id, Instant time, Instant at) {
    PriceIs priceIs = exchange.liquidationPrice();
    Side side = side(json);
    if (priceIs == null || side == null) {
      throw new IllegalArgumentException(
          "a liquidation of " + exchange.id() + " with side " + json.path("side"));
    }
    return new Liquidation(
        id,
        time,
        at,
        required(json, "price"),
        required(json, "amount"),
        exchange.sizeIn(id.symbol()),
        side == Side.SELL ? Position.LONG : Position.SHORT,
        priceIs,
        exchange.allLiquidations());
  }

  private static Ticker.Said said(JsonNode json) {
    return new Ticker.Said(
        json.hasNonNull("fundingTimestamp") ? time(json, "fundingTimestamp") : null,
        decimal(json, "fundingRate"),
        decimal(json, "predictedFundingRate"),
        decimal(json, "openInterest"),
        decimal(json, "indexPrice"),
        decimal(json, "markPrice"));
  }

  /// What the option is comes with its first summary.
  private List<MarketEvent> option(
      JsonNode json, Exchange exchange, InstrumentId id, Instant time, Instant at) {
    List<MarketEvent> events = new ArrayList<>(2);
    if (listed.add(id)) {
      events.add(new Listing(instrument(json, exchange, id), time, at));
    }
    events.add(
        new OptionTicker(
            id,
            time,
            at,
            offer(json, exchange, "bestBidPrice", "bestBidAmount", "bestBidIV"),
            offer(json, exchange, "bestAskPrice", "bestAskAmount", "bestAskIV"),
            decimal(json, "lastPrice"),
            decimal(json, "markPrice"),
            exchange.volatility(decimal(json, "markIV")),
            new OptionTicker.Greeks(
                decimal(json, "delta"),
                decimal(json, "gamma"),
                decimal(json, "vega"),
                decimal(json, "theta"),
                decimal(json, "rho")),
            decimal(json, "underlyingPrice"),
            json.hasNonNull("underlyingIndex") ? json.path("underlyingIndex").asText() : null,
            decimal(json, "openInterest"),
            exchange.sizeIn(id.symbol()),
            exchange.premiumIn(id.symbol())));
    return events;
  }

  private static Instrument instrument(JsonNode json, Exchange exchange, InstrumentId id) {
    return exchange.option(
        id,
        Instrument.OptionType.valueOf(text(json, "optionType").toUpperCase(Locale.ROOT)),
        required(json, "strikePrice"),
        time(json, "expirationDate"));
  }

  private static OptionTicker.Offer offer(
      JsonNode json, Exchange exchange, String price, String size, String iv) {
    BigDecimal offered = decimal(json, price);
    return new OptionTicker.Offer(
        offered == null || offered.signum() == 0 ? null : offered,
        decimal(json, size),
        exchange.volatility(decimal(json, iv)));
  }

  // --- fields -------------------------------------------------------------------------------

  private static String text(JsonNode json, String field) {
    JsonNode value = json.path(field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(field + ": a text is needed, found " + value);
    }
    return value.asText();
  }

  private static Instant time(JsonNode json, String field) {
    try {
      return Instant.parse(text(json, field));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(field + " " + json.path(field) + ": no time", e);
    }
  }

  private static BigDecimal required(JsonNode json, String field) {
    BigDecimal value = decimal(json, field);
    if (value == null) {
      throw new IllegalArgumentException("no " + field);
    }
    return value;
  }

  private static @Nullable BigDecimal decimal(JsonNode json, String field) {
    JsonNode value = json.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isNumber()) {
      throw new IllegalArgumentException(field + ": a number is needed, found " + value);
    }
    return value.decimalValue();
  }
}
