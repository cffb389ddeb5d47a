package dev.carry.launch;

import dev.carry.cli.Units;
import dev.carry.detect.CostSettings;
import dev.carry.detect.CrossVenueSettings;
import dev.carry.detect.DatedBasisSettings;
import dev.carry.detect.LiquidationOptionsSettings;
import dev.carry.detect.PairSettings;
import dev.carry.detect.PremiumSettings;
import dev.carry.detect.SpotPerpSettings;
import dev.carry.engine.FundingPath;
import dev.carry.engine.GateSettings;
import dev.carry.insight.InsightSettings;
import dev.carry.model.DetectorName;
import dev.carry.model.VenueId;
import dev.carry.sink.Hold;
import dev.carry.venue.Identity;
import dev.carry.venue.VenueDescriptor;
import dev.carry.venue.roster.Venues;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Everything that can be set, checked once at the start. Every key has a default.
///
/// @param gates what a fact must pass before it is valued
/// @param crossVenue how two perpetuals of an asset are priced and told
/// @param spotPerp how spot markets against perpetuals are
/// @param datedBasis how dated futures are
/// @param premium when premiums are told
/// @param liquidationOptions when liquidations are a burst, and what is looked for in options then
/// @param feeTiers fee tier by venue; a venue not named pays its lowest tier
/// @param server where the page and the API are served
/// @param store what is kept and how often
/// @param identity which asset each listing is of; not of the hash, for every listing in a log is
///     what it said
/// @param signals how bots are told
/// @param insight how the analyst works; not of the hash, for it changes no finding
/// @param alerts what people are told, and by which channels; not of the hash likewise
/// @param inboxCapacity inputs that may wait for the engine
/// @param said keys that were set, with their texts
record Config(
    GateSettings gates,
    CrossVenueSettings crossVenue,
    SpotPerpSettings spotPerp,
    DatedBasisSettings datedBasis,
    PremiumSettings premium,
    LiquidationOptionsSettings liquidationOptions,
    Map<VenueId, String> feeTiers,
    Server server,
    Store store,
    Identity identity,
    SignalConfig signals,
    InsightSettings insight,
    AlertConfig alerts,
    int inboxCapacity,
    Map<String, String> said) {

  /// @param host a name or address of this machine
  /// @param port 0: any free one
  /// @param tokenEnv the environment variable that holds the token
  record Server(String host, int port, String tokenEnv) {}

  /// @param sampleEvery least time between two stored quotes, marks or indexes of an instrument
  /// @param logKeepBytes input log kept at most
  /// @param logKeepFor input log kept at most this long
  record Store(Duration sampleEvery, long logKeepBytes, Duration logKeepFor) {}

  static Config of(Settings settings) {
    CostSettings costs = costs(settings);
    Config config =
        new Config(
            gates(settings),
            crossVenue(settings, costs),
            spotPerp(settings, costs),
            datedBasis(settings, costs),
            premium(settings),
            liquidationOptions(settings),
            feeTiers(settings),
            new Server(
                settings.get("server.host", "127.0.0.1", Function.identity()),
                settings.get("server.port", 8080, Config::port),
                settings.get("server.token-env", "CARRY_SERVER_TOKEN", Function.identity())),
            new Store(
                settings.get(
                    "store.sample-every", Duration.ofSeconds(30), Config::positiveDuration),
                settings.get("store.log-keep-bytes", 2L << 30, Config::bytes),
                settings.get("store.log-keep-for", Duration.ofDays(7), Config::positiveDuration)),
            settings.get("identity.file", Identity.reviewed(), Config::identity),
            SignalConfig.of(settings),
            InsightConfig.of(settings),
            AlertConfig.of(settings),
            settings.get("engine.inbox-capacity", 1 << 16, Config::capacity),
            settings.texts());
    Set<String> secrets = new TreeSet<>(AlertChannels.secretNames(settings));
    secrets.add(config.server().tokenEnv());
    secrets.add(InsightConfig.keyEnv(settings));
    secrets.add(SignalConfig.secretEnv(settings));
    settings.refuseUnknown(secrets);
    return config;
  }

  /// The same for who trades: priced for the notional, offered as low as anyone enters.
  Config trading(double notional, double enterNetApr, GateSettings otherGates) {
    UnaryOperator<PairSettings> traded =
        pairs -> pairs.withNotional(notional).withOpenApr(Math.min(pairs.openApr(), enterNetApr));
    return new Config(
        otherGates,
        crossVenue.with(traded.apply(crossVenue.pairs())),
        spotPerp.with(traded.apply(spotPerp.pairs())),
        datedBasis.with(traded.apply(datedBasis.pairs())),
        premium,
        liquidationOptions,
        feeTiers,
        server,
        store,
        identity,
        signals,
        insight,
        alerts,
        inboxCapacity,
        said);
  }

  private static GateSettings gates(Settings s) {
    GateSettings d = GateSettings.DEFAULT;
    return new GateSettings(
        s.get("gates.quiet", d.quiet(), Config::positiveDuration),
        s.get("gates.quote-life", d.quoteLife(), Config::positiveDuration),
        s.get("gates.estimate-life", d.estimateLife(), Config::positiveDuration),
        s.get("gates.settlement-hold", d.settlementHold(), Units::duration),
        s.get("gates.price-ratio", d.priceRatio(), fraction(v -> v > 0, "more than 0")),
        s.get("gates.rate-per-hour", d.ratePerHour(), fraction(v -> v > 0, "more than 0")),
        s.get("gates.premium-against", d.premiumAgainst(), fraction(v -> v > 0, "more than 0")),
        s.get("gates.clock-ahead", d.clockAhead(), Config::positiveDuration));
  }

  private static CostSettings costs(Settings s) {
    CostSettings d = CostSettings.DEFAULT;
    return new CostSettings(
        s.get("costs.conversion", d.conversionPerWay(), notNegative()),
        s.find("costs.financing-apr", notNegative()).orElse(d.financingApr()),
        s.find("costs.transfer", notNegative()).orElse(d.transfer()),
        s.all("costs.borrow", notNegative()));
  }

  private static CrossVenueSettings crossVenue(Settings s, CostSettings costs) {
    CrossVenueSettings d = CrossVenueSettings.DEFAULT;
    return new CrossVenueSettings(
        pairs(s, "cross-venue", d.pairs(), costs),
        s.get("cross-venue.horizon", d.horizon(), Config::positiveDuration),
        s.get("cross-venue.expect", d.path(), Config::path));
  }

  private static SpotPerpSettings spotPerp(Settings s, CostSettings costs) {
    SpotPerpSettings d = SpotPerpSettings.DEFAULT;
    return new SpotPerpSettings(
        pairs(s, "spot-perp", d.pairs(), costs),
        s.get("spot-perp.horizon", d.horizon(), Config::positiveDuration),
        s.get("spot-perp.expect", d.path(), Config::path),
        s.get(
            "spot-perp.convergence",
            d.convergence(),
            fraction(v -> v >= 0 && v <= 1, "0 to 1, or 0 % to 100 %")));
  }

  private static DatedBasisSettings datedBasis(Settings s, CostSettings costs) {
    DatedBasisSettings d = DatedBasisSettings.DEFAULT;
    return new DatedBasisSettings(
        pairs(s, "dated-basis", d.pairs(), costs),
        Duration.ofDays(
            s.get("dated-basis.min-days", d.minLeft().toDays(), text -> whole(text, 0, 365))),
        s.get("dated-basis.financing-rate", d.financingRate(), anyRate()));
  }

  /// What a detector of pairs is told of them.
  PairSettings pairs(String detector) {
    return switch (detector) {
      case DetectorName.CROSS_VENUE_FUNDING -> crossVenue.pairs();
      case DetectorName.SPOT_PERP_CARRY -> spotPerp.pairs();
      case DetectorName.DATED_BASIS -> datedBasis.pairs();
      default -> throw new IllegalArgumentException(detector + " judges no pairs");
    };
  }

  /// What every kind of pair has of its own, under the name of its section.
  private static PairSettings pairs(
      Settings s, String section, PairSettings d, CostSettings costs) {
    try {
      return new PairSettings(
          s.get(section + ".notional", d.notional(), Config::positive),
          s.get(section + ".candidate-apr", d.candidateApr(), anyRate()),
          s.get(section + ".open-apr", d.openApr(), anyRate()),
          s.get(section + ".close-apr", d.closeApr(), anyRate()),
          s.get(section + ".tell-step", d.tellStep(), notNegative()),
          s.get(section + ".tell-every", d.tellEvery(), Units::duration),
          s.get(section + ".leverage", d.leverage(), Config::positive),
          s.get(section + ".buffer", d.buffer(), notNegative()),
          s.get(section + ".max-slippage", d.maxSlippage(), notNegative()),
          costs);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(section + ": " + e.getMessage(), e);
    }
  }

  private static PremiumSettings premium(Settings s) {
    PremiumSettings d = PremiumSettings.DEFAULT;
    Predicate<Double> positive = v -> v > 0;
    return new PremiumSettings(
        s.get("premium.open", d.open(), fraction(positive, "more than 0")),
        s.get("premium.close", d.close(), fraction(positive, "more than 0")),
        s.get("premium.tell-step", d.tellStep(), fraction(positive, "more than 0")),
        s.get("premium.tell-every", d.tellEvery(), Units::duration),
        s.get("premium.apart", d.apart(), Config::positiveDuration));
  }

  private static LiquidationOptionsSettings liquidationOptions(Settings s) {
    LiquidationOptionsSettings d = LiquidationOptionsSettings.DEFAULT;
    Function<String, Double> positive = fraction(v -> v > 0, "more than 0");
    Function<String, Double> notNegative = fraction(v -> v >= 0, "0 or more");
    return new LiquidationOptionsSettings(
        s.get("liquidation-options.window", d.window(), Config::positiveDuration),
        s.get("liquidation-options.open", d.open(), Config::positive),
        s.get("liquidation-options.close", d.close(), Config::positive),
        s.get("liquidation-options.tell-every", d.tellEvery(), Units::duration),
        s.get("liquidation-options.stale", d.stale(), Config::positiveDuration),
        s.get("liquidation-options.tolerance", d.tolerance(), positive),
        s.get("liquidation-options.expiries", d.expiries(), text -> (int) whole(text, 1, 100)),
        s.get("liquidation-options.min-edge", d.minEdge(), positive),
        s.get("liquidation-options.max-edge", d.maxEdge(), positive),
        s.get("liquidation-options.delivery", d.delivery(), notNegative),
        s.get("liquidation-options.fee-cap", d.feeCap(), notNegative));
  }

  private static Map<VenueId, String> feeTiers(Settings s) {
    Map<VenueId, String> tiers = new LinkedHashMap<>();
    for (VenueDescriptor venue : Venues.all()) {
      Optional<String> tier =
          s.find(
              "fees." + venue.id() + ".tier",
              name -> {
                venue.feeTables().values().forEach(table -> table.tier(name));
                return name;
              });
      tier.ifPresent(name -> tiers.put(venue.id(), name));
    }
    return tiers;
  }

  /// The lines that come with Carry, with those of a file over them.
  private static Identity identity(String file) {
    try {
      return Identity.reviewed()
          .with(
              file,
              Files.readAllLines(Path.of(file)),
              Venues.all().stream().map(VenueDescriptor::id).collect(Collectors.toSet()));
    } catch (IOException e) {
      throw new IllegalArgumentException("found " + file + ", a text file that can be read", e);
    }
  }

  // --- what is allowed ---------------------------------------------------------------------

  static Duration positiveDuration(String text) {
    Duration value = Units.duration(text);
    if (!value.isPositive()) {
      throw new IllegalArgumentException("found " + text + ", more than 0 is allowed");
    }
    return value;
  }

  static Function<String, Double> fraction(Predicate<Double> allowed, String words) {
    return text -> {
      double value = Units.fraction(text);
      if (!allowed.test(value)) {
        throw new IllegalArgumentException("found " + text + ", allowed is " + words);
      }
      return value;
    };
  }

  static Function<String, Double> notNegative() {
    return fraction(value -> value >= 0, "0 or more");
  }

  private static Function<String, Double> anyRate() {
    return fraction(Double::isFinite, "any rate");
  }

  /// How long who waits for the analyst waits, in a section of those who may.
  static Hold hold(Settings s, String section) {
    Hold d = Hold.DEFAULT;
    return new Hold(
        s.get(section + ".hold-for", d.deadline(), Config::positiveDuration),
        s.get(section + ".then", d.sendThen(), Config::sendThen));
  }

  private static boolean sendThen(String text) {
    return switch (text) {
      case "send" -> true;
      case "drop" -> false;
      default -> throw new IllegalArgumentException("found " + text + ", send or drop is allowed");
    };
  }

  private static FundingPath path(String text) {
    return switch (text) {
      case "persists" -> FundingPath.PERSISTS;
      case "reverts" -> FundingPath.REVERTS;
      default ->
          throw new IllegalArgumentException("found " + text + ", persists or reverts is allowed");
    };
  }

  static double positive(String text) {
    double value = Units.number(text);
    if (!(value > 0)) {
      throw new IllegalArgumentException("found " + text + ", more than 0 is allowed");
    }
    return value;
  }

  static int port(String text) {
    return (int) whole(text, 0, 65_535);
  }

  private static int capacity(String text) {
    return (int) whole(text, 1_024, 1 << 24);
  }

  private static long bytes(String text) {
    String upper = text.strip().toUpperCase(Locale.ROOT);
    int shift =
        upper.endsWith("GB") ? 30 : upper.endsWith("MB") ? 20 : upper.endsWith("KB") ? 10 : 0;
    String digits = shift == 0 ? upper : upper.substring(0, upper.length() - 2).strip();
    return whole(digits, 1, Long.MAX_VALUE >> shift) << shift;
  }

  static long whole(String text, long least, long most) {
    try {
      long value = Long.parseLong(text.strip());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new IllegalArgumentException(
        "found " + text + ", a whole number from " + least + " to " + most + " is allowed");
  }

  /// The same with what a scan was asked for.
  Config forScan(@Nullable Double leastApr, @Nullable Double notional) {
    if (notional != null && !(notional > 0)) {
      throw new ConfigException("--notional " + notional + ": more than 0 is allowed");
    }
    return new Config(
        gates,
        crossVenue.with(asked(crossVenue.pairs(), leastApr, notional)),
        spotPerp.with(asked(spotPerp.pairs(), leastApr, notional)),
        datedBasis.with(asked(datedBasis.pairs(), leastApr, notional)),
        premium,
        liquidationOptions,
        feeTiers,
        server,
        store,
        identity,
        signals,
        insight,
        alerts,
        inboxCapacity,
        said);
  }

  private static PairSettings asked(
      PairSettings pairs, @Nullable Double leastApr, @Nullable Double notional) {
    PairSettings sized = notional == null ? pairs : pairs.withNotional(notional);
    return leastApr == null ? sized : sized.withOpenApr(leastApr);
  }

  /// The same with another port, where one was asked for.
  Config withPort(@Nullable Integer port) {
    if (port == null) {
      return this;
    }
    if (port < 0 || port > 65_535) {
      throw new ConfigException("--port " + port + ": 0 to 65535 is allowed");
    }
    Server other = new Server(server.host(), port, server.tokenEnv());
    return new Config(
        gates,
        crossVenue,
        spotPerp,
        datedBasis,
        premium,
        liquidationOptions,
        feeTiers,
        other,
        store,
        identity,
        signals,
        insight,
        alerts,
        inboxCapacity,
        said);
  }

  /// Names what findings depend on: the same inputs under the same hash give the same findings.
  String hash() {
    String text =
        String.join(
            "\n",
            gates.toString(),
            crossVenue.toString(),
            spotPerp.toString(),
            datedBasis.toString(),
            premium.toString(),
            liquidationOptions.toString(),
            feeTiers.toString());
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
