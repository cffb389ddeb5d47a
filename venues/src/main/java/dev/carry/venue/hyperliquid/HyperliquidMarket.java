package dev.carry.venue.hyperliquid;

import static dev.carry.venue.Rows.need;

import dev.carry.model.Book;
import dev.carry.model.Candle;
import dev.carry.model.FundingSettled;
import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.Levels;
import dev.carry.model.PremiumIndex;
import dev.carry.model.Side;
import dev.carry.model.Trade;
import dev.carry.venue.Rows;
import dev.carry.venue.Touch;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.LevelReader;
import dev.carry.venue.json.MalformedJson;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Books, touches, trades, candles and settled funding: rows that name their coin. Sizes are in
/// coins of that name: in thousands of PEPE for `kPEPE`.
final class HyperliquidMarket {
  /// `fundingHistory` answers at most so many rows.
  static final int MOST_SETTLED = 500;

  private static final Names BOOK = Names.of("coin", "levels", "time");
  private static final Names LEVEL = Names.of("px", "sz");
  private static final Names BBO = Names.of("coin", "time", "bbo");
  private static final Names TRADE = Names.of("coin", "side", "px", "sz", "time", "tid");
  private static final Names CANDLE = Names.of("s", "t", "T", "o", "h", "l", "c");
  private static final Names SETTLED = Names.of("coin", "fundingRate", "premium", "time");

  private final JsonReader json;
  private final Interned<HyperliquidCoin> coins;
  private final Interned<Side> sides = new Interned<>(HyperliquidMarket::side);
  private final LevelReader levels = new LevelReader();

  // the page of settled funding being read
  private int settledRows;
  private long newestSettled;

  HyperliquidMarket(JsonReader json, Interned<HyperliquidCoin> coins) {
    this.json = json;
    this.coins = coins;
  }

  void begin() {
    settledRows = 0;
    newestSettled = 0;
  }

  /// History comes oldest first: a full page may have a next one.
  @Nullable String nextPage() {
    return settledRows < MOST_SETTLED ? null : "startTime=" + (newestSettled + 1);
  }

  /// `{"coin":…,"time":…,"levels":[bids,asks]}`: the whole book each time.
  void book(Instant receivedAt, Rows rows) {
    HyperliquidCoin coin = null;
    Levels bids = null;
    Levels asks = null;
    Instant at = null;
    json.beginObject();
    for (int field; (field = json.nextField(BOOK)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> coin = json.interned(coins);
        case 1 -> {
          json.beginArray();
          bids = json.nextElement() ? levels.read(json, LEVEL) : null;
          asks = bids != null && json.nextElement() ? levels.read(json, LEVEL) : null;
          while (json.nextElement()) {
            json.skip();
          }
        }
        case 2 -> at = json.millis();
        default -> json.skip();
      }
    }
    rows.add(
        new Book(
            need(coin, "coin").id(),
            at,
            receivedAt,
            true,
            need(bids, "bids"),
            need(asks, "asks"),
            SizeIn.BASE));
  }

  /// `{"coin":…,"time":…,"bbo":[bid,ask]}`; an empty side is `null`, or missing at the end.
  void touch(Instant receivedAt, Rows rows) {
    HyperliquidCoin coin = null;
    Instant at = null;
    @Nullable BigDecimal[] sides = new @Nullable BigDecimal[4];
    json.beginObject();
    for (int field; (field = json.nextField(BBO)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> coin = json.interned(coins);
        case 1 -> at = json.millis();
        case 2 -> {
          json.beginArray();
          for (int side = 0; json.nextElement(); side += 2) {
            if (side >= sides.length || json.peek() == 'n') {
              json.skip();
            } else {
              level(sides, side);
            }
          }
        }
        default -> json.skip();
      }
    }
    rows.add(
        Touch.quote(
            need(coin, "coin").id(),
            at,
            receivedAt,
            sides[0],
            sides[1],
            sides[2],
            sides[3],
            SizeIn.BASE));
  }

  private void level(@Nullable BigDecimal[] into, int from) {
    json.beginObject();
    for (int field; (field = json.nextField(LEVEL)) != JsonReader.END; ) {
      if (field == JsonReader.OTHER) {
        json.skip();
      } else {
        into[from + field] = json.decimal();
      }
    }
  }

  void trade(Instant receivedAt, Rows rows) {
    HyperliquidCoin coin = null;
    Side side = null;
    BigDecimal price = null;
    BigDecimal size = null;
    Instant at = null;
    String id = null;
    json.beginObject();
    for (int field; (field = json.nextField(TRADE)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> coin = json.interned(coins);
        case 1 -> side = json.interned(sides);
        case 2 -> price = json.decimal();
        case 3 -> size = json.decimal();
        case 4 -> at = json.millis();
        case 5 -> id = json.idText();
        default -> json.skip();
      }
    }
    rows.add(
        new Trade(
            need(coin, "coin").id(),
            at,
            receivedAt,
            id,
            need(price, "px"),
            need(size, "sz"),
            SizeIn.BASE,
            need(side, "side")));
  }

  /// `T` is the last millisecond of the candle. Nothing says that it is closed but the time.
  void candle(Instant receivedAt, Rows rows) {
    HyperliquidCoin coin = null;
    Instant opens = null;
    Instant last = null;
    @Nullable BigDecimal[] prices = new @Nullable BigDecimal[4];
    json.beginObject();
    for (int field; (field = json.nextField(CANDLE)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> coin = json.interned(coins);
        case 1 -> opens = json.millis();
        case 2 -> last = json.millis();
        case 3, 4, 5, 6 -> prices[field - 3] = json.decimal();
        default -> json.skip();
      }
    }
    Instant closes = need(last, "T").plusMillis(1);
    if (closes.isAfter(receivedAt)) {
      rows.ignore("a candle that is still open");
      return;
    }
    rows.add(
        new Candle(
            need(coin, "s").id(),
            null,
            receivedAt,
            Candle.Of.TRADE,
            need(prices[0], "o"),
            need(prices[1], "h"),
            need(prices[2], "l"),
            need(prices[3], "c"),
            need(opens, "t"),
            closes));
  }

  /// A settled rate, and the premium it came from.
  void settled(Instant receivedAt, Rows rows) {
    HyperliquidCoin coin = null;
    BigDecimal rate = null;
    BigDecimal premium = null;
    Instant at = null;
    json.beginObject();
    for (int field; (field = json.nextField(SETTLED)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> coin = json.interned(coins);
        case 1 -> rate = json.decimal();
        case 2 -> premium = json.decimal();
        case 3 -> at = json.millis();
        default -> json.skip();
      }
    }
    Instant settledAt = need(at, "time");
    settledRows++;
    newestSettled = Math.max(newestSettled, settledAt.toEpochMilli());
    HyperliquidCoin whose = need(coin, "coin");
    if (premium != null) {
      rows.add(new PremiumIndex(whose.id(), settledAt, receivedAt, premium));
    }
    rows.add(
        new FundingSettled(
            whose.id(),
            null,
            receivedAt,
            need(rate, "fundingRate"),
            HyperliquidContexts.period(settledAt),
            settledAt,
            null));
  }

  /// `B` and `A` are the side of the taker: bid and ask.
  private static Side side(String text) {
    return switch (text) {
      case "B" -> Side.BUY;
      case "A" -> Side.SELL;
      default -> throw new MalformedJson("expected side B or A, found " + text);
    };
  }
}
