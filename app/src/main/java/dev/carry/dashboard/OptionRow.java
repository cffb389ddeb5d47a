package dev.carry.dashboard;

import dev.carry.model.Instrument;
import dev.carry.model.JsonText;
import dev.carry.model.MarkPrice;
import dev.carry.model.OpenInterest;
import dev.carry.model.OptionTicker;
import dev.carry.model.OptionTicker.Greeks;
import dev.carry.model.OptionTicker.Offer;
import dev.carry.model.OptionTicker.PremiumIn;
import dev.carry.model.Quote;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What one option is worth now, each number absent until the venue stated it. A venue says it in
/// one ticker or in several messages: what the ticker leaves out is taken from the others.
///
/// @param index what the venue values it on, where it says so by itself
/// @param heardAt when the venue last said anything of this option's market
record OptionRow(
    Instrument listed,
    @Nullable OptionTicker ticker,
    @Nullable Quote quote,
    @Nullable MarkPrice mark,
    @Nullable OpenInterest openInterest,
    @Nullable BigDecimal index,
    Instant heardAt) {

  String asset() {
    return listed.base();
  }

  /// The day, of UTC, that it expires on.
  @Nullable LocalDate expiryDay() {
    Instant expiry = listed.expiry();
    return expiry == null ? null : LocalDate.ofInstant(expiry, ZoneOffset.UTC);
  }

  /// A chain in its order: asset, expiry, strike, calls before puts, venue.
  String sortKey() {
    double strike = listed.strike() == null ? 0 : listed.strike().doubleValue();
    return asset()
        + "\n"
        + listed.expiry()
        + "\n"
        + Keyset.descending(-strike)
        + "\n"
        + listed.optionType()
        + "\n"
        + listed.id();
  }

  /// What a chain of one asset and day is.
  ///
  /// @param chain its options, one at least
  static String chain(List<OptionRow> chain) {
    OptionRow any = chain.getFirst();
    Set<String> venues = new TreeSet<>();
    chain.forEach(row -> venues.add(row.listed.id().venue().id()));
    return new JsonText()
        .put("asset", any.asset())
        .put("expiry", String.valueOf(any.expiryDay()))
        .put("expiresAt", any.listed.expiry())
        .put("options", chain.size())
        .putRaw("venues", JsonText.array(venues.stream().map(JsonText::string).toList()))
        .end();
  }

  String json(Instant now, Duration staleAfter) {
    JsonText json =
        new JsonText()
            .put("venue", listed.id().venue().id())
            .put("symbol", listed.id().symbol())
            .put("asset", asset())
            .put("canonical", listed.canonical())
            .put("type", listed.optionType())
            .put("strike", listed.strike())
            .put("expiry", listed.expiry())
            .put("status", listed.status())
            .put("contractValue", listed.contractValue());
    prices(json);
    interest(json);
    return json.put("heardAt", heardAt)
        .put("age", Times.age(heardAt, now))
        .put("stale", Duration.between(heardAt, now).compareTo(staleAfter) > 0)
        .end();
  }

  private void prices(JsonText json) {
    OptionTicker said = ticker;
    Offer bid = said == null ? Offer.NONE : said.bid();
    Offer ask = said == null ? Offer.NONE : said.ask();
    // the newer of the two tells the touch: a side that is gone stays gone
    if (quote != null && (said == null || !priced(said) || !newer(said, quote))) {
      bid = new Offer(quote.bid(), quote.bidSize(), bid.iv());
      ask = new Offer(quote.ask(), quote.askSize(), ask.iv());
    }
    json.put("premiumIn", said == null ? premiumIn(listed) : said.premiumIn())
        .put("sizeIn", said == null ? listed.sizeIn() : said.sizeIn())
        .put("bid", bid.price())
        .put("bidSize", bid.size())
        .put("bidIv", bid.iv())
        .put("ask", ask.price())
        .put("askSize", ask.size())
        .put("askIv", ask.iv())
        .put("mark", said != null && said.mark() != null ? said.mark() : price(mark));
    BigDecimal underlying = index;
    if (said != null) {
      Greeks greeks = said.greeks();
      underlying = said.underlyingPrice() == null ? index : said.underlyingPrice();
      json.put("last", said.last())
          .put("markIv", said.markIv())
          .put("delta", greeks.delta())
          .put("gamma", greeks.gamma())
          .put("vega", greeks.vega())
          .put("theta", greeks.theta())
          .put("rho", greeks.rho())
          .put("underlyingIndex", said.underlyingIndex());
    }
    json.put("underlyingPrice", underlying);
  }

  private void interest(JsonText json) {
    if (ticker != null && ticker.openInterest() != null) {
      interest(json, ticker.openInterest(), ticker.sizeIn());
    } else if (openInterest != null) {
      interest(json, openInterest.size(), openInterest.sizeIn());
    }
  }

  /// Contracts of options are worth the same coin at any price.
  private void interest(JsonText json, BigDecimal size, Instrument.SizeIn in) {
    json.put("openInterest", size).put("openInterestIn", in);
    if (in != Instrument.SizeIn.QUOTE) {
      json.put("openInterestBase", listed.sizeBase(size, in, BigDecimal.ONE));
    }
  }

  private static @Nullable BigDecimal price(@Nullable MarkPrice mark) {
    return mark == null ? null : mark.price();
  }

  private static boolean priced(OptionTicker ticker) {
    return ticker.bid().price() != null || ticker.ask().price() != null;
  }

  private static boolean newer(OptionTicker ticker, Quote quote) {
    return !ticker.receivedAt().isBefore(quote.receivedAt());
  }

  private static PremiumIn premiumIn(Instrument listed) {
    return listed.payoff() == Instrument.Payoff.INVERSE ? PremiumIn.COIN : PremiumIn.QUOTE;
  }
}
