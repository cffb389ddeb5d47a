package dev.carry.sim.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// The world that all simulated venues look at. It moves in steps of one fixed length aligned to
/// the epoch; each step leaves behind what changed, for the venue sides to tell.
///
/// Not safe for use by several threads.
public final class Market {
  private static final long HOUR = 3_600_000;
  private static final long GRID = 60_000;

  /// OKX lists another coin under this name, as venues do.
  private static final String LOOK_ALIKE = "JTO";
  private static final long[] STEPS = {
    100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000
  };

  /// What a seed and a start make.
  ///
  /// @param assets how many coins, the deepest first
  /// @param speed simulated seconds in a second of the wall; sets the step
  /// @param density messages a second as a multiple of the ordinary
  /// @param historyDays days of settled funding before the start
  public record Setup(
      long seed, Instant start, int assets, double speed, double density, int historyDays) {}

  private final Map<String, Asset> assets = new LinkedHashMap<>();
  private final Map<SimVenue, Board> boards = new EnumMap<>(SimVenue.class);
  private final SplittableRandom random;
  private final Setup setup;
  private final long stepMillis;
  private final double stretch;
  private final long start;
  private final int historyHours;
  private final OptionChain options;
  private long time;
  private long previous;

  public Market(Setup setup) {
    this.setup = setup;
    this.random = new SplittableRandom(setup.seed());
    this.stretch = Math.max(0.05, setup.speed() / setup.density());
    this.stepMillis = stepFor(setup.speed());
    this.historyHours = setup.historyDays() * 24;
    this.start = setup.start().toEpochMilli() / stepMillis * stepMillis;
    this.time = start;
    this.previous = start;
    List<Coins> coins = Coins.first(setup.assets());
    for (Coins coin : coins) {
      SplittableRandom own = seeded(coin.name());
      assets.put(coin.name(), new Asset(coin, heat(coin, own), own));
    }
    for (SimVenue venue : SimVenue.values()) {
      Board board = new Board(venue);
      boards.put(venue, board);
      for (Coins coin : coins) {
        for (Spec spec : Lineup.of(venue, coin, setup.start())) {
          board.add(list(spec, asset(coin.name())));
        }
      }
    }
    if (assets.containsKey(LOOK_ALIKE)) {
      lookAlike(SimVenue.OKX, LOOK_ALIKE + "-USDT-SWAP", 3.2);
    }
    new Past(this, historyHours).write(start);
    this.options = new OptionChain(this, setup.start());
  }

  /// The length of a step at a speed: at most sixty or so steps in a second of the wall.
  private static long stepFor(double speed) {
    for (long step : STEPS) {
      if (step >= 100 * speed) {
        return step;
      }
    }
    return STEPS[STEPS.length - 1];
  }

  /// One small coin in eight pays far from the ordinary, up to 0.35 % in 8 h.
  private static double heat(Coins coin, SplittableRandom own) {
    boolean hot = coin.tier() >= 3 && own.nextInt(8) == 0;
    double size = 0.001 + 0.0025 * own.nextDouble();
    double sign = own.nextInt(3) == 0 ? -1 : 1;
    return hot ? sign * size : 0;
  }

  SplittableRandom seeded(String name) {
    return new SplittableRandom(setup.seed() * 0x9E3779B97F4A7C15L + name.hashCode() * 31L + 7);
  }

  private Listing list(Spec spec, Asset asset) {
    SplittableRandom own = seeded(spec.venue().id() + ':' + spec.symbol());
    boolean hot = asset.heat() != 0;
    double share = hot ? 0.3 + 0.9 * own.nextDouble() : 0.9 + 0.2 * own.nextDouble();
    double deviation = 0.00008 + Math.abs(asset.heat()) / 8;
    Board board = boards.get(spec.venue());
    int order = board == null ? 0 : board.listings().size();
    return new Listing(spec, asset, order, hours(spec, asset, own), share, deviation, own);
  }

  private static int hours(Spec spec, Asset asset, SplittableRandom own) {
    int dice = own.nextInt(8);
    if (spec.venue().hourly()) {
      return 1;
    }
    if (spec.venue() == SimVenue.DERIBIT || asset.tier() <= 1 || spec.inverse()) {
      return 8;
    }
    if (asset.heat() != 0) {
      return switch (dice) {
        case 0, 1 -> 1;
        case 2, 3 -> 2;
        case 4, 5, 6 -> 4;
        default -> 8;
      };
    }
    return asset.tier() >= 3 ? (dice < 4 ? 4 : 8) : (dice < 1 ? 4 : 8);
  }

  /// The options on the deepest coins, of all venues that have some.
  public OptionChain options() {
    return options;
  }

  boolean has(String coin) {
    return assets.containsKey(coin);
  }

  public Asset asset(String name) {
    Asset asset = assets.get(name);
    if (asset == null) {
      throw new IllegalArgumentException("no such coin: " + name);
    }
    return asset;
  }

  public Iterable<Asset> assets() {
    return assets.values();
  }

  public Board board(SimVenue venue) {
    Board board = boards.get(venue);
    if (board == null) {
      throw new IllegalStateException("no board of " + venue);
    }
    return board;
  }

  Iterable<Board> boards() {
    return boards.values();
  }

  /// Epoch milliseconds of the step just taken.
  public long time() {
    return time;
  }

  /// Where the market began, epoch milliseconds.
  public long start() {
    return start;
  }

  public long stepMillis() {
    return stepMillis;
  }

  /// An instant inside the step just taken, so that stamps do not all fall on its end.
  static long within(Listing listing, long time) {
    return time - listing.random.nextInt(100);
  }

  /// Value of one USDT in a quote currency's index; the coins differ by a few bps.
  public static double rate(String quote) {
    return switch (quote) {
      case "USD" -> 0.9994;
      case "USDC" -> 0.9996;
      default -> 1;
    };
  }

  /// Whether something told every `periodMillis` is due in this step. The period is one of the
  /// wall: at speed 60 a message of every second comes once in a simulated minute.
  ///
  /// @param phase spreads many such things over the period
  public boolean due(long phase, long periodMillis) {
    long period = Math.max(stepMillis, Math.round(periodMillis * stretch));
    return Math.floorDiv(time + phase * 137, period)
        != Math.floorDiv(previous + phase * 137, period);
  }

  /// Takes one step.
  public void step() {
    previous = time;
    time += stepMillis;
    double marketNormal = random.nextGaussian();
    boolean mark = Math.floorDiv(time, GRID) != Math.floorDiv(previous, GRID);
    for (Asset asset : assets.values()) {
      asset.step(stepMillis, time, marketNormal);
      if (mark) {
        asset.prices().add(time, asset.price());
      }
    }
    maybeBurst();
    double seconds = stepMillis / 1000.0 / stretch;
    for (Board board : boards.values()) {
      board.clear();
      for (Listing listing : board.listings()) {
        if (listing.status() != Listing.Status.GONE) {
          step(board, listing, seconds, mark);
        }
      }
    }
  }

  private void step(Board board, Listing listing, double seconds, boolean mark) {
    movePremium(listing, listing.random.nextGaussian(), listing.random.nextGaussian());
    price(listing);
    if (mark) {
      listing.premiums.add(time, listing.premium);
    }
    double updates = Quoter.updatesPerSecond(listing) * seconds;
    boolean crossed = listing.mark < listing.bid || listing.mark > listing.ask;
    boolean moves = listing.random.nextDouble() < updates;
    if (listing.trading() && (moves || (crossed && seconds < 0.2))) {
      Quoter.quote(listing, time);
      board.quotes().add(listing);
    }
    if (listing.trading()) {
      Trades.trade(board, listing, time, seconds);
    }
    if (listing.spec().perpetual()) {
      accrue(board, listing);
    }
  }

  void movePremium(Listing listing, double ownNormal, double fastNormal) {
    listing.own.step(stepMillis, ownNormal);
    listing.fast.step(stepMillis, fastNormal);
    price(listing);
  }

  void price(Listing listing) {
    Spec spec = listing.spec();
    listing.index = listing.asset().price() * spec.multiplier() * rate(spec.quote());
    listing.premium =
        switch (spec.kind()) {
          case PERPETUAL -> listing.asset().commonPremium() * listing.commonShare + noise(listing);
          case DATED_FUTURE -> 0.06 * (spec.expiry() - time) / (365.0 * 24 * HOUR) + noise(listing);
          // what an index is made of: only its quotes stray
          case SPOT -> 0;
        };
    if (listing.status() == Listing.Status.SETTLING) {
      listing.premium = 0;
    }
    listing.mark = listing.index * (1 + listing.premium);
  }

  private static double noise(Listing listing) {
    return listing.own.value() + listing.fast.value();
  }

  private void accrue(Board board, Listing listing) {
    long boundary = listing.previousSettlement(time);
    if (listing.spec().venue() == SimVenue.DERIBIT) {
      boundary = time - Math.floorMod(time, HOUR);
      listing.hourAccrued += listing.rate(0, listing.premium) * stepMillis / (8.0 * HOUR);
    }
    if (boundary > previous) {
      board.settled().add(settle(listing, boundary));
      listing.average.restart(boundary);
    }
    listing.average.sample(time, listing.premiumIndex());
  }

  private static Settlement settle(Listing listing, long boundary) {
    boolean continuous = listing.spec().venue() == SimVenue.DERIBIT;
    double rate = continuous ? listing.hourAccrued : listing.fundingRate();
    Settlement settlement =
        new Settlement(
            boundary, rate, listing.mark, listing.index, continuous ? listing.trailing8h() : rate);
    listing.settlements.add(settlement);
    listing.hourAccrued = 0;
    listing.hourAgo = listing.last;
    return settlement;
  }

  private void maybeBurst() {
    // One run of liquidations in about three minutes of the wall.
    if (random.nextDouble() < stepMillis / (180_000 * stretch)) {
      List<Asset> all = new ArrayList<>(assets.values());
      // Most often of the deepest coins, which come first: there the positions are.
      Asset hit = all.get((int) (all.size() * Math.pow(random.nextDouble(), 3)));
      double move = (0.004 + 0.012 * random.nextDouble()) * (random.nextInt(3) == 0 ? 1 : -1);
      hit.startBurst(move, time, Math.round(15_000 * stretch));
    }
  }

  /// Moves a perpetual to another interval, from now on.
  public void changeHours(SimVenue venue, String symbol, int hours) {
    find(venue, symbol).changeHours(hours, time);
  }

  /// Takes a listing out of trading, or off the venue altogether.
  public void end(SimVenue venue, String symbol, Listing.Status status) {
    Listing listing = find(venue, symbol);
    listing.end(status);
    price(listing);
  }

  /// Lists a coin that has the name of another coin and `times` its price.
  public Listing impostor(SimVenue venue, String symbol, double times) {
    Listing listing = lookAlike(venue, symbol, times);
    listing.asset().prices().add(time, listing.asset().price());
    listing.premiums.add(time, 0);
    price(listing);
    listing.last = listing.mark;
    Trades.fill(listing);
    Quoter.quote(listing, time);
    return listing;
  }

  private Listing lookAlike(SimVenue venue, String symbol, double times) {
    Listing like = find(venue, symbol);
    Coins coin = new Coins(like.spec().base(), like.asset().price() * times, 4, false);
    Asset other = new Asset(coin, 0, seeded("impostor:" + symbol));
    assets.put("impostor:" + venue.id() + ':' + symbol, other);
    Listing listing = list(like.spec(), other);
    board(venue).replace(listing);
    return listing;
  }

  /// The oldest instant of which prices are known, epoch milliseconds.
  long gridStart() {
    return start - Math.floorMod(start, HOUR) - historyHours * HOUR;
  }

  /// The index of a listing at an instant since [#gridStart], on the line between known points.
  double indexAt(Listing listing, long at) {
    Spec spec = listing.spec();
    double price = listing.asset().prices().at(at, time, listing.asset().price());
    return price * spec.multiplier() * rate(spec.quote());
  }

  double premiumAt(Listing listing, long at) {
    return listing.premiums.at(at, time, listing.premium);
  }

  /// The listing of a venue's symbol.
  public Listing find(SimVenue venue, String symbol) {
    @Nullable Listing listing = board(venue).find(symbol);
    if (listing == null) {
      throw new IllegalArgumentException(venue.id() + " lists no '" + symbol + "'");
    }
    return listing;
  }
}
