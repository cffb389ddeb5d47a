package dev.carry.venue.hyperliquid;

import static dev.carry.venue.Rows.need;

import dev.carry.model.Instrument;
import dev.carry.model.Instrument.Status;
import dev.carry.model.InstrumentBuilder;
import dev.carry.model.Listing;
import dev.carry.venue.Rows;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonFields;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.MalformedJson;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What each dex lists, in its order: contexts carry no names and go by position.
final class HyperliquidUniverse {
  /// What one position of a dex stands for.
  ///
  /// @param coin absent: the row could not be read, its place counts all the same
  record Place(@Nullable HyperliquidCoin coin, boolean delisted) {}

  static final Duration HOUR = Duration.ofHours(1);

  /// Highest rate an hour of the first dex, as documented; builders set formulas of their own.
  private static final BigDecimal CAP = new BigDecimal("0.04");

  /// 0.01 % in eight hours, as documented, told by the hour like the rate.
  private static final BigDecimal INTEREST = new BigDecimal("0.0000125");

  private static final Long USDC = 0L;

  private static final Names META = Names.of("universe", "collateralToken");
  private static final int UNIVERSE = 0;
  private static final int COLLATERAL = 1;
  private static final Names ROW = Names.of("name", "isDelisted");
  private static final Names TOKEN = Names.of("name", "index");

  private final JsonReader json;
  private final Interned<HyperliquidCoin> coins;
  private final JsonFields meta = new JsonFields(META);
  private final Map<String, List<Place>> byDex = new HashMap<>();
  private final Map<Long, String> tokens = new HashMap<>();

  HyperliquidUniverse(JsonReader json, Interned<HyperliquidCoin> coins) {
    this.json = json;
    this.coins = coins;
    tokens.put(USDC, "USDC");
  }

  /// The order of what a dex lists; absent: not read yet.
  @Nullable List<Place> of(String dex) {
    return byDex.get(dex);
  }

  void forget() {
    byDex.clear();
  }

  /// The tokens of `spotMeta`: they name what a dex takes as collateral.
  void tokens() {
    json.beginArray();
    while (json.nextElement()) {
      String name = null;
      Long index = null;
      json.beginObject();
      for (int field; (field = json.nextField(TOKEN)) != JsonReader.END; ) {
        switch (field) {
          case 0 -> name = json.text();
          case 1 -> index = json.wholeNumber();
          default -> json.skip();
        }
      }
      if (name != null && index != null) {
        tokens.put(index, name);
      }
    }
  }

  /// A dex's `meta`: remembers its order, and lists what it lists.
  ///
  /// @param rows takes the listings; absent: only the order is of interest
  List<Place> dex(Instant receivedAt, @Nullable Rows rows) {
    meta.read(json);
    if (!meta.has(UNIVERSE)) {
      throw new MalformedJson("without universe");
    }
    long token = meta.wholeOr(COLLATERAL, USDC);
    String settle = tokens.get(token);
    if (settle == null && rows != null) {
      rows.ignore("a dex whose collateral no token list has named yet");
    }
    List<Place> places = new ArrayList<>();
    JsonReader universe = meta.at(UNIVERSE);
    Rows told = rows == null ? new Rows() : rows;
    told.each(
        universe,
        "universe",
        () -> {
          int place = places.size();
          places.add(new Place(null, true));
          Place read = place();
          places.set(place, read);
          HyperliquidCoin coin = read.coin;
          if (rows != null && settle != null && coin != null) {
            rows.add(new Listing(instrument(coin, settle, read.delisted), null, receivedAt));
          }
        });
    meta.leave();
    for (Place place : places) {
      if (place.coin != null) {
        byDex.put(place.coin.dex(), places);
        break;
      }
    }
    return places;
  }

  private Place place() {
    HyperliquidCoin coin = null;
    boolean delisted = false;
    json.beginObject();
    for (int field; (field = json.nextField(ROW)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> coin = json.interned(coins);
        case 1 -> {
          if (json.peek() == 'n') {
            json.skip();
          } else {
            delisted = json.bool();
          }
        }
        default -> json.skip();
      }
    }
    return new Place(need(coin, "name"), delisted);
  }

  private static Instrument instrument(HyperliquidCoin coin, String settle, boolean delisted) {
    InstrumentBuilder contract =
        Instrument.perpetual(coin.id(), coin.asset().name(), "USD")
            .settle(settle)
            .priceMultiplier(coin.asset().multiplier())
            .fundingPeriod(HOUR)
            .status(delisted ? Status.DELISTED : Status.TRADING);
    return coin.ofFirstDex()
        ? contract.fundingCap(CAP).fundingFloor(CAP.negate()).interestRate(INTEREST).build()
        : contract.build();
  }
}
