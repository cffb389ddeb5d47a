package dev.carry.venue.krakenfutures;

import dev.carry.venue.json.Names;

/// The fields on top of a message, socket's and REST's together, by their number in [#NAMES].
final class Fields {
  static final Names NAMES =
      Names.of(
          "event",
          "feed",
          "product_id",
          "time",
          "timestamp",
          "seq",
          "side",
          "price",
          "qty",
          "uid",
          "type",
          "bids",
          "asks",
          "bid",
          "ask",
          "bid_size",
          "ask_size",
          "volume",
          "volumeQuote",
          "index",
          "markPrice",
          "openInterest",
          "relative_funding_rate",
          "relative_funding_rate_prediction",
          "next_funding_rate_time",
          "message",
          "product_ids",
          "result",
          "error",
          "serverTime",
          "instruments",
          "tickers",
          "rates",
          "orderBook",
          "candles",
          "more_candles");

  static final int EVENT = 0;
  static final int FEED = 1;
  static final int PRODUCT_ID = 2;
  static final int TIME = 3;
  static final int TIMESTAMP = 4;
  static final int SEQ = 5;
  static final int SIDE = 6;
  static final int PRICE = 7;
  static final int QTY = 8;
  static final int UID = 9;
  static final int TYPE = 10;
  static final int BIDS = 11;
  static final int ASKS = 12;
  static final int BID = 13;
  static final int ASK = 14;
  static final int BID_SIZE = 15;
  static final int ASK_SIZE = 16;
  static final int VOLUME = 17;
  static final int VOLUME_QUOTE = 18;
  static final int INDEX = 19;
  static final int MARK_PRICE = 20;
  static final int OPEN_INTEREST = 21;
  static final int RELATIVE_FUNDING_RATE = 22;
  static final int RELATIVE_FUNDING_RATE_PREDICTION = 23;
  static final int NEXT_FUNDING_RATE_TIME = 24;
  static final int MESSAGE = 25;
  static final int PRODUCT_IDS = 26;
  static final int RESULT = 27;
  static final int ERROR = 28;
  static final int SERVER_TIME = 29;
  static final int INSTRUMENTS = 30;
  static final int TICKERS = 31;
  static final int RATES = 32;
  static final int ORDER_BOOK = 33;
  static final int CANDLES = 34;
  static final int MORE_CANDLES = 35;

  private Fields() {}
}
