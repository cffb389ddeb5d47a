package dev.carry.venue.roster;

import dev.carry.model.VenueId;
import dev.carry.venue.VenueDescriptor;
import dev.carry.venue.backpack.Backpack;
import dev.carry.venue.binance.BinanceCoinm;
import dev.carry.venue.binance.BinanceOptions;
import dev.carry.venue.binance.BinanceSpot;
import dev.carry.venue.binance.BinanceUsdm;
import dev.carry.venue.bitget.Bitget;
import dev.carry.venue.bitmex.Bitmex;
import dev.carry.venue.bybit.Bybit;
import dev.carry.venue.bybit.BybitOptions;
import dev.carry.venue.bybit.BybitSpot;
import dev.carry.venue.coinbase.CoinbaseSpot;
import dev.carry.venue.deribit.Deribit;
import dev.carry.venue.dydx.Dydx;
import dev.carry.venue.ftx.Ftx;
import dev.carry.venue.gate.Gate;
import dev.carry.venue.hyperliquid.Hyperliquid;
import dev.carry.venue.kraken.KrakenSpot;
import dev.carry.venue.krakenfutures.KrakenFutures;
import dev.carry.venue.okx.Okx;
import dev.carry.venue.okx.OkxOptions;
import dev.carry.venue.okx.OkxSpot;
import java.util.List;
import java.util.Optional;

/// Every venue Carry knows, in the order users see them. A new venue is one line here.
public final class Venues {
  private static final List<VenueDescriptor> ALL =
      List.of(
          new BinanceUsdm(), //
          new BinanceCoinm(),
          new BinanceSpot(),
          new Bybit(),
          new Okx(),
          new Deribit(),
          new KrakenFutures(),
          new Backpack(),
          new Gate(),
          new Bitget(),
          new Hyperliquid(),
          new Dydx(),
          new BybitSpot(),
          new OkxSpot(),
          new CoinbaseSpot(),
          new KrakenSpot(),
          new OkxOptions(),
          new BybitOptions(),
          new BinanceOptions(),
          new Bitmex(),
          new Ftx());

  private Venues() {}

  public static List<VenueDescriptor> all() {
    return ALL;
  }

  public static Optional<VenueDescriptor> find(VenueId id) {
    return ALL.stream().filter(venue -> venue.id().equals(id)).findFirst();
  }
}
