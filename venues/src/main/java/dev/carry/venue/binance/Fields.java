package dev.carry.venue.binance;

import dev.carry.venue.json.Names;

/// The field names Binance uses, and their numbers.
final class Fields {
  // stream events
  static final int EVENT = 0;
  static final int EVENT_TIME = 1;
  static final int TIME = 2;
  static final int SYMBOL = 3;
  static final int PRICE = 4;
  static final int QUANTITY = 5;
  static final int BID = 6;
  static final int BID_SIZE = 7;
  static final int ASK = 8;
  static final int ASK_SIZE = 9;
  static final int TRADE_ID = 10;
  static final int BUYER_IS_MAKER = 11;
  static final int ORDER_TYPE = 12;
  static final int INDEX = 13;
  static final int RATE = 14;
  static final int VOLUME = 15;
  static final int FAMILY = 16;
  static final int ORDER = 17;
  static final int CANDLE = 18;
  static final int CONTRACT_TYPE = 19;
  static final int DELIVERY = 20;
  static final int STATUS = 21;
  static final int FIRST = 22;
  static final int LAST = 23;
  static final int AFTER = 24;

  /// Of every event; the same letter means different things in different events.
  static final Names OF_EVENT =
      Names.of(
          "e", "E", "T", "s", "p", "q", "b", "B", "a", "A", "t", "m", "X", "i", "r", "v", "st", "o",
          "k", "ct", "dt", "cs", "U", "u", "pu");

  /// Texts of `e`, by number.
  static final Names EVENTS =
      Names.of(
          "bookTicker",
          "trade",
          "aggTrade",
          "markPriceUpdate",
          "depthUpdate",
          "forceOrder",
          "kline",
          "24hrTicker",
          "24hrMiniTicker",
          "contractInfo",
          "serverShutdown",
          "indexPriceUpdate",
          "continuous_kline",
          "compositeIndex",
          "assetIndexUpdate",
          "tradingSession",
          "markPrice_kline",
          "indexPrice_kline");

  static final int BOOK_TICKER = 0;
  static final int TRADE = 1;
  static final int AGG_TRADE = 2;
  static final int MARK_PRICE = 3;
  static final int DEPTH = 4;
  static final int FORCE_ORDER = 5;
  static final int KLINE = 6;
  static final int TICKER = 7;
  static final int MINI_TICKER = 8;
  static final int CONTRACT_INFO = 9;
  static final int SERVER_SHUTDOWN = 10;
  static final int INDEX_PRICE = 11;

  private Fields() {}
}
