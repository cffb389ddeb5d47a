package dev.carry.venue.bybit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Instrument;
import dev.carry.model.Listing;
import dev.carry.model.MarketEvent;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Golden;
import dev.carry.venue.Instruments;
import dev.carry.venue.VenueCodec;
import java.time.Instant;
import java.util.List;

/// A codec, what is listed, and messages with only what a test is about; single quotes stand for
/// double ones.
abstract class BybitMessages {
  static final Instant NOW = Instant.parse("2026-09-01T08:00:05.012Z");
  static final long TS = 1_788_249_605_000L;
  static final String RATE =
      "'fundingRate':'0.0001','nextFundingTime':'1788278400000','fundingIntervalHour':'8'";
  static final String TOUCH = "'bid1Price':'100','bid1Size':'1','ask1Price':'101','ask1Size':'2'";

  final Instruments listed = new Instruments();
  final VenueCodec codec = new Bybit().codec(listed);

  static String text(String singleQuoted) {
    return singleQuoted.replace('\'', '"');
  }

  Decoded decode(String message) {
    return codec.decode(Frame.of(Bybit.ID, "-", NOW, text(message)));
  }

  Decoded.Facts facts(String message) {
    Decoded decoded = decode(message);
    assertThat(decoded).isInstanceOf(Decoded.Facts.class);
    return (Decoded.Facts) decoded;
  }

  <T extends MarketEvent> T one(String message, Class<T> type) {
    List<MarketEvent> events = facts(message).events();
    assertThat(events).hasSize(1);
    return type.cast(events.getFirst());
  }

  static String snapshot(String symbol, String fields) {
    return ticker(symbol, "snapshot", fields);
  }

  static String delta(String symbol, String fields) {
    return ticker(symbol, "delta", fields);
  }

  static String ticker(String symbol, String type, String fields) {
    return "{'topic':'tickers.%s','type':'%s','data':{'symbol':'%s',%s},'cs':1,'ts':%d}"
        .formatted(symbol, type, symbol, fields, TS);
  }

  static String liquidation(String side) {
    return "{'topic':'allLiquidation.BTCUSDT','type':'snapshot','ts':%d,'data':[%s]}"
        .formatted(TS, row("BTCUSDT", side, "1", "100"));
  }

  static String trade(String symbol, String size) {
    return "{'topic':'publicTrade.%s','type':'snapshot','ts':%d,'data':[%s]}"
        .formatted(symbol, TS, row(symbol, "Buy", size, "100"));
  }

  static String row(String symbol, String side, String size, String price) {
    return "{'T':%d,'s':'%s','S':'%s','v':'%s','p':'%s','i':'a','BT':false}"
        .formatted(TS, symbol, side, size, price);
  }

  static String orderbook(int depth, String type, String bids, String asks) {
    return "{'topic':'orderbook.%d.BTCUSDT','type':'%s','ts':%d,'data':{'s':'BTCUSDT','b':%s,'a':%s}}"
        .formatted(depth, type, TS, bids, asks);
  }

  /// A row of the instruments with what a test is about; the last of two equal fields counts.
  static String instrument(String symbol, String contractType, String fields) {
    return ("{'symbol':'%s','contractType':'%s','status':'Trading','baseCoin':'BTC',"
            + "'quoteCoin':'USDT','settleCoin':'USDT','deliveryTime':'0',%s}")
        .formatted(symbol, contractType, fields);
  }

  static String instruments(String... rows) {
    return "{'retCode':0,'result':{'list':[" + String.join(",", rows) + "]},'time':1788249601000}";
  }

  Instrument list(String symbol, String contractType, String fields) {
    Decoded.Facts decoded = facts(instruments(instrument(symbol, contractType, fields)));
    Golden.keep(decoded, listed);
    return ((Listing) decoded.events().getFirst()).instrument();
  }
}
