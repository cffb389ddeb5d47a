package dev.carry.sim.krakenfutures;

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

/// The socket's feeds. A topic is `feed:product`.
final class KrakenFuturesStreams {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> FEEDS = Set.of("ticker", "book", "trade");
  private static final String HEARTBEAT = "heartbeat";
  private static final int DEPTH = 100;
  private static final int LAST_TRADES = 100;
  private static final long SILENCE_MILLIS = 60_000;

  private final Market market;
  private final Board board;
  private final VenueTime time;
  private final Topics topics = new Topics();
  private final List<Client> clients = new ArrayList<>();
  private final Map<String, Told> books = new HashMap<>();

  /// A book as it was told, and its messages counted.
  private static final class Told {
    private final BookDiff diff;
    private long number;

    Told(BookDiff diff, long number) {
      this.diff = diff;
      this.number = number;
    }
  }

  KrakenFuturesStreams(Market market, Board board, VenueTime time) {
    this.market = market;
    this.board = board;
    this.time = time;
  }

  VenueSide.Session open(Wire wire) {
    Client client = new Client(wire);
    clients.add(client);
    wire.control("{\"event\":\"info\",\"version\":1}");
    return client;
  }

  /// One client's socket.
  private final class Client implements VenueSide.Session {
    private final Wire wire;
    private long heard = time.trueNow();

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
        say("alert", "Bad websocket message");
        return;
      }
      String feed = request.path("feed").asText("");
      switch (request.path("event").asText("")) {
        case "ping" -> wire.control("{\"event\":\"pong\"}");
        case "subscribe" -> subscribe(feed, request.path("product_ids"));
        case "unsubscribe" -> {
          for (JsonNode product : request.path("product_ids")) {
            topics.remove(feed + ":" + product.asText(), wire);
            acknowledge("unsubscribed", feed, product.asText());
          }
        }
        default -> say("error", "Invalid event");
      }
    }

    private void subscribe(String feed, JsonNode products) {
      if (feed.equals(HEARTBEAT)) {
        topics.add(HEARTBEAT, wire);
        wire.control("{\"event\":\"subscribed\",\"feed\":\"heartbeat\"}");
        return;
      }
      if (!FEEDS.contains(feed)) {
        say("error", "Invalid feed");
        return;
      }
      for (JsonNode product : products) {
        Listing listing = board.find(product.asText());
        if (listing == null) {
          say("error", "Invalid product id");
          continue;
        }
        String topic = feed + ":" + listing.symbol();
        acknowledge("subscribed", feed, listing.symbol());
        if (!topics.of(topic).contains(wire)) {
          first(feed, topic, listing);
          topics.add(topic, wire);
        }
      }
    }

    private void first(String feed, String topic, Listing listing) {
      switch (feed) {
        case "ticker" -> wire.data(topic, KrakenFuturesText.ticker(listing, time));
        case "book" -> wire.data(topic, snapshot(topic, listing));
        default -> wire.data(topic, lastTrades(listing));
      }
    }

    private void acknowledge(String event, String feed, String product) {
      wire.control(
          new JsonOut()
              .open()
              .text("event", event)
              .text("feed", feed)
              .openArray("product_ids")
              .text(product)
              .closeArray()
              .close()
              .toString());
    }

    private void say(String event, String why) {
      wire.control(
          new JsonOut().open().text("event", event).text("message", why).close().toString());
    }

    @Override
    public void closed() {
      topics.removeAll(wire);
      clients.remove(this);
    }
  }

  private String lastTrades(Listing listing) {
    JsonOut out =
        new JsonOut(2_048)
            .open()
            .text("feed", "trade_snapshot")
            .text("product_id", listing.symbol())
            .openArray("trades");
    for (Tape.Trade trade : listing.tape(LAST_TRADES).reversed()) {
      out.raw(KrakenFuturesText.trade(trade, false, time));
    }
    return out.closeArray().close().toString();
  }

  // --- order books -------------------------------------------------------------------------

  /// The whole book for a new listener; those who listen already are told of the changes first.
  private String snapshot(String topic, Listing listing) {
    Told told = books.get(topic);
    if (told != null && topics.wanted(topic)) {
      changes(topic, listing, told);
    } else {
      told =
          new Told(new BookDiff(listing, DEPTH), told == null ? listing.sequence() : told.number);
      books.put(topic, told);
    }
    JsonOut out =
        new JsonOut(8_192)
            .open()
            .text("feed", "book_snapshot")
            .text("product_id", listing.symbol())
            .whole("timestamp", time.marketNow())
            .whole("seq", told.number)
            .raw("tickSize", "null");
    side(out.openArray("bids"), listing, true);
    side(out.openArray("asks"), listing, false);
    return out.close().toString();
  }

  private static void side(JsonOut out, Listing listing, boolean bids) {
    for (Quoter.Level level : Quoter.book(listing, bids, DEPTH)) {
      out.open()
          .raw("price", KrakenFuturesText.price(listing, level.price()))
          .raw("qty", KrakenFuturesText.size(listing, level.size()))
          .close();
    }
    out.closeArray();
  }

  /// One message a level; what left goes first, so that the sides never cross between two messages.
  private void changes(String topic, Listing listing, Told told) {
    BookDiff.Changes changes = told.diff.advance(listing);
    for (boolean left : new boolean[] {true, false}) {
      changes.bids().forEach(bid -> change(topic, listing, told, "buy", bid, left));
      changes.asks().forEach(ask -> change(topic, listing, told, "sell", ask, left));
    }
  }

  private void change(
      String topic, Listing listing, Told told, String side, BookDiff.Change change, boolean left) {
    if (left != (change.size() == 0)) {
      return;
    }
    told.number++;
    String text =
        new JsonOut()
            .open()
            .text("feed", "book")
            .text("product_id", listing.symbol())
            .text("side", side)
            .whole("seq", told.number)
            .raw("price", KrakenFuturesText.price(listing, change.price()))
            .raw("qty", KrakenFuturesText.size(listing, change.size()))
            .whole("timestamp", time.stamp(listing.quoteTime()))
            .close()
            .toString();
    topics.publish(topic, () -> text);
  }

  // --- what the market's step changed ------------------------------------------------------

  void step() {
    dropSilent();
    if (topics.isEmpty()) {
      return;
    }
    for (Listing listing : board.quotes()) {
      String topic = "book:" + listing.symbol();
      Told told = books.get(topic);
      if (told != null && topics.wanted(topic)) {
        changes(topic, listing, told);
      }
    }
    for (Tape.Trade trade : board.trades()) {
      String topic = "trade:" + trade.listing().symbol();
      topics.publish(topic, () -> KrakenFuturesText.trade(trade, forced(trade), time));
    }
    for (Listing listing : board.listings()) {
      if (listing.trading() && market.due(listing.order(), 1_000)) {
        String topic = "ticker:" + listing.symbol();
        topics.publish(topic, () -> KrakenFuturesText.ticker(listing, time));
      }
    }
    if (market.due(0, 1_000)) {
      topics.publish(HEARTBEAT, () -> "{\"feed\":\"heartbeat\",\"time\":" + time.marketNow() + "}");
    }
  }

  private boolean forced(Tape.Trade trade) {
    return board.liquidations().stream()
        .anyMatch(one -> one.listing().equals(trade.listing()) && one.size() == trade.size());
  }

  /// A client has to be heard at least every 60 s, whatever is sent to it.
  private void dropSilent() {
    if (!market.due(0, 5_000)) {
      return;
    }
    for (Client client : List.copyOf(clients)) {
      if (time.trueNow() - client.heard > SILENCE_MILLIS) {
        client.wire.close(1001, "idle");
      }
    }
  }
}
