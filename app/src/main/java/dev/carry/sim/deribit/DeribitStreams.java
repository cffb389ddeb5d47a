package dev.carry.sim.deribit;

import dev.carry.sim.wire.BookDiff;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.wire.Topics;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.wire.Wire;
import dev.carry.sim.world.Board;
import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Market;
import dev.carry.sim.world.OptionChain.Contract;
import dev.carry.sim.world.Quoter;
import dev.carry.sim.world.Tape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The channels and what is pushed on them.
final class DeribitStreams {
  private static final Set<String> PACES = Set.of("100ms", "agg2");
  private static final int DEPTH = 100;

  private final Market market;
  private final Board board;
  private final VenueTime time;
  private final DeribitOptions options;
  private final Topics topics = new Topics();
  private final Map<String, BookDiff> books = new HashMap<>();

  DeribitStreams(Market market, Board board, DeribitOptions options, VenueTime time) {
    this.options = options;
    this.market = market;
    this.board = board;
    this.time = time;
  }

  /// Whether a channel exists; one that does not is left out of the answer without a word.
  boolean knows(String channel) {
    return exists(channel.split("\\.", -1));
  }

  /// Subscribes to a channel that exists.
  void add(String channel, Wire wire) {
    if (!topics.of(channel).contains(wire)) {
      first(channel, channel.split("\\.", -1), wire);
      topics.add(channel, wire);
    }
  }

  boolean remove(String channel, Wire wire) {
    return topics.remove(channel, wire);
  }

  void removeAll(Wire wire) {
    topics.removeAll(wire);
  }

  private boolean exists(String[] parts) {
    if (parts.length < 2) {
      return false;
    }
    if (parts[0].equals("markprice")) {
      return parts.length == 3 && parts[1].equals("options") && byIndex(parts[2]) != null;
    }
    if (options.find(parts[1]) != null) {
      return parts[0].equals("ticker") && parts.length == 3 && PACES.contains(parts[2]);
    }
    Listing listing = board.find(parts[1]);
    return switch (parts[0]) {
      case "deribit_price_index" -> parts.length == 2 && byIndex(parts[1]) != null;
      case "quote" -> parts.length == 2 && listing != null;
      case "perpetual" ->
          parts.length == 3
              && listing != null
              && listing.spec().perpetual()
              && PACES.contains(parts[2]);
      case "ticker", "trades" -> parts.length == 3 && listing != null && PACES.contains(parts[2]);
      case "book" ->
          listing != null
              && (parts.length == 3 || parts.length == 5)
              && PACES.contains(parts[parts.length - 1]);
      default -> false;
    };
  }

  private @Nullable Listing byIndex(String index) {
    for (Listing listing : board.listings()) {
      if (DeribitText.index(listing).equals(index)) {
        return listing;
      }
    }
    return null;
  }

  private void first(String channel, String[] parts, Wire wire) {
    if (parts[0].equals("deribit_price_index")) {
      Listing listing = byIndex(parts[1]);
      if (listing != null) {
        wire.data(channel, message(channel, DeribitText.priceIndex(listing, time)));
      }
      return;
    }
    Contract option = options.find(parts[1]);
    if (option != null) {
      wire.data(channel, message(channel, options.ticker(parts[1], option)));
      return;
    }
    Listing listing = board.find(parts[1]);
    if (listing == null) {
      return;
    }
    String data =
        switch (parts[0]) {
          case "ticker" -> DeribitText.ticker(listing, time);
          case "quote" -> DeribitText.quote(listing, time);
          case "perpetual" -> DeribitText.perpetual(listing, time);
          case "book" -> parts.length == 5 ? group(listing, parts[3]) : snapshot(channel, listing);
          default -> "";
        };
    if (!data.isEmpty()) {
      wire.data(channel, message(channel, data));
    }
  }

  static String message(String channel, String data) {
    return "{\"jsonrpc\":\"2.0\",\"method\":\"subscription\",\"params\":{\"channel\":\""
        + channel
        + "\",\"data\":"
        + data
        + "}}";
  }

  void step() {
    if (topics.isEmpty()) {
      books.clear();
      return;
    }
    for (Listing listing : board.quotes()) {
      ticker(listing);
      publish("quote." + listing.symbol(), () -> DeribitText.quote(listing, time));
      for (String pace : PACES) {
        book("book." + listing.symbol() + "." + pace, listing);
        for (String depth : List.of("1", "10", "20")) {
          String grouped = "book." + listing.symbol() + ".none." + depth + "." + pace;
          publish(grouped, () -> group(listing, depth));
        }
      }
    }
    trades();
    options();
    for (Listing listing : board.listings()) {
      if (listing.trading() && market.due(listing.order(), 1_000)) {
        ticker(listing);
        publish("deribit_price_index." + DeribitText.index(listing), listing);
        for (String pace : PACES) {
          publish(
              "perpetual." + listing.symbol() + "." + pace,
              () -> DeribitText.perpetual(listing, time));
        }
      }
    }
  }

  /// Every two seconds, whatever pace was asked for: their marks move that often.
  private void options() {
    if (!market.due(0, 2_000)) {
      return;
    }
    options
        .listed()
        .forEach(
            (symbol, contract) -> {
              for (String pace : PACES) {
                publish("ticker." + symbol + "." + pace, () -> options.ticker(symbol, contract));
              }
            });
    for (String index : List.of("btc_usd", "eth_usd")) {
      publish("markprice.options." + index, () -> options.marks(index));
    }
  }

  /// Only the first contract of an index speaks for it.
  private void publish(String channel, Listing listing) {
    if (topics.wanted(channel) && listing.equals(byIndex(DeribitText.index(listing)))) {
      publish(channel, () -> DeribitText.priceIndex(listing, time));
    }
  }

  private void publish(String channel, Supplier<String> data) {
    topics.publish(channel, () -> message(channel, data.get()));
  }

  private void ticker(Listing listing) {
    for (String pace : PACES) {
      publish("ticker." + listing.symbol() + "." + pace, () -> DeribitText.ticker(listing, time));
    }
  }

  private void trades() {
    for (Tape.Trade trade : board.trades()) {
      String forced = "";
      for (Tape.Liquidation one : board.liquidations()) {
        if (one.listing().equals(trade.listing()) && one.size() == trade.size()) {
          forced = "T";
        }
      }
      JsonOut out = new JsonOut().openArray();
      DeribitText.trade(out, trade, forced, time);
      String text = out.closeArray().toString();
      for (String pace : PACES) {
        publish("trades." + trade.listing().symbol() + "." + pace, () -> text);
      }
    }
  }

  private void book(String channel, Listing listing) {
    BookDiff told = books.get(channel);
    if (!topics.wanted(channel)) {
      books.remove(channel);
      return;
    }
    if (told == null) {
      return;
    }
    BookDiff.Changes changes = told.advance(listing);
    JsonOut out = head(listing, "change").whole("prev_change_id", changes.after());
    changes(out.openArray("bids"), listing, changes.bids());
    changes(out.openArray("asks"), listing, changes.asks());
    publish(channel, () -> out.close().toString());
  }

  private String snapshot(String channel, Listing listing) {
    BookDiff told = books.get(channel);
    if (told != null && topics.wanted(channel)) {
      book(channel, listing);
    } else {
      books.put(channel, new BookDiff(listing, DEPTH));
    }
    JsonOut out = head(listing, "snapshot");
    for (boolean bids : new boolean[] {true, false}) {
      out.openArray(bids ? "bids" : "asks");
      for (Quoter.Level level : Quoter.book(listing, bids, DEPTH)) {
        entry(out, listing, "new", level.price(), level.size());
      }
      out.closeArray();
    }
    return out.close().toString();
  }

  private JsonOut head(Listing listing, String type) {
    return new JsonOut(1_024)
        .open()
        .text("type", type)
        .whole("timestamp", time.stamp(listing.quoteTime()))
        .text("instrument_name", listing.symbol())
        .whole("change_id", listing.sequence());
  }

  private static void changes(JsonOut out, Listing listing, List<BookDiff.Change> changes) {
    for (BookDiff.Change change : changes) {
      String what = change.size() == 0 ? "delete" : change.fresh() ? "new" : "change";
      entry(out, listing, what, change.price(), change.size());
    }
    out.closeArray();
  }

  private static void entry(JsonOut out, Listing listing, String what, double price, double size) {
    out.openArray()
        .text(what)
        .raw(DeribitText.price(listing, price))
        .raw(DeribitText.amount(listing, size))
        .closeArray();
  }

  private String group(Listing listing, String depth) {
    int levels = depth.equals("1") ? 1 : depth.equals("10") ? 10 : 20;
    JsonOut out =
        new JsonOut(1_024)
            .open()
            .whole("timestamp", time.stamp(listing.quoteTime()))
            .text("instrument_name", listing.symbol())
            .whole("change_id", listing.sequence());
    DeribitText.levels(out.openArray("bids"), listing, Quoter.book(listing, true, levels));
    DeribitText.levels(out.openArray("asks"), listing, Quoter.book(listing, false, levels));
    return out.close().toString();
  }
}
