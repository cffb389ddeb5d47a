package dev.carry.bench;

import dev.carry.detect.CrossVenueFunding;
import dev.carry.detect.CrossVenueSettings;
import dev.carry.detect.MarkIndexPremium;
import dev.carry.detect.PremiumSettings;
import dev.carry.engine.Engine;
import dev.carry.engine.GateSettings;
import dev.carry.model.Book;
import dev.carry.model.Command;
import dev.carry.model.FundingEstimate;
import dev.carry.model.IndexPrice;
import dev.carry.model.Input;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Levels;
import dev.carry.model.Listing;
import dev.carry.model.MarkPrice;
import dev.carry.model.Quote;
import dev.carry.model.Tick;
import dev.carry.model.VenueId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// A market of many assets on several venues, the same for the same seed: rates differ between
/// venues by about three basis points a day, prices walk, a third of all pairs are candidates.
final class Universe {
  /// Levels of a book, and what stands at each, quote.
  private static final int DEPTH = 20;

  private static final double AT_A_LEVEL = 2_500;

  private static final Instant START = Instant.parse("2026-01-01T01:00:00Z");
  private static final Instant SETTLES = Instant.parse("2026-01-01T08:00:00Z");
  private static final Duration PERIOD = Duration.ofHours(8);
  private static final BigDecimal SIZE = new BigDecimal("12.5");
  private static final int INPUTS_A_SECOND = 20_000;
  private static final int TICKS_A_SECOND = 5;

  private final RandomGenerator random = new SplittableRandom(7);
  private final List<InstrumentId> ids = new ArrayList<>();
  private final List<Instrument> instruments = new ArrayList<>();
  private final double[] rates;
  private final double[] prices;
  private Instant now = START;

  private final int venues;

  /// @param venues of which each lists every asset
  Universe(int assets, int venues) {
    this.venues = venues;
    rates = new double[assets * venues];
    prices = new double[assets];
    for (int asset = 0; asset < assets; asset++) {
      prices[asset] = 1 + 1000 * random.nextDouble();
      double rate = 0.0001 + 0.00005 * random.nextGaussian();
      for (int venue = 0; venue < venues; venue++) {
        rates[ids.size()] = rate + 0.00002 * random.nextGaussian();
        InstrumentId id = InstrumentId.of(VenueId.of("venue-" + venue), "COIN" + asset + "USDT");
        ids.add(id);
        instruments.add(
            Instrument.perpetual(id, "COIN" + asset, "USDT").fundingPeriod(PERIOD).build());
      }
    }
  }

  static Engine engine() {
    return new Engine(
        GateSettings.DEFAULT,
        instrument -> 0.0002,
        () ->
            List.of(
                CrossVenueFunding.of(CrossVenueSettings.DEFAULT),
                new MarkIndexPremium(PremiumSettings.DEFAULT)));
  }

  /// The start, every listing, and one fact of every kind for each instrument.
  List<Input> opening() {
    List<Input> inputs = new ArrayList<>();
    inputs.add(new Command(Command.Action.START, now));
    inputs.add(new Tick(now));
    for (Instrument instrument : instruments) {
      inputs.add(new Listing(instrument, null, now));
    }
    for (int i = 0; i < ids.size(); i++) {
      inputs.add(mark(i));
      inputs.add(index(i));
      inputs.add(quote(i));
      inputs.add(estimate(i));
    }
    return inputs;
  }

  /// A book of each instrument, twenty levels of 2,500 a side: what is asked for reaches the
  /// fourth.
  List<Input> books() {
    List<Input> books = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      double price = prices[i / venues];
      List<BigDecimal> bids = new ArrayList<>();
      List<BigDecimal> asks = new ArrayList<>();
      for (int level = 0; level < DEPTH; level++) {
        double away = 0.00005 * (level + 1);
        bids.add(decimal(price * (1 - away), 6));
        bids.add(decimal(AT_A_LEVEL / price, 6));
        asks.add(decimal(price * (1 + away), 6));
        asks.add(decimal(AT_A_LEVEL / price, 6));
      }
      books.add(
          new Book(
              ids.get(i),
              null,
              now,
              true,
              Levels.of(bids),
              Levels.of(asks),
              Instrument.SizeIn.BASE));
    }
    return books;
  }

  /// What follows: six quotes to three marks, two indexes and one estimate, at twenty thousand a
  /// second with five ticks a second.
  Input[] traffic(int count) {
    Input[] inputs = new Input[count];
    for (int n = 0; n < count; n++) {
      now = now.plusNanos(1_000_000_000 / INPUTS_A_SECOND);
      int i = random.nextInt(ids.size());
      if (n % (INPUTS_A_SECOND / TICKS_A_SECOND) == 0) {
        inputs[n] = new Tick(now);
      } else {
        inputs[n] =
            switch (random.nextInt(12)) {
              case 0 -> estimate(i);
              case 1, 2 -> index(i);
              case 3, 4, 5 -> mark(i);
              default -> quote(i);
            };
      }
    }
    return inputs;
  }

  /// The instant of the last input.
  Instant now() {
    return now;
  }

  private double walk(int i) {
    int asset = i / venues;
    prices[asset] *= 1 + 0.00005 * random.nextGaussian();
    return prices[asset];
  }

  private Input mark(int i) {
    return new MarkPrice(ids.get(i), null, now, decimal(walk(i), 4));
  }

  private Input index(int i) {
    return new IndexPrice(ids.get(i), null, now, decimal(walk(i), 4));
  }

  private Input quote(int i) {
    double price = walk(i);
    return new Quote(
        ids.get(i),
        null,
        now,
        decimal(price * 0.99995, 4),
        SIZE,
        decimal(price * 1.00005, 4),
        SIZE,
        Instrument.SizeIn.BASE);
  }

  private Input estimate(int i) {
    rates[i] += 0.000001 * random.nextGaussian();
    return new FundingEstimate(
        ids.get(i), null, now, decimal(rates[i], 8), PERIOD, SETTLES, FundingEstimate.Which.COMING);
  }

  private static BigDecimal decimal(double value, int places) {
    return BigDecimal.valueOf(value).setScale(places, RoundingMode.HALF_EVEN);
  }
}
