package dev.carry.venue.ftx;

import dev.carry.model.Book;
import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.InstrumentId;
import dev.carry.model.Levels;
import dev.carry.model.Liquidation;
import dev.carry.model.Side;
import dev.carry.model.Trade;
import dev.carry.venue.IsoTime;
import dev.carry.venue.Rows;
import dev.carry.venue.Touch;
import dev.carry.venue.json.JsonFields;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.LevelReader;
import dev.carry.venue.json.MalformedJson;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Instant;

/// What the market did: books, touches, and trades with the liquidations among them.
final class TapeData {
  private static final Names NAMES =
      Names.of(
          "time",
          "bids",
          "asks",
          "bid",
          "bidSize",
          "ask",
          "askSize",
          "id",
          "price",
          "size",
          "side",
          "liquidation");
  private static final int TIME = 0;
  private static final int BIDS = 1;
  private static final int ASKS = 2;
  private static final int BID = 3;
  private static final int BID_SIZE = 4;
  private static final int ASK = 5;
  private static final int ASK_SIZE = 6;
  private static final int TRADE_ID = 7;
  private static final int PRICE = 8;
  private static final int SIZE = 9;
  private static final int SIDE = 10;
  private static final int LIQUIDATION = 11;

  private static final Names SIDES = Names.of("buy", "sell");
  private static final int BUY = 0;

  private final JsonReader json;
  private final JsonFields fields = new JsonFields(NAMES);
  private final LevelReader levels = new LevelReader();

  TapeData(JsonReader json) {
    this.json = json;
  }

  void book(InstrumentId id, boolean whole, JsonReader data, Instant receivedAt, Rows rows) {
    fields.read(data);
    Instant time = FtxCodec.seconds(fields.decimal(TIME));
    rows.add(new Book(id, time, receivedAt, whole, levels(BIDS), levels(ASKS), SizeIn.BASE));
  }

  private Levels levels(int side) {
    if (!fields.has(side)) {
      throw new MalformedJson("a book without both sides");
    }
    return levels.read(fields.at(side));
  }

  void quote(InstrumentId id, JsonReader data, Instant receivedAt, Rows rows) {
    fields.read(data);
    rows.add(
        Touch.quote(
            id,
            FtxCodec.seconds(fields.decimal(TIME)),
            receivedAt,
            fields.decimal(BID),
            fields.decimal(BID_SIZE),
            fields.decimal(ASK),
            fields.decimal(ASK_SIZE),
            SizeIn.BASE));
  }

  /// One trade; the reader stands in front of it and is left behind it.
  void trade(InstrumentId id, Instant receivedAt, Rows rows) {
    fields.read(json);
    Instant time = IsoTime.parse(fields.text(TIME));
    BigDecimal price = Rows.need(fields.positive(PRICE), "price");
    BigDecimal size = Rows.need(fields.positive(SIZE), "size");
    int side = fields.oneOf(SIDE, SIDES);
    if (side < 0) {
      throw new MalformedJson("expected side buy or sell");
    }
    boolean liquidation = fields.has(LIQUIDATION) && fields.at(LIQUIDATION).bool();
    rows.add(
        new Trade(
            id,
            time,
            receivedAt,
            fields.idText(TRADE_ID),
            price,
            size,
            SizeIn.BASE,
            side == BUY ? Side.BUY : Side.SELL));
    if (liquidation) {
      rows.add(
          new Liquidation(
              id,
              time,
              receivedAt,
              price,
              size,
              SizeIn.BASE,
              side == BUY ? Liquidation.Position.SHORT : Liquidation.Position.LONG,
              Liquidation.PriceIs.FILL,
              true));
    }
    fields.leave();
  }
}
