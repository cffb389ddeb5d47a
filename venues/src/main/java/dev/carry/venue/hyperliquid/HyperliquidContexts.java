package dev.carry.venue.hyperliquid;

import static dev.carry.venue.Rows.need;

import dev.carry.model.FundingEstimate;
import dev.carry.model.IndexPrice;
import dev.carry.model.Instrument;
import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarkPrice;
import dev.carry.model.OpenInterest;
import dev.carry.model.PremiumIndex;
import dev.carry.model.Volume;
import dev.carry.venue.Instruments;
import dev.carry.venue.Rows;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.MalformedJson;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asset contexts: what a perpetual pays now, with its prices and open interest.
final class HyperliquidContexts {
  static final String DELISTED = "a coin that is delisted: its context stands still";
  static final String BEYOND = "a context beyond the universe that is known";

  /// Until then settlements were eight hours apart, from then on one.
  private static final Instant HOURLY_SINCE = Instant.parse("2023-06-08T00:00:00Z");

  private static final Duration EIGHT_HOURS = Duration.ofHours(8);

  /// Stamps of settlements come milliseconds late.
  private static final Duration LATE = Duration.ofMinutes(1);

  private static final Names PUSH = Names.of("coin", "ctx");
  private static final Names CONTEXT =
      Names.of(
          "funding", "premium", "oraclePx", "markPx", "openInterest", "dayNtlVlm", "dayBaseVlm");

  private final JsonReader json;
  private final Interned<HyperliquidCoin> coins;
  private final HyperliquidUniverse universe;
  private final Instruments listed;

  HyperliquidContexts(
      JsonReader json,
      Interned<HyperliquidCoin> coins,
      HyperliquidUniverse universe,
      Instruments listed) {
    this.json = json;
    this.coins = coins;
    this.universe = universe;
    this.listed = listed;
  }

  /// The period of a rate that settles then.
  static Duration period(Instant settlesAt) {
    return settlesAt.isAfter(HOURLY_SINCE.plus(LATE)) ? HyperliquidUniverse.HOUR : EIGHT_HOURS;
  }

  /// No context names the settlement it is for: the coming whole hour UTC, before June 2023 the
  /// coming third of a day.
  private static Instant settlesAt(Instant now) {
    Instant hour = now.truncatedTo(ChronoUnit.HOURS).plus(HyperliquidUniverse.HOUR);
    if (hour.isAfter(HOURLY_SINCE)) {
      return hour;
    }
    long thirds = now.getEpochSecond() / EIGHT_HOURS.toSeconds();
    return Instant.ofEpochSecond((thirds + 1) * EIGHT_HOURS.toSeconds());
  }

  /// `{"coin":…,"ctx":{…}}`.
  void push(Instant receivedAt, Rows rows) {
    HyperliquidCoin coin = null;
    int context = -1;
    json.beginObject();
    for (int field; (field = json.nextField(PUSH)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> coin = json.interned(coins);
        case 1 -> {
          context = json.position();
          json.skip();
        }
        default -> json.skip();
      }
    }
    int end = json.position();
    HyperliquidCoin whose = need(coin, "coin");
    if (context < 0) {
      throw new MalformedJson("without ctx");
    }
    json.rewind(context);
    Instrument instrument = listed.find(whose.id());
    boolean delisted = instrument != null && instrument.status() == Instrument.Status.DELISTED;
    context(whose, delisted, receivedAt, rows);
    json.rewind(end);
  }

  /// `[["",[ctx,…]],["xyz",[ctx,…]],…]`.
  ///
  /// @return why some of them could not be told whose they are; absent: all could
  @Nullable String allDexes(Instant receivedAt, Rows rows) {
    String missing = null;
    json.beginArray();
    while (json.nextElement()) {
      json.beginArray();
      String dex = json.nextElement() ? json.string() : null;
      List<HyperliquidUniverse.Place> places = dex == null ? null : universe.of(dex);
      if (dex == null || !json.nextElement()) {
        throw json.malformed("a dex and its contexts");
      }
      if (places == null) {
        json.skip();
        missing = "contexts of dex '" + dex + "' go by position, and its order is not known";
      } else {
        int more = ofDex(places, receivedAt, rows) - places.size();
        missing = more > 0 ? "dex '" + dex + "' lists " + more + " more than known" : missing;
      }
      while (json.nextElement()) {
        json.skip();
      }
    }
    return missing;
  }

  /// The contexts of one dex, in the order of its universe.
  ///
  /// @return how many there were
  int ofDex(List<HyperliquidUniverse.Place> places, Instant receivedAt, Rows rows) {
    int[] position = {0};
    return rows.each(
        json,
        "context",
        () -> {
          int at = position[0]++;
          HyperliquidUniverse.Place place = at < places.size() ? places.get(at) : null;
          HyperliquidCoin coin = place == null ? null : place.coin();
          if (place == null || coin == null) {
            json.skip();
            rows.ignore(BEYOND);
          } else {
            context(coin, place.delisted(), receivedAt, rows);
          }
        });
  }

  private void context(HyperliquidCoin coin, boolean delisted, Instant receivedAt, Rows rows) {
    BigDecimal funding = null;
    BigDecimal premium = null;
    BigDecimal oracle = null;
    BigDecimal mark = null;
    BigDecimal open = null;
    BigDecimal quoteVolume = null;
    BigDecimal baseVolume = null;
    json.beginObject();
    for (int field; (field = json.nextField(CONTEXT)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> funding = json.decimal();
        case 1 -> premium = json.decimal();
        case 2 -> oracle = json.positive();
        case 3 -> mark = json.positive();
        case 4 -> open = json.decimal();
        case 5 -> quoteVolume = json.decimal();
        case 6 -> baseVolume = json.decimal();
        default -> json.skip();
      }
    }
    if (delisted) {
      rows.ignore(DELISTED);
      return;
    }
    InstrumentId id = coin.id();
    if (oracle != null) {
      rows.add(new IndexPrice(id, null, receivedAt, oracle));
    }
    if (mark != null) {
      rows.add(new MarkPrice(id, null, receivedAt, mark));
    }
    if (premium != null) {
      rows.add(new PremiumIndex(id, null, receivedAt, premium));
    }
    if (funding != null) {
      Instant settlesAt = settlesAt(receivedAt);
      rows.add(
          new FundingEstimate(
              id,
              null,
              receivedAt,
              funding,
              period(settlesAt),
              settlesAt,
              FundingEstimate.Which.COMING));
    }
    if (open != null) {
      rows.add(new OpenInterest(id, null, receivedAt, open, SizeIn.BASE, null));
    }
    if (quoteVolume != null || baseVolume != null) {
      rows.add(new Volume(id, null, receivedAt, baseVolume, quoteVolume));
    }
  }
}
