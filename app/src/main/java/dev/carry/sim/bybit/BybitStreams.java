package dev.carry.sim.bybit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.sim.wire.BookDiff;
import dev.carry.sim.wire.GrowingCandles;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.wire.Topics;
import dev.carry.sim.wire.VenueSide;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.wire.Wire;
import dev.carry.sim.world.Board;
import dev.carry.sim.world.Candles;
import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Market;
import dev.carry.sim.world.Quoter;
import dev.carry.sim.world.Tape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The public sockets of one product line: linear, inverse or spot.
final class BybitStreams {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_ARGS_LENGTH = 21_000;
  private static final int MAX_SPOT_ARGS = 10;
  private static final long IDLE_MILLIS = 600_000;
  private static final List<Integer> DEPTHS = List.of(1, 50, 200, 1000);

  private final Market market;
  private final Board board;
  private final VenueTime time;
  private final String category;
  private final Candles candles;
  private final GrowingCandles growing;
  private final Topics topics = new Topics();
  private final List<Client> clients = new ArrayList<>();
  private final Map<String, Map<String, String>> tickers = new HashMap<>();
  private final Map<String, BookDiff> books = new HashMap<>();
  private final Map<String, Long> bookNumbers = new HashMap<>();
  private final Map<String, List<Tape.Liquidation>> forced = new LinkedHashMap<>();
  private int connections;

  BybitStreams(Market market, Board board, VenueTime time, String category) {
    this.market = market;
    this.board = board;
    this.time = time;
    this.category = category;
    this.candles = new Candles(market);
    this.growing =
        new GrowingCandles(
            market,
            topics,
            (topic, series, opens) -> topics.publish(topic, () -> candle(topic, series, opens)));
  }

  VenueSide.Session open(Wire wire) {
    connections++;
    String id = "sim" + category.substring(0, 3) + "0hq7usbrg-" + Integer.toString(connections, 36);
    Client client = new Client(wire, id);
    clients.add(client);
    return client;
  }

  /// One client's socket.
  private final class Client implements VenueSide.Session {
    private final Wire wire;
    private final String id;
    private int argsLength;
    private long heard = time.trueNow();

    Client(Wire wire, String id) {
      this.wire = wire;
      this.id = id;
    }

    @Override
    public void text(String message) {
      heard = time.trueNow();
      JsonNode request;
      try {
        request = JSON.readTree(message);
      } catch (JsonProcessingException e) {
        reply(false, "error:request format invalid", "", "");
        return;
      }
      String requestId = request.path("req_id").asText("");
      String op = request.path("op").asText("");
      switch (op) {
        case "ping" -> reply(true, "pong", requestId, op);
        case "subscribe" -> subscribe(request.path("args"), requestId);
        case "unsubscribe" -> {
          request.path("args").forEach(topic -> topics.remove(topic.asText(), wire));
          reply(true, "", requestId, op);
        }
        default -> reply(false, "error:unknown op", requestId, op);
      }
    }

    private void subscribe(JsonNode args, String requestId) {
      if (!args.isArray() || args.isEmpty()) {
        reply(false, "error:invalid args", requestId, "subscribe");
        return;
      }
      argsLength += args.toString().length();
      if (argsLength > MAX_ARGS_LENGTH) {
        reply(false, "error:args length exceeds " + MAX_ARGS_LENGTH, requestId, "subscribe");
        return;
      }
      if (category.equals("spot") && args.size() > MAX_SPOT_ARGS) {
        reply(false, "args size >" + MAX_SPOT_ARGS, requestId, "subscribe");
        return;
      }
      // One bad topic fails the whole request.
      for (JsonNode arg : args) {
        if (listingOf(arg.asText()) == null) {
          String why = "error:handler not found,topic:" + arg.asText();
          reply(false, why, requestId, "subscribe");
          return;
        }
      }
      reply(true, "", requestId, "subscribe");
      for (JsonNode arg : args) {
        // The first picture goes out before the changes that build on it.
        if (!topics.of(arg.asText()).contains(wire)) {
          first(arg.asText());
          topics.add(arg.asText(), wire);
        }
      }
    }

    private void first(String topic) {
      Listing listing = listingOf(topic);
      if (listing == null) {
        return;
      }
      if (topic.startsWith("kline.")) {
        GrowingCandles.Series series = series(topic, listing);
        growing.begin(topic, series);
        wire.data(topic, candle(topic, series, growing.newest(series)));
      } else if (topic.startsWith("tickers.") && listing.spec().spot()) {
        wire.data(topic, BybitSpotText.ticker(listing, time));
      } else if (topic.startsWith("tickers.")) {
        Map<String, String> fields = tickers.get(topic);
        if (fields == null || !topics.wanted(topic)) {
          fields = BybitText.ticker(listing, time);
          tickers.put(topic, fields);
        }
        wire.data(topic, BybitText.tickerMessage(listing, true, fields, time));
      } else if (topic.startsWith("orderbook.")) {
        int depth = depthOf(topic);
        BookDiff told = books.get(topic);
        if (told == null || depth == 1) {
          books.put(topic, new BookDiff(listing, depth));
        } else {
          // Everybody gets the changes since, so all must stand on the book as it is now.
          change(topic, listing, told);
        }
        wire.data(topic, snapshot(topic, listing, depth));
      }
    }

    private void reply(boolean success, String why, String requestId, String op) {
      wire.control(
          new JsonOut()
              .open()
              .flag("success", success)
              .text("ret_msg", why)
              .text("conn_id", id)
              .text("req_id", requestId)
              .text("op", op)
              .close()
              .toString());
    }

    @Override
    public void closed() {
      topics.removeAll(wire);
      clients.remove(this);
    }
  }

  /// The listing a topic is about, or null where this socket has no such topic.
  private @Nullable Listing listingOf(String topic) {
    int dot = topic.indexOf('.');
    if (dot < 0) {
      return null;
    }
    String symbol = topic.substring(topic.lastIndexOf('.') + 1);
    boolean known =
        switch (topic.substring(0, dot)) {
          case "tickers", "publicTrade" -> dot == topic.lastIndexOf('.');
          case "allLiquidation" -> dot == topic.lastIndexOf('.') && !category.equals("spot");
          case "kline" -> depthOf(topic) > 0 && depthOf(topic) <= 60;
          case "orderbook" -> DEPTHS.contains(depthOf(topic));
          default -> false;
        };
    Listing listing = board.find(symbol);
    return known && listing != null && BybitText.category(listing).equals(category)
        ? listing
        : null;
  }

  /// The number in the middle of a topic; −1 where there is none.
  private static int depthOf(String topic) {
    String[] parts = topic.split("\\.", -1);
    try {
      return parts.length == 3 ? Integer.parseInt(parts[1]) : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  void step() {
    dropIdle();
    if (topics.isEmpty()) {
      tickers.clear();
      books.clear();
      return;
    }
    for (Listing listing : board.quotes()) {
      ticker(listing);
      for (int depth : DEPTHS) {
        book("orderbook." + depth + "." + listing.symbol(), listing, depth);
      }
    }
    for (Tape.Trade trade : board.trades()) {
      String topic = "publicTrade." + trade.listing().symbol();
      topics.publish(topic, () -> BybitText.trade(trade, time));
    }
    for (Tape.Liquidation one : board.liquidations()) {
      forced.computeIfAbsent(one.listing().symbol(), s -> new ArrayList<>()).add(one);
    }
    if (market.due(0, 500)) {
      forced.forEach(
          (symbol, list) ->
              topics.publish(
                  "allLiquidation." + symbol,
                  () -> BybitText.liquidations(list.getFirst().listing(), list, time)));
      forced.clear();
    }
    for (Listing listing : board.listings()) {
      if (market.due(listing.order(), 1_000)) {
        ticker(listing);
      }
      if (market.due(listing.order(), 3_000)) {
        String topic = "orderbook.1." + listing.symbol();
        topics.publish(topic, () -> snapshot(topic, listing, 1));
      }
    }
    growing.step();
  }

  private static GrowingCandles.Series series(String topic, Listing listing) {
    return new GrowingCandles.Series(listing, Candles.Of.TRADE, depthOf(topic) * 60_000L);
  }

  private String candle(String topic, GrowingCandles.Series series, long opens) {
    Candles.Candle candle = candles.candle(series.listing(), series.of(), opens, series.millis());
    return BybitText.candle(topic, series.listing(), candle, series.millis(), time);
  }

  private void dropIdle() {
    if (market.due(0, 10_000)) {
      for (Client client : List.copyOf(clients)) {
        if (time.trueNow() - client.heard > IDLE_MILLIS) {
          client.wire.close(1006, "idle");
        }
      }
    }
  }

  private void ticker(Listing listing) {
    String topic = "tickers." + listing.symbol();
    if (!topics.wanted(topic) || !listing.trading()) {
      return;
    }
    if (listing.spec().spot()) {
      topics.publish(topic, () -> BybitSpotText.ticker(listing, time));
      return;
    }
    Map<String, String> now = BybitText.ticker(listing, time);
    Map<String, String> told = tickers.put(topic, now);
    if (told == null) {
      topics.publish(topic, () -> BybitText.tickerMessage(listing, true, now, time));
      return;
    }
    Map<String, String> changed = new LinkedHashMap<>();
    changed.put("symbol", listing.symbol());
    now.forEach(
        (name, value) -> {
          if (!value.equals(told.get(name))) {
            changed.put(name, value);
          }
        });
    if (changed.size() > 1) {
      topics.publish(topic, () -> BybitText.tickerMessage(listing, false, changed, time));
    }
  }

  private void book(String topic, Listing listing, int depth) {
    BookDiff told = books.get(topic);
    if (!topics.wanted(topic)) {
      books.remove(topic);
    } else if (depth == 1) {
      bookNumbers.merge(topic, 1L, Long::sum);
      topics.publish(topic, () -> snapshot(topic, listing, 1));
    } else if (told != null) {
      change(topic, listing, told);
    }
  }

  private void change(String topic, Listing listing, BookDiff told) {
    BookDiff.Changes changes = told.advance(listing);
    if (changes.isEmpty()) {
      return;
    }
    bookNumbers.merge(topic, 1L, Long::sum);
    JsonOut out = bookHead(topic, listing, "delta").openArray("b");
    changes.bids().forEach(c -> BybitText.level(out, listing, c.price(), c.size()));
    out.closeArray().openArray("a");
    changes.asks().forEach(c -> BybitText.level(out, listing, c.price(), c.size()));
    out.closeArray();
    topics.publish(topic, () -> bookTail(out, topic, listing));
  }

  private String snapshot(String topic, Listing listing, int depth) {
    bookNumbers.putIfAbsent(topic, 1_000_000L + listing.order());
    JsonOut out = bookHead(topic, listing, "snapshot");
    BybitText.levels(out.openArray("b"), listing, Quoter.book(listing, true, depth));
    BybitText.levels(out.openArray("a"), listing, Quoter.book(listing, false, depth));
    return bookTail(out, topic, listing);
  }

  private JsonOut bookHead(String topic, Listing listing, String type) {
    return new JsonOut()
        .open()
        .text("topic", topic)
        .text("type", type)
        .whole("ts", time.marketNow())
        .open("data")
        .text("s", listing.symbol());
  }

  private String bookTail(JsonOut out, String topic, Listing listing) {
    return out.whole("u", bookNumbers.getOrDefault(topic, 1L))
        .whole("seq", listing.sequence())
        .close()
        .whole("cts", time.stamp(listing.quoteTime()))
        .close()
        .toString();
  }
}
