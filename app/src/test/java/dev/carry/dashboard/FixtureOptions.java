package dev.carry.dashboard;

import dev.carry.model.IndexPrice;
import dev.carry.model.Instrument;
import dev.carry.model.Instrument.OptionType;
import dev.carry.model.Instrument.Payoff;
import dev.carry.model.InstrumentId;
import dev.carry.model.Listing;
import dev.carry.model.MarkPrice;
import dev.carry.model.OpenInterest;
import dev.carry.model.OptionTicker;
import dev.carry.model.OptionTicker.Greeks;
import dev.carry.model.OptionTicker.Offer;
import dev.carry.model.OptionTicker.PremiumIn;
import dev.carry.model.Quote;
import dev.carry.model.VenueId;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;

/// Chains of two venues in a [FixtureMarket]: one writes prices in coin and says everything in its
/// ticker, the other writes them in quote and says them apart. Of the lowest calls and highest puts
/// nobody asks.
final class FixtureOptions {
  static final List<Instant> EXPIRIES =
      List.of(Instant.parse("2026-03-27T08:00:00Z"), Instant.parse("2026-06-26T08:00:00Z"));
  static final List<Integer> STRIKES = List.of(60_000, 64_000, 68_000, 72_000, 76_000);
  static final double FORWARD = 68_500;

  private final FixtureMarket market;

  FixtureOptions(FixtureMarket market) {
    this.market = market;
  }

  /// Lists and states every option.
  void open() {
    for (Instant expiry : EXPIRIES) {
      for (int strike : STRIKES) {
        for (OptionType type : OptionType.values()) {
          coin(list(FixtureMarket.DERIBIT, "BTC", expiry, strike, type));
          quote(list(FixtureMarket.OKX, "USDT", expiry, strike, type));
        }
      }
    }
  }

  private Instrument list(
      VenueId venue, String settle, Instant expiry, int strike, OptionType type) {
    String day = expiry.toString().substring(2, 10).replace("-", "");
    String symbol = "BTC-" + day + "-" + strike + "-" + type.name().charAt(0);
    boolean coin = settle.equals("BTC");
    Instrument instrument =
        Instrument.perpetual(InstrumentId.of(venue, symbol), "BTC", coin ? "USD" : "USDT")
            .kind(Instrument.Kind.OPTION)
            .settle(settle)
            .settles(Instrument.Settles.NONE)
            .payoff(coin ? Payoff.INVERSE : Payoff.LINEAR)
            .expiry(expiry)
            .strike(BigDecimal.valueOf(strike))
            .optionType(type)
            .build();
    market.apply(new Listing(instrument, null, market.instant()));
    return instrument;
  }

  private void coin(Instrument of) {
    double worth = worth(of) / FORWARD;
    boolean asked = strike(of) != (call(of) ? STRIKES.getFirst() : STRIKES.getLast());
    Offer ask =
        asked ? new Offer(decimal(worth * 1.02), number("9.4"), number("0.58")) : Offer.NONE;
    market.apply(
        new OptionTicker(
            of.id(),
            market.instant(),
            market.instant(),
            new Offer(decimal(worth * 0.98), number("12.5"), number("0.54")),
            ask,
            decimal(worth * 1.01),
            decimal(worth),
            number("0.56"),
            greeks(of),
            decimal(FORWARD),
            "SYN.BTC-27MAR26",
            number("310.5"),
            Instrument.SizeIn.BASE,
            PremiumIn.COIN));
  }

  private void quote(Instrument of) {
    Instant now = market.instant();
    double worth = worth(of);
    market.apply(
        new OptionTicker(
            of.id(),
            now,
            now,
            Offer.NONE,
            Offer.NONE,
            null,
            null,
            number("0.555"),
            greeks(of),
            null,
            null,
            null,
            Instrument.SizeIn.BASE,
            PremiumIn.QUOTE));
    market.apply(
        new Quote(
            of.id(),
            now,
            now,
            decimal(worth * 0.985),
            number("3.1"),
            decimal(worth * 1.015),
            number("2.7"),
            Instrument.SizeIn.BASE));
    market.apply(new MarkPrice(of.id(), now, now, decimal(worth)));
    market.apply(new IndexPrice(of.id(), now, now, decimal(FORWARD)));
    market.apply(new OpenInterest(of.id(), now, now, number("88.2"), Instrument.SizeIn.BASE, null));
  }

  private static Greeks greeks(Instrument of) {
    double distance = (FORWARD - strike(of)) / 12_000;
    double call = Math.clamp(0.5 + distance / 2, 0.02, 0.98);
    return new Greeks(
        decimal(call(of) ? call : call - 1),
        number("0.00003"),
        number("61.2"),
        number("-48.5"),
        number("11.7"));
  }

  /// What it would pay now, and something for the time that is left.
  private static double worth(Instrument of) {
    double distance = FORWARD - strike(of);
    double inside = Math.max(0, call(of) ? distance : -distance);
    return inside + 2_400 * Math.exp(-Math.abs(distance) / 6_000);
  }

  private static boolean call(Instrument of) {
    return of.optionType() == OptionType.CALL;
  }

  private static double strike(Instrument of) {
    return of.strike() == null ? Double.NaN : of.strike().doubleValue();
  }

  private static BigDecimal number(String text) {
    return new BigDecimal(text);
  }

  private static BigDecimal decimal(double value) {
    return new BigDecimal(value).round(new MathContext(5, RoundingMode.HALF_EVEN));
  }
}
