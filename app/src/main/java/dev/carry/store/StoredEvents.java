package dev.carry.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Rows as the facts they were made of: [FactRows] the other way round.
final class StoredEvents {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private StoredEvents() {}

  static @Nullable MarketEvent of(StoredRow row) {
    InstrumentId id = row.instrument().orElse(null);
    return id == null ? null : of(row, id);
  }

  /// @param id what the row is about
  static @Nullable MarketEvent of(StoredRow row, InstrumentId id) {
    Instant time = row.time("venue_time");
    Instant at = there(row.time("known_at"), "known_at");
    return switch (row.fact()) {
      case FUNDING_SETTLED ->
          new FundingSettled(
              id,
              time,
              at,
              decimal(row, "rate"),
              row.duration("period"),
              there(row.time("settled_at"), "settled_at"),
              row.decimal("mark_price"));
      case FUNDING_ESTIMATED ->
          new FundingEstimate(
              id,
              time,
              at,
              decimal(row, "rate"),
              row.duration("period"),
              row.time("settles_at"),
              one(row, "which", FundingEstimate.Which.class));
      case MARK -> new MarkPrice(id, time, at, decimal(row, "price"));
      case INDEX -> new IndexPrice(id, time, at, decimal(row, "price"));
      case PREMIUM_INDEX -> new PremiumIndex(id, time, at, decimal(row, "value"));
      case QUOTE ->
          new Quote(
              id,
              time,
              at,
              row.decimal("bid"),
              row.decimal("bid_size"),
              row.decimal("ask"),
              row.decimal("ask_size"),
              sizeIn(row));
      case OPEN_INTEREST ->
          new OpenInterest(
              id, time, at, decimal(row, "size"), sizeIn(row), row.decimal("notional"));
      case LIQUIDATION ->
          new Liquidation(
              id,
              time,
              at,
              decimal(row, "price"),
              decimal(row, "size"),
              sizeIn(row),
              one(row, "liquidated", Liquidation.Position.class),
              one(row, "price_is", Liquidation.PriceIs.class),
              there(row.flag("complete"), "complete"));
      case CANDLE ->
          new Candle(
              id,
              time,
              at,
              one(row, "of", Candle.Of.class),
              decimal(row, "open"),
              decimal(row, "high"),
              decimal(row, "low"),
              decimal(row, "close"),
              there(row.time("opens_at"), "opens_at"),
              there(row.time("closes_at"), "closes_at"));
      case OPTION -> option(row, id, time, at);
      case BOOK ->
          new Book(
              id,
              time,
              at,
              true,
              levels(there(row.text("bids"), "bids")),
              levels(there(row.text("asks"), "asks")),
              sizeIn(row));
      case INSTRUMENT -> new Listing(instrument(id, there(row.text("json"), "json")), time, at);
      case FEED, FINDING, PAPER -> null;
    };
  }

  private static OptionTicker option(
      StoredRow row, InstrumentId id, @Nullable Instant time, Instant at) {
    return new OptionTicker(
        id,
        time,
        at,
        new OptionTicker.Offer(row.decimal("bid"), row.decimal("bid_size"), row.decimal("bid_iv")),
        new OptionTicker.Offer(row.decimal("ask"), row.decimal("ask_size"), row.decimal("ask_iv")),
        row.decimal("last"),
        row.decimal("mark"),
        row.decimal("mark_iv"),
        new OptionTicker.Greeks(
            row.decimal("delta"),
            row.decimal("gamma"),
            row.decimal("vega"),
            row.decimal("theta"),
            row.decimal("rho")),
        row.decimal("underlying_price"),
        row.text("underlying_index"),
        row.decimal("open_interest"),
        sizeIn(row),
        one(row, "premium_in", OptionTicker.PremiumIn.class));
  }

  private static Instrument instrument(InstrumentId id, String text) {
    JsonNode json = json(text);
    return Instrument.perpetual(id, json.path("base").asText(), json.path("quote").asText())
        .kind(one(json.path("instrumentKind").asText(), Instrument.Kind.class))
        .settle(json.path("settle").asText())
        .payoff(one(json.path("payoff").asText(), Instrument.Payoff.class))
        .sizeIn(one(json.path("sizeIn").asText(), Instrument.SizeIn.class))
        .contractValue(json.path("contractValue").decimalValue())
        .priceMultiplier(json.path("priceMultiplier").decimalValue())
        .tickSize(number(json, "tickSize"))
        .indexSymbol(json.path("indexSymbol").asText())
        .settles(one(json.path("settles").asText(), Instrument.Settles.class))
        .fundingPeriod(text(json, "fundingPeriod", Duration::parse))
        .fundingCap(number(json, "fundingCap"))
        .fundingFloor(number(json, "fundingFloor"))
        .interestRate(number(json, "interestRate"))
        .expiry(text(json, "expiry", Instant::parse))
        .strike(number(json, "strike"))
        .optionType(text(json, "optionType", type -> one(type, Instrument.OptionType.class)))
        .status(one(json.path("status").asText(), Instrument.Status.class))
        .build();
  }

  private static Levels levels(String text) {
    List<BigDecimal> values = new ArrayList<>();
    for (JsonNode level : json(text)) {
      values.add(level.path(0).decimalValue());
      values.add(level.path(1).decimalValue());
    }
    return Levels.of(values);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new StoreException("a row holds no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static <T> @Nullable T text(JsonNode json, String field, Function<String, T> read) {
    return json.hasNonNull(field) ? read.apply(json.path(field).asText()) : null;
  }

  private static @Nullable BigDecimal number(JsonNode json, String field) {
    return json.hasNonNull(field) ? json.path(field).decimalValue() : null;
  }

  private static Instrument.SizeIn sizeIn(StoredRow row) {
    return one(row, "size_in", Instrument.SizeIn.class);
  }

  private static BigDecimal decimal(StoredRow row, String column) {
    return there(row.decimal(column), column);
  }

  private static <E extends Enum<E>> E one(StoredRow row, String column, Class<E> of) {
    return one(there(row.text(column), column), of);
  }

  private static <E extends Enum<E>> E one(String kebab, Class<E> of) {
    return JsonText.constant(of, kebab);
  }

  private static <T> T there(@Nullable T value, String column) {
    return Objects.requireNonNull(value, column);
  }
}
