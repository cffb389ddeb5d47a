package dev.carry.sim.coinbase;

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
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The market data socket. A topic is `channel:product`.
final class CoinbaseStreams {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long FIRST_SUBSCRIPTION_MILLIS = 5_000;
  private static final int DEPTH = 500;
  private static final Set<String> OPEN =
      Set.of("ticker", "ticker_batch", "matches", "level2_batch", "heartbeat");
  private static final Set<String> WITH_LOGIN = Set.of("level2", "level3", "full", "user");

  private final Market market;
  private final Board board;
  private final VenueTime time;
  private final Topics topics = new Topics();
  private final List<Client> clients = new ArrayList<>();

  /// By topic.
  private final Map<String, BookDiff> books = new HashMap<>();

  CoinbaseStreams(Market market, Board board, VenueTime time) {
    this.market = market;
    this.board = board;
    this.time = time;
  }

  VenueSide.Session open(Wire wire) {
    Client client = new Client(wire);
    clients.add(client);
    return client;
  }

  /// One client's socket.
  private final class Client implements VenueSide.Session {
    private final Wire wire;
    private final long since = time.trueNow();

    /// Products by channel.
    private final Map<String, Set<String>> subscribed = new TreeMap<>();

    Client(Wire wire) {
      this.wire = wire;
    }

    @Override
    public void text(String message) {
      JsonNode request;
      try {
        request = JSON.readTree(message);
      } catch (JsonProcessingException e) {
        wire.control(CoinbaseText.error("Malformed JSON"));
        return;
      }
      String type = request.path("type").asText("");
      if (!type.equals("subscribe") && !type.equals("unsubscribe")) {
        wire.control(CoinbaseText.error("Type has to be either subscribe or unsubscribe"));
        return;
      }
      Map<String, List<String>> asked = asked(request);
      String wrong = wrong(asked);
      if (wrong != null) {
        wire.control(CoinbaseText.error(wrong));
        return;
      }
      if (type.equals("subscribe")) {
        asked.forEach(
            (channel, products) ->
                subscribed.computeIfAbsent(channel, c -> new TreeSet<>()).addAll(products));
        acknowledge();
        asked.forEach((channel, products) -> products.forEach(id -> begin(channel, id)));
      } else {
        asked.forEach(
            (channel, products) -> {
              subscribed.getOrDefault(channel, new TreeSet<>()).removeAll(products);
              products.forEach(id -> topics.remove(topic(channel, id), wire));
            });
        acknowledge();
      }
    }

    private void acknowledge() {
      JsonOut out = new JsonOut().open().text("type", "subscriptions").openArray("channels");
      subscribed.forEach(
          (channel, products) -> {
            out.open().text("name", channel).openArray("product_ids");
            products.forEach(out::text);
            out.closeArray().raw("account_ids", "null").close();
          });
      wire.control(out.closeArray().close().toString());
    }

    private void begin(String channel, String id) {
      Listing listing = board.find(id);
      String topic = topic(channel, id);
      if (listing == null || topics.of(topic).contains(wire)) {
        return;
      }
      if (channel.equals("level2_batch")) {
        BookDiff told = books.get(topic);
        if (told != null && topics.wanted(topic)) {
          change(topic, listing, told);
        } else {
          books.put(topic, new BookDiff(listing, DEPTH));
        }
        wire.data(topic, snapshot(listing));
      } else if (channel.equals("matches")) {
        listing
            .tape(1)
            .forEach(last -> wire.data(topic, CoinbaseText.match("last_match", last, time)));
      }
      topics.add(topic, wire);
    }

    @Override
    public void closed() {
      topics.removeAll(wire);
      clients.remove(this);
    }
  }

  /// Channels are named alone, for the products of the message, or with products of their own.
  private static Map<String, List<String>> asked(JsonNode request) {
    Map<String, List<String>> asked = new TreeMap<>();
    List<String> common = texts(request.path("product_ids"));
    for (JsonNode channel : request.path("channels")) {
      if (channel.isTextual()) {
        asked.put(channel.asText(), common);
      } else {
        List<String> own = texts(channel.path("product_ids"));
        asked.put(channel.path("name").asText(""), own.isEmpty() ? common : own);
      }
    }
    return asked;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(node.asText()));
    return texts;
  }

  /// Why a request fails as a whole; null where it does not.
  private @Nullable String wrong(Map<String, List<String>> asked) {
    if (asked.isEmpty()) {
      return "No channels provided";
    }
    for (Map.Entry<String, List<String>> entry : asked.entrySet()) {
      if (WITH_LOGIN.contains(entry.getKey())) {
        return entry.getKey() + " channel requires authentication";
      }
      if (!OPEN.contains(entry.getKey())) {
        return entry.getKey() + " is not a valid channel";
      }
      for (String product : entry.getValue()) {
        if (board.find(product) == null) {
          return product + " is not a valid product";
        }
      }
    }
    return null;
  }

  private static String topic(String channel, String id) {
    return channel + ":" + id;
  }

  void step() {
    dropMute();
    if (topics.isEmpty()) {
      books.clear();
      return;
    }
    for (Listing listing : board.quotes()) {
      String topic = topic("level2_batch", listing.symbol());
      BookDiff told = books.get(topic);
      if (!topics.wanted(topic)) {
        books.remove(topic);
      } else if (told != null) {
        change(topic, listing, told);
      }
    }
    for (Tape.Trade trade : board.trades()) {
      String id = trade.listing().symbol();
      topics.publish(topic("matches", id), () -> CoinbaseText.match("match", trade, time));
      topics.publish(topic("ticker", id), () -> CoinbaseText.ticker(trade, time));
    }
    for (Listing listing : board.listings()) {
      if (market.due(listing.order(), 1_000)) {
        topics.publish(
            topic("heartbeat", listing.symbol()), () -> CoinbaseText.heartbeat(listing, time));
      }
      if (market.due(listing.order(), 5_000)) {
        listing
            .tape(1)
            .forEach(
                last ->
                    topics.publish(
                        topic("ticker_batch", listing.symbol()),
                        () -> CoinbaseText.ticker(last, time)));
      }
    }
  }

  private void change(String topic, Listing listing, BookDiff told) {
    BookDiff.Changes changes = told.advance(listing);
    if (changes.isEmpty()) {
      return;
    }
    JsonOut out =
        new JsonOut(1_024)
            .open()
            .text("type", "l2update")
            .text("product_id", listing.symbol())
            .openArray("changes");
    changes.bids().forEach(change -> change(out, listing, "buy", change));
    changes.asks().forEach(change -> change(out, listing, "sell", change));
    out.closeArray().text("time", CoinbaseText.time(time.stamp(listing.quoteTime()))).close();
    topics.publish(topic, out::toString);
  }

  private static void change(JsonOut out, Listing listing, String side, BookDiff.Change change) {
    out.openArray()
        .text(side)
        .text(CoinbaseText.price(listing, change.price()))
        .text(CoinbaseText.size(change.size()))
        .closeArray();
  }

  private String snapshot(Listing listing) {
    JsonOut out =
        new JsonOut(32_768).open().text("type", "snapshot").text("product_id", listing.symbol());
    CoinbaseText.levels(out.openArray("asks"), listing, Quoter.book(listing, false, DEPTH), false);
    CoinbaseText.levels(out.openArray("bids"), listing, Quoter.book(listing, true, DEPTH), false);
    return out.text("time", CoinbaseText.time(time.stamp(listing.quoteTime()))).close().toString();
  }

  /// Who has not subscribed to anything within five seconds is cut off.
  private void dropMute() {
    if (!market.due(0, 1_000)) {
      return;
    }
    for (Client client : List.copyOf(clients)) {
      boolean late = time.trueNow() - client.since > FIRST_SUBSCRIPTION_MILLIS;
      if (late && client.subscribed.isEmpty()) {
        client.wire.close(1008, "no subscription within five seconds");
      }
    }
  }
}
