package dev.carry.sim.kraken;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.sim.wire.BookDiff;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.wire.Topics;
import dev.carry.sim.wire.VenueSide;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.wire.Wire;
import dev.carry.sim.world.Board;
import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Market;
import dev.carry.sim.world.Quoter;
import dev.carry.sim.world.Tape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The public socket of version 2. A topic is `channel:symbol`, of a book `book-depth:symbol`, of a
/// ticker `ticker-trigger:symbol`.
final class KrakenStreams {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SILENCE_MILLIS = 60_000;
  private static final List<Integer> DEPTHS = List.of(10, 25, 100, 500, 1_000);
  private static final Set<String> CHANNELS = Set.of("ticker", "trade", "book");
  private static final int TRADES = 50;

  private final Market market;
  private final Board board;
  private final VenueTime time;
  private final Topics topics = new Topics();
  private final List<Client> clients = new ArrayList<>();

  /// By topic.
  private final Map<String, BookDiff> books = new HashMap<>();

  KrakenStreams(Market market, Board board, VenueTime time) {
    this.market = market;
    this.board = board;
    this.time = time;
  }

  VenueSide.Session open(Wire wire) {
    Client client = new Client(wire);
    clients.add(client);
    wire.control(
        KrakenText.head("status", false)
            .open()
            .text("api_version", "v2")
            .whole("connection_id", 1_239_390_610_489_815_433L + clients.size())
            .text("system", "online")
            .text("version", "2.0.10")
            .close()
            .closeArray()
            .close()
            .toString());
    return client;
  }

  /// One client's socket.
  private final class Client implements VenueSide.Session {
    private final Wire wire;
    private long heard = time.trueNow();
    private long seenSent;
    private boolean subscribed;

    Client(Wire wire) {
      this.wire = wire;
    }

    @Override
    public void text(String message) {
      heard = time.trueNow();
      JsonNode request;
      try {
        request = JSON.readTree(message);
      } catch (JsonProcessingException e) {
        fail("", "Malformed request", "");
        return;
      }
      String method = request.path("method").asText("");
      JsonNode params = request.path("params");
      switch (method) {
        case "ping" -> stamped(new JsonOut().open().text("method", "pong"));
        case "subscribe" -> subscribe(params);
        case "unsubscribe" -> {
          for (JsonNode symbol : params.path("symbol")) {
            topics.remove(topic(params, symbol.asText()), wire);
            stamped(result("unsubscribe", params.path("channel").asText(""), symbol.asText()));
          }
        }
        default -> fail(method, "Method not supported", "");
      }
    }

    private void subscribe(JsonNode params) {
      String channel = params.path("channel").asText("");
      if (channel.equals("instrument")) {
        stamped(result("subscribe", channel, ""));
        subscribed = true;
        topics.add(channel, wire);
        wire.data(channel, instruments());
        return;
      }
      if (!CHANNELS.contains(channel)) {
        fail("subscribe", "Channel not supported", "");
        return;
      }
      if (channel.equals("book") && !DEPTHS.contains(params.path("depth").asInt(10))) {
        fail("subscribe", "Depth not supported", "");
        return;
      }
      for (JsonNode symbol : params.path("symbol")) {
        Listing listing = board.find(symbol.asText());
        if (listing == null) {
          String name = symbol.asText();
          fail("subscribe", "Currency pair not supported " + name, name);
        } else {
          stamped(result("subscribe", channel, listing.symbol()));
          subscribed = true;
          begin(topic(params, listing.symbol()), listing, params);
        }
      }
    }

    private void begin(String topic, Listing listing, JsonNode params) {
      if (topics.of(topic).contains(wire)) {
        return;
      }
      boolean snapshot = params.path("snapshot").asBoolean(true);
      switch (params.path("channel").asText("")) {
        case "book" -> {
          int depth = params.path("depth").asInt(10);
          BookDiff told = books.get(topic);
          if (told != null && topics.wanted(topic)) {
            change(topic, listing, told, depth);
          } else {
            books.put(topic, new BookDiff(listing, depth));
          }
          wire.data(topic, snapshot(listing, depth));
        }
        case "trade" -> {
          // Trades are told of before only where somebody asks.
          if (params.path("snapshot").asBoolean(false)) {
            wire.data(topic, KrakenText.trades(listing.tape(TRADES), true, time));
          }
        }
        default -> {
          if (snapshot) {
            wire.data(topic, KrakenText.ticker(listing, true, time));
          }
        }
      }
      topics.add(topic, wire);
    }

    private JsonOut result(String method, String channel, String symbol) {
      JsonOut out = new JsonOut().open().text("method", method).open("result");
      out.text("channel", channel).flag("snapshot", true);
      return (symbol.isEmpty() ? out : out.text("symbol", symbol)).close();
    }

    private void stamped(JsonOut out) {
      wire.control(
          out.flag("success", true)
              .text("time_in", KrakenText.time(time.now()))
              .text("time_out", KrakenText.time(time.now()))
              .close()
              .toString());
    }

    private void fail(String method, String why, String symbol) {
      wire.control(
          new JsonOut()
              .open()
              .text("error", why)
              .text("method", method)
              .flag("success", false)
              .text("symbol", symbol)
              .text("time_in", KrakenText.time(time.now()))
              .text("time_out", KrakenText.time(time.now()))
              .close()
              .toString());
    }

    @Override
    public void closed() {
      topics.removeAll(wire);
      clients.remove(this);
    }
  }

  private static String topic(JsonNode params, String symbol) {
    String channel = params.path("channel").asText("");
    return switch (channel) {
      case "book" -> book(params.path("depth").asInt(10), symbol);
      case "ticker" -> ticker(params.path("event_trigger").asText("trades"), symbol);
      default -> channel + ":" + symbol;
    };
  }

  private static String book(int depth, String symbol) {
    return "book-" + depth + ":" + symbol;
  }

  private static String ticker(String trigger, String symbol) {
    return "ticker-" + trigger + ":" + symbol;
  }

  void step() {
    keepAlive();
    if (topics.isEmpty()) {
      books.clear();
      return;
    }
    for (Listing listing : board.quotes()) {
      String ticker = ticker("bbo", listing.symbol());
      topics.publish(ticker, () -> KrakenText.ticker(listing, false, time));
      for (int depth : DEPTHS) {
        String topic = book(depth, listing.symbol());
        BookDiff told = books.get(topic);
        if (!topics.wanted(topic)) {
          books.remove(topic);
        } else if (told != null) {
          change(topic, listing, told, depth);
        }
      }
    }
    for (Tape.Trade trade : board.trades()) {
      String symbol = trade.listing().symbol();
      topics.publish("trade:" + symbol, () -> KrakenText.trades(List.of(trade), false, time));
      topics.publish(
          ticker("trades", symbol), () -> KrakenText.ticker(trade.listing(), false, time));
    }
  }

  private void change(String topic, Listing listing, BookDiff told, int depth) {
    BookDiff.Changes changes = told.advance(listing);
    List<BookDiff.Change> bids = inScope(listing, changes.bids(), true, depth);
    List<BookDiff.Change> asks = inScope(listing, changes.asks(), false, depth);
    if (bids.isEmpty() && asks.isEmpty()) {
      return;
    }
    JsonOut out = KrakenText.head("book", false).open().text("symbol", listing.symbol());
    out.openArray("bids");
    bids.forEach(c -> KrakenText.level(out, listing, c.price(), c.size()));
    out.closeArray().openArray("asks");
    asks.forEach(c -> KrakenText.level(out, listing, c.price(), c.size()));
    out.closeArray();
    topics.publish(topic, () -> end(out, listing));
  }

  /// What falls out of a book's depth is not told of: clients cut their books themselves.
  private static List<BookDiff.Change> inScope(
      Listing listing, List<BookDiff.Change> changes, boolean bids, int depth) {
    Quoter.Level worst = null;
    for (Quoter.Level level : Quoter.book(listing, bids, depth)) {
      worst = level;
    }
    List<BookDiff.Change> told = new ArrayList<>();
    for (BookDiff.Change change : changes) {
      boolean beyond =
          worst != null && (bids ? change.price() < worst.price() : change.price() > worst.price());
      if (change.size() > 0 || !beyond) {
        told.add(change);
      }
    }
    return told;
  }

  private String snapshot(Listing listing, int depth) {
    JsonOut out = KrakenText.head("book", true).open().text("symbol", listing.symbol());
    out.openArray("bids");
    Quoter.book(listing, true, depth)
        .forEach(l -> KrakenText.level(out, listing, l.price(), l.size()));
    out.closeArray().openArray("asks");
    Quoter.book(listing, false, depth)
        .forEach(l -> KrakenText.level(out, listing, l.price(), l.size()));
    out.closeArray();
    return end(out, listing);
  }

  private String end(JsonOut out, Listing listing) {
    return out.whole("checksum", KrakenText.checksum(listing))
        .text("timestamp", KrakenText.time(time.stamp(listing.quoteTime())))
        .close()
        .closeArray()
        .close()
        .toString();
  }

  private String instruments() {
    JsonOut out = new JsonOut(65_536).open().text("channel", "instrument");
    out.text("type", "snapshot").open("data").openArray("assets").closeArray().openArray("pairs");
    board.listed().forEach(listing -> KrakenText.pair(out, listing));
    return out.closeArray().close().close().toString();
  }

  /// A heartbeat in each second without anything else; who is silent for a minute is cut off.
  private void keepAlive() {
    if (!market.due(0, 1_000)) {
      return;
    }
    for (Client client : List.copyOf(clients)) {
      if (time.trueNow() - client.heard > SILENCE_MILLIS && !client.subscribed) {
        client.wire.close(1001, "idle");
      } else if (client.subscribed && client.wire.sent() == client.seenSent) {
        client.wire.control("{\"channel\":\"heartbeat\"}");
      }
      client.seenSent = client.wire.sent();
    }
  }
}
