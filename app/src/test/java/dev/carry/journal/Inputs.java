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
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Inputs of every kind, from a seed: ordinary ones, and the odd corners of what the types allow.
final class Inputs {
  private static final String[] VENUES = {"bybit", "okx", "binance-usdm", "dydx-v3"};
  private static final String[] SYMBOLS = {
    "BTCUSDT", "1000PEPEUSDT", "BTC-USDT-SWAP", "kPEPE", "a:b:c", "Ünïcode-時", "BTC_USDC-1d02-C"
  };
  private static final int KINDS = 18;

  private final RandomGenerator random;
  private Instant now = Instant.parse("2026-01-31T07:59:59.999999999Z");

  Inputs(RandomGenerator random) {
    this.random = random;
  }

  Input next() {
    now = now.plusNanos(random.nextLong(-2_000_000, 900_000_000));
    return of(random.nextInt(KINDS));
  }

  private AccountState account() {
    Map<String, String> held = new LinkedHashMap<>();
    for (int i = random.nextInt(50); i > 0; i--) {
      held.put("position." + i + ".size", String.valueOf(decimalOrNull()));
    }
    return new AccountState(now, Map.of("find.assets", "Ünïcode-時"), held);
  }

  private Input of(int kind) {
    return switch (kind) {
      case 0 -> new Listing(instrument(), instantOrNull(), now);
      case 1 ->
          new FundingEstimate(
              id(),
              instantOrNull(),
              now,
              decimal(),
              durationOrNull(),
              instantOrNull(),
              any(FundingEstimate.Which.values()));
      case 2 ->
          new FundingSettled(
              id(), instantOrNull(), now, decimal(), durationOrNull(), instant(), decimalOrNull());
      case 3 -> new MarkPrice(id(), instantOrNull(), now, decimal());
      case 4 -> new IndexPrice(id(), instantOrNull(), now, decimal());
      case 5 -> new PremiumIndex(id(), instantOrNull(), now, decimal());
      case 6 ->
          new Quote(
              id(),
              instantOrNull(),
              now,
              decimalOrNull(),
              decimalOrNull(),
              decimalOrNull(),
              decimalOrNull(),
              any(Instrument.SizeIn.values()));
      case 7 ->
          new Book(
              id(),
              instantOrNull(),
              now,
              random.nextBoolean(),
              levels(),
              levels(),
              any(Instrument.SizeIn.values()));
      case 8 ->
          new Trade(
              id(),
              instantOrNull(),
              now,
              random.nextBoolean() ? null : Long.toUnsignedString(random.nextLong()),
              decimal(),
              decimal(),
              any(Instrument.SizeIn.values()),
              any(Side.values()));
      case 9 ->
          new Liquidation(
              id(),
              instantOrNull(),
              now,
              decimal(),
              decimal(),
              any(Instrument.SizeIn.values()),
              any(Liquidation.Position.values()),
              any(Liquidation.PriceIs.values()),
              random.nextBoolean());
      case 10 ->
          new OpenInterest(
              id(),
              instantOrNull(),
              now,
              decimal(),
              any(Instrument.SizeIn.values()),
              decimalOrNull());
      case 11 -> new Volume(id(), instantOrNull(), now, decimalOrNull(), decimalOrNull());
      case 12 ->
          new Candle(
              id(),
              instantOrNull(),
              now,
              any(Candle.Of.values()),
              decimal(),
              decimal(),
              decimal(),
              decimal(),
              instant(),
              instant());
      case 13 ->
          new FeedStatus(
              venue(),
              "linear-" + random.nextInt(3),
              any(FeedStatus.State.values()),
              random.nextBoolean() ? "" : "no data for 30 s\n(line break)",
              now);
      case 14 -> new Command(any(Command.Action.values()), now);
      case 15 -> option();
      case 16 -> account();
      default -> new Tick(now);
    };
  }

  private OptionTicker option() {
    return new OptionTicker(
        id(),
        instantOrNull(),
        now,
        offer(),
        offer(),
        decimalOrNull(),
        decimalOrNull(),
        decimalOrNull(),
        new OptionTicker.Greeks(
            decimalOrNull(), decimalOrNull(), decimalOrNull(), decimalOrNull(), decimalOrNull()),
        decimalOrNull(),
        random.nextBoolean() ? null : "SYN.BTC-9JUN20",
        decimalOrNull(),
        any(Instrument.SizeIn.values()),
        any(OptionTicker.PremiumIn.values()));
  }

  private OptionTicker.Offer offer() {
    return new OptionTicker.Offer(decimalOrNull(), decimalOrNull(), decimalOrNull());
  }

  private Instrument instrument() {
    Instrument.Kind kind = any(Instrument.Kind.values());
    boolean option = kind == Instrument.Kind.OPTION;
    return Instrument.perpetual(id(), "BTC", "USDT")
        .kind(kind)
        .strike(option ? decimal() : null)
        .optionType(option ? any(Instrument.OptionType.values()) : null)
        .settle(random.nextBoolean() ? "USDT" : "BTC")
        .payoff(any(Instrument.Payoff.values()))
        .sizeIn(any(Instrument.SizeIn.values()))
        .contractValue(decimal().abs().add(BigDecimal.ONE))
        .priceMultiplier(BigDecimal.valueOf(1000))
        .tickSize(decimalOrNull())
        .indexSymbol(".BXBT")
        .settles(any(Instrument.Settles.values()))
        .fundingPeriod(random.nextBoolean() ? null : Duration.ofHours(1 + random.nextInt(8)))
        .fundingCap(random.nextBoolean() ? null : new BigDecimal("0.0300"))
        .fundingFloor(random.nextBoolean() ? null : new BigDecimal("-0.03"))
        .interestRate(decimalOrNull())
        .expiry(option ? instant() : instantOrNull())
        .status(any(Instrument.Status.values()))
        .build();
  }

  private Levels levels() {
    int count = random.nextInt(30);
    long[] unscaled = new long[2 * count];
    byte[] scales = new byte[2 * count];
    for (int i = 0; i < unscaled.length; i++) {
      unscaled[i] =
          random.nextInt(20) == 0 ? random.nextLong() : random.nextLong(0, 1_000_000_000L);
      scales[i] = (byte) (random.nextInt(20) == 0 ? random.nextInt(-128, 128) : 4);
    }
    return Levels.of(unscaled, scales, count);
  }

  private InstrumentId id() {
    return InstrumentId.of(venue(), any(SYMBOLS));
  }

  private VenueId venue() {
    return VenueId.of(any(VENUES));
  }

  private BigDecimal decimal() {
    return switch (random.nextInt(12)) {
      case 0 -> new BigDecimal("0.00000000");
      case 1 -> new BigDecimal("1E+7");
      case 2 -> new BigDecimal(Long.MIN_VALUE);
      case 3 -> new BigDecimal(new BigInteger(150, new java.util.Random(random.nextLong())), 40);
      case 4 -> new BigDecimal("-0.000100");
      case 5 -> BigDecimal.valueOf(random.nextLong(), random.nextInt(-5, 200));
      default -> BigDecimal.valueOf(random.nextLong(-1_000_000, 100_000_000), random.nextInt(9));
    };
  }

  private @Nullable BigDecimal decimalOrNull() {
    return random.nextInt(4) == 0 ? null : decimal();
  }

  private @Nullable Duration durationOrNull() {
    return switch (random.nextInt(4)) {
      case 0 -> null;
      case 1 -> Duration.ofSeconds(random.nextLong(-5, 90_000), random.nextInt(1_000_000_000));
      default -> Duration.ofHours(random.nextInt(1, 9));
    };
  }

  private Instant instant() {
    return switch (random.nextInt(30)) {
      case 0 -> Instant.MAX;
      case 1 -> Instant.MIN;
      case 2 -> Instant.parse("+55000-01-01T00:00:00Z");
      default -> now.plusNanos(random.nextLong(-5_000_000_000_000L, 50_000_000_000_000L));
    };
  }

  private @Nullable Instant instantOrNull() {
    return random.nextInt(4) == 0 ? null : instant();
  }

  private <T> T any(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
