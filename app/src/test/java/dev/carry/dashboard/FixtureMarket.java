package dev.carry.dashboard;

import dev.carry.detect.CrossVenueFunding;
import dev.carry.detect.CrossVenueSettings;
import dev.carry.detect.FundingMeanReversion;
import dev.carry.detect.LiquidationOptions;
import dev.carry.detect.LiquidationOptionsSettings;
import dev.carry.detect.MarkIndexPremium;
import dev.carry.detect.PairSettings;
import dev.carry.detect.PremiumSettings;
import dev.carry.engine.Engine;
import dev.carry.engine.FeeSchedule;
import dev.carry.engine.GateSettings;
import dev.carry.engine.Sink;
import dev.carry.model.AccountState;
import dev.carry.model.FeedStatus;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.IndexPrice;
import dev.carry.model.Input;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Liquidation;
import dev.carry.model.Listing;
import dev.carry.model.MarkPrice;
import dev.carry.model.Quote;
import dev.carry.model.Tick;
import dev.carry.model.VenueId;
import dev.carry.portfolio.AccountSettings;
import dev.carry.portfolio.Execution;
import dev.carry.portfolio.PaperEngine;
import dev.carry.portfolio.Rules;
import dev.carry.portfolio.Trader;
import dev.carry.valuation.MaintenanceTiers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// A made-up market of five venues and forty-four assets, driven through the real engine, with the
/// troubles a real one has: a rate without period, another coin under a known ticker, a rate above
/// its cap, an instrument and a venue gone silent. The same seed gives the same market.
final class FixtureMarket implements InstantSource {
  static final Instant START = Instant.parse("2026-03-14T09:26:53Z");
  static final VenueId BINANCE = VenueId.of("binance-usdm");
  static final VenueId BYBIT = VenueId.of("bybit");
  static final VenueId OKX = VenueId.of("okx");
  static final VenueId HYPERLIQUID = VenueId.of("hyperliquid");
  static final VenueId DERIBIT = VenueId.of("deribit");
  static final List<VenueId> VENUES = List.of(BINANCE, BYBIT, DERIBIT, HYPERLIQUID, OKX);

  private static final List<String> ASSETS =
      List.of(
          "BTC:68432.1",
          "ETH:2514.37",
          "SOL:142.66",
          "XRP:0.6132",
          "DOGE:0.14872",
          "BNB:588.4",
          "ADA:0.4127",
          "AVAX:26.913",
          "LINK:13.844",
          "DOT:5.618",
          "TON:5.284",
          "TRX:0.16312",
          "LTC:71.22",
          "BCH:361.9",
          "NEAR:4.871",
          "UNI:7.914",
          "APT:8.472",
          "SUI:2.0416",
          "ARB:0.5581",
          "OP:1.6723",
          "INJ:20.417",
          "ATOM:4.618",
          "FIL:3.771",
          "ETC:19.027",
          "TIA:5.293",
          "SEI:0.4219",
          "WIF:2.412",
          "PEPE:0.0000104",
          "SHIB:0.0000181",
          "AAVE:151.8",
          "MKR:1189",
          "LDO:1.0867",
          "CRV:0.2714",
          "RUNE:5.411",
          "JUP:0.9872",
          "ENA:0.3628",
          "WLD:2.117",
          "PYTH:0.3514",
          "ORDI:36.42",
          "STX:1.7391",
          "IMX:1.4822",
          "GALA:0.02143",
          "KAS:0.13428",
          "NEIRO:0.00187");

  private final SplittableRandom random;
  private static final AccountSettings ACCOUNT =
      new AccountSettings(
          new BigDecimal("100000"),
          BigDecimal.valueOf(3),
          new BigDecimal("0.2"),
          0.5,
          MaintenanceTiers.flat(0.01),
          null,
          AccountSettings.Limits.NONE,
          Execution.DEFAULT);

  private static final Rules RULES =
      new Rules(
          List.of("cross-venue-funding"),
          List.of(),
          List.of(),
          new BigDecimal("10000"),
          0.02,
          0,
          Duration.ofDays(30),
          null);

  private static final FeeSchedule FEES =
      new FeeSchedule() {
        @Override
        public double taker(Instrument instrument) {
          return instrument.id().venue().equals(HYPERLIQUID) ? 0.00035 : 0.0005;
        }

        @Override
        public double maker(Instrument instrument) {
          return 0.0002;
        }
      };

  private final PaperEngine engine =
      new PaperEngine(
          engine(),
          (settings, out) -> new Trader(ACCOUNT, RULES.strategy(Instant.EPOCH, Instant.MAX), out),
          how -> {
            throw new AssertionError(how);
          });

  private static Engine engine() {
    return new Engine(
        GateSettings.DEFAULT,
        FEES,
        () ->
            List.of(
                CrossVenueFunding.of(CrossVenueSettings.DEFAULT),
                new FundingMeanReversion(),
                new MarkIndexPremium(PremiumSettings.DEFAULT),
                new LiquidationOptions(LiquidationOptionsSettings.DEFAULT, PairSettings.DEFAULT)));
  }

  private final Sink sink;
  private final Map<InstrumentId, Perpetual> perpetuals = new LinkedHashMap<>();
  private volatile Instant now = START;
  private long sequence;

  /// @param premium (mark − index) / index
  private record Perpetual(
      Instrument instrument,
      double price,
      double rate,
      double premium,
      @Nullable Duration period) {}

  FixtureMarket(long seed, Sink sink) {
    this.random = new SplittableRandom(seed);
    this.sink = sink;
  }

  @Override
  public Instant instant() {
    return now;
  }

  List<InstrumentId> instruments() {
    return List.copyOf(perpetuals.keySet());
  }

  Map<InstrumentId, Duration> periods() {
    Map<InstrumentId, Duration> periods = new LinkedHashMap<>();
    perpetuals.forEach(
        (id, p) -> {
          if (p.period() != null) {
            periods.put(id, p.period());
          }
        });
    return periods;
  }

  double rate(InstrumentId id) {
    Perpetual known = perpetuals.get(id);
    return known == null ? Double.NaN : known.rate();
  }

  /// Applies one input, tells the sink.
  void apply(Input input) {
    sink.accept(engine.apply(++sequence, input));
  }

  /// Everything listed, priced and connected; the findings are open.
  FixtureMarket open() {
    apply(new Tick(now));
    apply(new AccountState(now, Map.of("find.detectors", "cross-venue-funding"), Map.of()));
    for (String each : ASSETS) {
      String asset = each.substring(0, each.indexOf(':'));
      double price = Double.parseDouble(each.substring(each.indexOf(':') + 1));
      double mood = random.nextGaussian() * 0.00006 + 0.00004;
      list(asset, price, mood);
    }
    for (VenueId venue : VENUES) {
      feed(venue, "public", FeedStatus.State.LIVE, "");
      feed(venue, "rest", FeedStatus.State.LIVE, "");
    }
    facts(venue -> true);
    unusual(InstrumentId.of(BYBIT, "SOLUSDT"));
    new FixtureOptions(this).open();
    pass(Duration.ofSeconds(1));
    return this;
  }

  private void list(String asset, double price, double mood) {
    for (VenueId venue : VENUES) {
      boolean offered =
          !venue.equals(DERIBIT) || List.of("BTC", "ETH", "SOL", "XRP", "AVAX").contains(asset);
      if (!offered || (venue.equals(HYPERLIQUID) && asset.equals("KAS"))) {
        continue;
      }
      Duration period = period(venue, asset);
      Instrument instrument = instrument(venue, asset, period);
      double hours = period == null ? 8 : period.toMinutes() / 60.0;
      double wild = random.nextInt(9) == 0 ? 6 : 1;
      double rate = (mood + random.nextGaussian() * 0.00005 * wild) * hours / 8;
      double premium = random.nextGaussian() * 0.0002;
      double unit = price * (1 + random.nextGaussian() * 0.0002);
      if (asset.equals("NEIRO") && venue.equals(OKX)) {
        unit = price * 41.7; // another coin under the same ticker
      }
      if (asset.equals("ORDI") && venue.equals(BYBIT)) {
        rate = 0.0291; // above the cap of its listing
      }
      add(new Perpetual(instrument, unit, rate, premium, period));
      if (venue.equals(BYBIT) && (asset.equals("BTC") || asset.equals("ETH"))) {
        add(new Perpetual(inverse(asset), unit, rate * 0.7, premium, period));
      }
    }
  }

  private void add(Perpetual perpetual) {
    perpetuals.put(perpetual.instrument().id(), perpetual);
    apply(new Listing(perpetual.instrument(), null, now));
  }

  private static Instrument inverse(String asset) {
    return Instrument.perpetual(InstrumentId.of(BYBIT, asset + "USD"), asset, "USD")
        .settle(asset)
        .payoff(Instrument.Payoff.INVERSE)
        .fundingPeriod(Duration.ofHours(8))
        .build();
  }

  private static @Nullable Duration period(VenueId venue, String asset) {
    if (venue.equals(HYPERLIQUID)) {
      return Duration.ofHours(1);
    }
    if (venue.equals(BINANCE) && asset.equals("PYTH")) {
      return null;
    }
    boolean young = asset.hashCode() % 3 == 0;
    return Duration.ofHours(young && !venue.equals(DERIBIT) && !venue.equals(OKX) ? 4 : 8);
  }

  private static Instrument instrument(VenueId venue, String asset, @Nullable Duration period) {
    String symbol =
        switch (venue.id()) {
          case "okx" -> asset + "-USDT-SWAP";
          case "deribit" -> asset + "_USDC-PERPETUAL";
          case "hyperliquid" -> asset;
          default -> asset + "USDT";
        };
    String quote = venue.equals(DERIBIT) || venue.equals(HYPERLIQUID) ? "USDC" : "USDT";
    return Instrument.perpetual(InstrumentId.of(venue, symbol), asset, quote)
        .settles(
            venue.equals(DERIBIT) ? Instrument.Settles.CONTINUOUS : Instrument.Settles.PERIODIC)
        .fundingPeriod(period)
        .fundingCap(new BigDecimal(venue.equals(HYPERLIQUID) ? "0.04" : "0.02"))
        .fundingFloor(new BigDecimal(venue.equals(HYPERLIQUID) ? "-0.04" : "-0.02"))
        .build();
  }

  void feed(VenueId venue, String feed, FeedStatus.State state, String reason) {
    apply(new FeedStatus(venue, feed, state, reason, now));
  }

  /// Which venues speak.
  interface Speaks {
    boolean test(VenueId venue);
  }

  /// Every instrument of the venues that speak states everything once, prices a little moved.
  void facts(Speaks speaks) {
    for (Perpetual p : new ArrayList<>(perpetuals.values())) {
      if (speaks.test(p.instrument().id().venue())) {
        Perpetual moved =
            new Perpetual(
                p.instrument(),
                p.price() * (1 + random.nextGaussian() * 0.00005),
                p.rate() * (1 + random.nextGaussian() * 0.004),
                p.premium() * 0.98 + random.nextGaussian() * 0.00004,
                p.period());
        perpetuals.put(p.instrument().id(), moved);
        state(moved);
      }
    }
  }

  private void state(Perpetual p) {
    InstrumentId id = p.instrument().id();
    double mark = p.price() * (1 + p.premium());
    double half = mark * (p.instrument().base().equals("BTC") ? 0.00001 : 0.00012);
    apply(new IndexPrice(id, now, now, decimal(p.price(), 8)));
    apply(new MarkPrice(id, now, now, decimal(mark, 8)));
    apply(
        new Quote(
            id,
            now,
            now,
            decimal(mark - half, 7),
            decimal(40_000 / mark, 4),
            decimal(mark + half, 7),
            decimal((id.symbol().startsWith("W") ? 6_000 : 55_000) / mark, 4),
            Instrument.SizeIn.BASE));
    boolean continuous = p.instrument().settles() == Instrument.Settles.CONTINUOUS;
    apply(
        new FundingEstimate(
            id,
            now,
            now,
            BigDecimal.valueOf(p.rate()).setScale(8, RoundingMode.HALF_EVEN),
            p.period(),
            continuous || p.period() == null ? null : boundaryAfter(now, p.period()),
            FundingEstimate.Which.COMING));
  }

  /// Settles an instrument at its last boundary, as the venue's history would tell it.
  void settle(InstrumentId id) {
    Perpetual p = perpetuals.get(id);
    if (p != null && p.period() != null) {
      Instant boundary = boundaryAfter(now, p.period()).minus(p.period());
      BigDecimal rate = BigDecimal.valueOf(p.rate()).setScale(8, RoundingMode.HALF_EVEN);
      apply(new FundingSettled(id, boundary, now, rate, p.period(), boundary, null));
    }
  }

  /// An instrument that has paid about 0.01 % each time, and at last 0.15 %.
  private void unusual(InstrumentId id) {
    Duration period = Objects.requireNonNull(periods().get(id));
    Instant last = boundaryAfter(now, period).minus(period);
    for (int before = 60; before >= 0; before--) {
      Instant boundary = last.minus(period.multipliedBy(before));
      BigDecimal rate = new BigDecimal(before == 0 ? "0.0015" : "0.0001" + before);
      apply(new FundingSettled(id, boundary, now, rate, period, boundary, null));
    }
  }

  /// Longs of an asset are closed by force, one at each of its instruments.
  void liquidate(String asset, long notional) {
    for (Perpetual p : perpetuals.values()) {
      if (p.instrument().base().equals(asset)) {
        apply(
            new Liquidation(
                p.instrument().id(),
                now,
                now,
                decimal(p.price(), 7),
                BigDecimal.valueOf(notional),
                Instrument.SizeIn.QUOTE,
                Liquidation.Position.LONG,
                Liquidation.PriceIs.FILL,
                true));
      }
    }
  }

  /// Time passes: a tick, nothing else.
  void pass(Duration by) {
    now = now.plus(by);
    apply(new Tick(now));
  }

  static Instant boundaryAfter(Instant at, Duration period) {
    long millis = period.toMillis();
    return Instant.ofEpochMilli((at.toEpochMilli() / millis + 1) * millis);
  }

  private static BigDecimal decimal(double value, int digits) {
    return new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
  }
}
