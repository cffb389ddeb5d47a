package dev.carry.journal;

import dev.carry.model.AccountState;
import dev.carry.model.Book;
import dev.carry.model.Candle;
import dev.carry.model.Command;
import dev.carry.model.FeedStatus;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.IndexPrice;
import dev.carry.model.Input;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Levels;
import dev.carry.model.Liquidation;
import dev.carry.model.Listing;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.OpenInterest;
import dev.carry.model.OptionTicker;
import dev.carry.model.PremiumIndex;
import dev.carry.model.Quote;
import dev.carry.model.Side;
import dev.carry.model.Tick;
import dev.carry.model.Trade;
import dev.carry.model.VenueId;
import dev.carry.model.Volume;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads what [InputEncoder] wrote, one block at a time.
final class InputDecoder {
  private final BlockBytes in = new BlockBytes();
  private Instant last = Instant.EPOCH;
  private long[] unscaled = new long[64];
  private byte[] scales = new byte[64];

  /// Begins a block of `length` bytes.
  void begin(byte[] bytes, int length) {
    in.open(bytes, length);
    last = Instant.EPOCH;
  }

  boolean hasMore() {
    return in.hasMore();
  }

  /// The next input.
  ///
  /// @throws IllegalStateException when the bytes mean nothing to this build
  Input read() {
    int kind = in.unsigned();
    last = in.instant(last);
    Instant receivedAt = last;
    return switch (kind) {
      case InputKind.FEED ->
          new FeedStatus(
              VenueId.of(in.word()),
              in.word(),
              in.constant(FeedStatus.State.class),
              in.text(),
              receivedAt);
      case InputKind.COMMAND -> new Command(in.constant(Command.Action.class), receivedAt);
      case InputKind.ACCOUNT -> new AccountState(receivedAt, texts(), texts());
      case InputKind.TICK -> new Tick(receivedAt);
      default -> {
        boolean timed = (kind & InputEncoder.HAS_VENUE_TIME) != 0;
        yield event(
            kind & ~InputEncoder.HAS_VENUE_TIME, timed ? in.instant(last) : null, receivedAt);
      }
    };
  }

  private Map<String, String> texts() {
    Map<String, String> values = new LinkedHashMap<>();
    for (long left = in.varint(); left > 0; left--) {
      values.put(in.text(), in.text());
    }
    return values;
  }

  private MarketEvent event(int kind, @Nullable Instant venueTime, Instant receivedAt) {
    InstrumentId id = in.instrument();
    return switch (kind) {
      case InputKind.LISTING -> new Listing(listing(id), venueTime, receivedAt);
      case InputKind.FUNDING_ESTIMATE ->
          new FundingEstimate(
              id,
              venueTime,
              receivedAt,
              in.decimal(),
              in.duration(),
              in.instantOrNull(last),
              in.constant(FundingEstimate.Which.class));
      case InputKind.FUNDING_SETTLED ->
          new FundingSettled(
              id,
              venueTime,
              receivedAt,
              in.decimal(),
              in.duration(),
              in.instant(last),
              in.decimalOrNull());
      case InputKind.MARK -> new MarkPrice(id, venueTime, receivedAt, in.decimal());
      case InputKind.INDEX -> new IndexPrice(id, venueTime, receivedAt, in.decimal());
      case InputKind.PREMIUM_INDEX -> new PremiumIndex(id, venueTime, receivedAt, in.decimal());
      case InputKind.QUOTE ->
          new Quote(
              id,
              venueTime,
              receivedAt,
              in.decimalOrNull(),
              in.decimalOrNull(),
              in.decimalOrNull(),
              in.decimalOrNull(),
              in.constant(Instrument.SizeIn.class));
      case InputKind.BOOK ->
          new Book(
              id,
              venueTime,
              receivedAt,
              in.flag(),
              levels(),
              levels(),
              in.constant(Instrument.SizeIn.class));
      case InputKind.TRADE ->
          new Trade(
              id,
              venueTime,
              receivedAt,
              in.textOrNull(),
              in.decimal(),
              in.decimal(),
              in.constant(Instrument.SizeIn.class),
              in.constant(Side.class));
      case InputKind.LIQUIDATION ->
          new Liquidation(
              id,
              venueTime,
              receivedAt,
              in.decimal(),
              in.decimal(),
              in.constant(Instrument.SizeIn.class),
              in.constant(Liquidation.Position.class),
              in.constant(Liquidation.PriceIs.class),
              in.flag());
      case InputKind.OPEN_INTEREST ->
          new OpenInterest(
              id,
              venueTime,
              receivedAt,
              in.decimal(),
              in.constant(Instrument.SizeIn.class),
              in.decimalOrNull());
      case InputKind.VOLUME ->
          new Volume(id, venueTime, receivedAt, in.decimalOrNull(), in.decimalOrNull());
      case InputKind.CANDLE ->
          new Candle(
              id,
              venueTime,
              receivedAt,
              in.constant(Candle.Of.class),
              in.decimal(),
              in.decimal(),
              in.decimal(),
              in.decimal(),
              in.instant(last),
              in.instant(last));
      case InputKind.OPTION -> option(id, venueTime, receivedAt);
      default -> throw new IllegalStateException("an input of the unknown kind " + kind);
    };
  }

  private OptionTicker option(InstrumentId id, @Nullable Instant venueTime, Instant receivedAt) {
    return new OptionTicker(
        id,
        venueTime,
        receivedAt,
        offer(),
        offer(),
        in.decimalOrNull(),
        in.decimalOrNull(),
        in.decimalOrNull(),
        new OptionTicker.Greeks(
            in.decimalOrNull(),
            in.decimalOrNull(),
            in.decimalOrNull(),
            in.decimalOrNull(),
            in.decimalOrNull()),
        in.decimalOrNull(),
        in.textOrNull(),
        in.decimalOrNull(),
        in.constant(Instrument.SizeIn.class),
        in.constant(OptionTicker.PremiumIn.class));
  }

  private OptionTicker.Offer offer() {
    return new OptionTicker.Offer(in.decimalOrNull(), in.decimalOrNull(), in.decimalOrNull());
  }

  /// In the order the encoder wrote the fields.
  private Instrument listing(InstrumentId id) {
    Instrument.Kind kind = in.constant(Instrument.Kind.class);
    String base = in.word();
    String quote = in.word();
    String settle = in.word();
    Instrument.Payoff payoff = in.constant(Instrument.Payoff.class);
    Instrument.SizeIn sizeIn = in.constant(Instrument.SizeIn.class);
    BigDecimal contractValue = in.decimal();
    BigDecimal priceMultiplier = in.decimal();
    @Nullable BigDecimal tickSize = in.decimalOrNull();
    String indexSymbol = in.word();
    Instrument.Settles settles = in.constant(Instrument.Settles.class);
    @Nullable Duration fundingPeriod = in.duration();
    @Nullable BigDecimal fundingCap = in.decimalOrNull();
    @Nullable BigDecimal fundingFloor = in.decimalOrNull();
    @Nullable BigDecimal interestRate = in.decimalOrNull();
    @Nullable Instant expiry = in.instantOrNull(last);
    @Nullable BigDecimal strike = in.decimalOrNull();
    Instrument.@Nullable OptionType optionType =
        in.flag() ? in.constant(Instrument.OptionType.class) : null;
    return Instrument.perpetual(id, base, quote)
        .kind(kind)
        .settle(settle)
        .payoff(payoff)
        .sizeIn(sizeIn)
        .contractValue(contractValue)
        .priceMultiplier(priceMultiplier)
        .tickSize(tickSize)
        .indexSymbol(indexSymbol)
        .settles(settles)
        .fundingPeriod(fundingPeriod)
        .fundingCap(fundingCap)
        .fundingFloor(fundingFloor)
        .interestRate(interestRate)
        .expiry(expiry)
        .strike(strike)
        .optionType(optionType)
        .status(in.constant(Instrument.Status.class))
        .build();
  }

  private Levels levels() {
    int count = in.count();
    if (unscaled.length < 2 * count) {
      unscaled = new long[4 * count];
      scales = new byte[4 * count];
    }
    for (int i = 0; i < 2 * count; i++) {
      in.readPart();
      scales[i] = (byte) in.partScale();
      unscaled[i] = in.partUnscaled();
    }
    return Levels.of(unscaled, scales, count);
  }
}
