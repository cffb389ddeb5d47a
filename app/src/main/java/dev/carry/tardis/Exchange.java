package dev.carry.tardis;

import dev.carry.model.Instrument;
import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.InstrumentId;
import dev.carry.model.Liquidation.PriceIs;
import dev.carry.model.OptionTicker.PremiumIn;
import dev.carry.model.VenueId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The exchanges whose Tardis data Carry reads, by Tardis' ids: their venue here, and what Tardis'
/// rows leave to the reader: the unit of amounts and volatilities, the period of a funding rate,
/// and what a liquidation's price means.
///
/// A funding rate's period is said only where the venue never had another one: elsewhere it changed
/// by symbol and date, and the rows do not carry it.
public enum Exchange {
  BINANCE("binance", "binance-spot", s -> SizeIn.BASE),
  BINANCE_FUTURES("binance-futures", "binance-usdm", s -> SizeIn.BASE, PriceIs.ORDER, false),
  BINANCE_DELIVERY(
      "binance-delivery", "binance-coinm", s -> SizeIn.CONTRACTS, PriceIs.ORDER, false),
  BINANCE_EUROPEAN_OPTIONS("binance-european-options", "binance-options", s -> SizeIn.BASE),
  BITGET_FUTURES("bitget-futures", "bitget", s -> SizeIn.BASE, PriceIs.ORDER, false),
  BITMEX("bitmex", "bitmex", s -> SizeIn.CONTRACTS, PriceIs.BANKRUPTCY, true),
  BYBIT(
      "bybit",
      "bybit",
      s ->
          s.matches(".*USD([FGHJKMNQUVXZ]\\d\\d)?") || s.contains("USD-")
              ? SizeIn.QUOTE
              : SizeIn.BASE,
      PriceIs.BANKRUPTCY,
      true),
  BYBIT_SPOT("bybit-spot", "bybit-spot", s -> SizeIn.BASE),
  BYBIT_OPTIONS("bybit-options", "bybit-options", s -> SizeIn.BASE),
  COINBASE("coinbase", "coinbase-spot", s -> SizeIn.BASE),
  CRYPTOFACILITIES("cryptofacilities", "kraken-futures", s -> SizeIn.CONTRACTS, PriceIs.FILL, true),
  DERIBIT(
      "deribit",
      "deribit",
      s -> isOption(s) || s.contains("_") ? SizeIn.BASE : SizeIn.QUOTE,
      PriceIs.FILL,
      true),
  DYDX("dydx", "dydx-v3", s -> SizeIn.BASE),
  DYDX_V4("dydx-v4", "dydx", s -> SizeIn.BASE, PriceIs.FILL, true),
  FTX("ftx", "ftx", s -> SizeIn.BASE, PriceIs.FILL, true),
  GATE_IO_FUTURES("gate-io-futures", "gate", s -> SizeIn.CONTRACTS),
  HUOBI_DM_SWAP("huobi-dm-swap", "htx", s -> SizeIn.CONTRACTS, PriceIs.ORDER, true),
  HUOBI_DM_LINEAR_SWAP("huobi-dm-linear-swap", "htx", s -> SizeIn.CONTRACTS, PriceIs.ORDER, true),
  HYPERLIQUID("hyperliquid", "hyperliquid", s -> SizeIn.BASE),
  KRAKEN("kraken", "kraken-spot", s -> SizeIn.BASE),
  KUCOIN_FUTURES("kucoin-futures", "kucoin", s -> SizeIn.CONTRACTS),
  MEXC_FUTURES("mexc-futures", "mexc", s -> SizeIn.CONTRACTS),
  OKEX("okex", "okx-spot", s -> SizeIn.BASE),
  OKEX_FUTURES("okex-futures", "okx", s -> SizeIn.CONTRACTS, PriceIs.BANKRUPTCY, false),
  OKEX_SWAP("okex-swap", "okx", s -> SizeIn.CONTRACTS, PriceIs.BANKRUPTCY, false),
  OKEX_OPTIONS("okex-options", "okx-options", s -> SizeIn.CONTRACTS);

  private static final Map<String, Exchange> BY_ID =
      Arrays.stream(values()).collect(Collectors.toMap(Exchange::id, exchange -> exchange));

  private static final Instant FTX_END = Instant.parse("2022-11-14T00:00:00Z");

  private final String id;

  @SuppressWarnings("ImmutableEnumChecker") // a record of a text
  private final VenueId venue;

  @SuppressWarnings("ImmutableEnumChecker") // pure
  private final Function<String, SizeIn> sizeIn;

  private final @Nullable PriceIs liquidationPrice;
  private final boolean allLiquidations;

  Exchange(String id, String venue, Function<String, SizeIn> sizeIn) {
    this(id, venue, sizeIn, null, false);
  }

  Exchange(
      String id,
      String venue,
      Function<String, SizeIn> sizeIn,
      @Nullable PriceIs liquidationPrice,
      boolean allLiquidations) {
    this.id = id;
    this.venue = VenueId.of(venue);
    this.sizeIn = sizeIn;
    this.liquidationPrice = liquidationPrice;
    this.allLiquidations = allLiquidations;
  }

  /// Tardis' id.
  public String id() {
    return id;
  }

  /// The venue as Carry names it.
  public VenueId venue() {
    return venue;
  }

  /// What amounts of a symbol count: Tardis keeps the venue's own unit.
  SizeIn sizeIn(String symbol) {
    return sizeIn.apply(symbol);
  }

  /// What the price of its liquidations is; absent: it has none.
  @Nullable PriceIs liquidationPrice() {
    return liquidationPrice;
  }

  /// Refuses what cannot be of this exchange: FTX stopped, and nothing came after it.
  ///
  /// @throws IllegalArgumentException with the reason
  public void requireExists(Instant at) {
    if (this == FTX && !at.isBefore(FTX_END)) {
      throw new IllegalArgumentException(
          "ftx at " + at + ": its data end on 2022-11-13, when the exchange had stopped");
    }
  }

  /// Whether its liquidations are all there were.
  boolean allLiquidations() {
    return allLiquidations;
  }

  /// The period of its funding rates, where it never had another; absent elsewhere.
  @Nullable Duration fundingPeriod() {
    return switch (this) {
      case DERIBIT -> Duration.ofHours(8);
      case FTX, DYDX, DYDX_V4 -> Duration.ofHours(1);
      default -> null;
    };
  }

  /// A volatility of its own numbers as a fraction: Deribit's are percents. 0 is none.
  @Nullable BigDecimal volatility(@Nullable BigDecimal value) {
    if (value == null || value.signum() == 0) {
      return null;
    }
    return this == DERIBIT ? value.movePointLeft(2) : value;
  }

  /// A volatility as its own numbers have it.
  @Nullable BigDecimal ofFraction(@Nullable BigDecimal fraction) {
    return fraction != null && this == DERIBIT ? fraction.movePointRight(2) : fraction;
  }

  /// An option as its rows describe it. The coin is the beginning of its symbol; contracts count
  /// what the venue's own list would say, which rows do not.
  Instrument option(
      InstrumentId option, Instrument.OptionType type, BigDecimal strike, Instant expiry) {
    String symbol = option.symbol();
    String underlying = symbol.substring(0, symbol.indexOf('-'));
    int linear = underlying.indexOf('_');
    String base = linear < 0 ? underlying : underlying.substring(0, linear);
    String quote =
        premiumIn(symbol) == PremiumIn.COIN
            ? "USD"
            : linear < 0 ? "USDT" : underlying.substring(linear + 1);
    return Instrument.perpetual(option, base, quote)
        .kind(Instrument.Kind.OPTION)
        .settle(premiumIn(symbol) == PremiumIn.COIN ? base : quote)
        .payoff(
            premiumIn(symbol) == PremiumIn.COIN
                ? Instrument.Payoff.INVERSE
                : Instrument.Payoff.LINEAR)
        .settles(Instrument.Settles.NONE)
        .sizeIn(sizeIn(symbol))
        .strike(strike)
        .optionType(type)
        .expiry(expiry)
        .build();
  }

  /// What prices of its options are in.
  PremiumIn premiumIn(String symbol) {
    return switch (this) {
      case DERIBIT -> symbol.contains("_") ? PremiumIn.QUOTE : PremiumIn.COIN;
      case OKEX_OPTIONS -> symbol.contains("-USD-") ? PremiumIn.COIN : PremiumIn.QUOTE;
      default -> PremiumIn.QUOTE;
    };
  }

  private static boolean isOption(String symbol) {
    return symbol.endsWith("-C") || symbol.endsWith("-P");
  }

  /// Tardis' id of the exchange that lists a symbol of a venue; the venue's own where Tardis has
  /// none for it.
  ///
  /// @param symbol empty: the exchange of most of them
  public static String idOf(VenueId venue, String symbol) {
    return switch (venue.id()) {
      // they file X-Perps, which are perpetuals, with the futures they look like
      case "okx" ->
          symbol.isEmpty() || symbol.endsWith("-SWAP")
              ? OKEX_SWAP.id
              : symbol.indexOf('-') == symbol.lastIndexOf('-') ? OKEX.id : OKEX_FUTURES.id;
      case "htx" -> symbol.endsWith("-USD") ? HUOBI_DM_SWAP.id : HUOBI_DM_LINEAR_SWAP.id;
      default ->
          Arrays.stream(values())
              .filter(exchange -> exchange.venue.equals(venue))
              .findFirst()
              .map(Exchange::id)
              .orElse(venue.id());
    };
  }

  /// The exchange of one of Tardis' ids.
  public static Optional<Exchange> find(String id) {
    return Optional.ofNullable(BY_ID.get(id));
  }

  /// All ids, for messages.
  public static String ids() {
    return String.join(", ", Arrays.stream(values()).map(Exchange::id).toList());
  }
}
