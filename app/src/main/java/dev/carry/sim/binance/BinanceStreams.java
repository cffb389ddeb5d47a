package dev.carry.sim.binance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.sim.wire.BookDiff;
import dev.carry.sim.wire.GrowingCandles;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.wire.Topics;
import dev.carry.sim.wire.VenueSide;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.wire.Window;
import dev.carry.sim.wire.Wire;
import dev.carry.sim.world.Board;
import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Market;
import dev.carry.sim.world.Tape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// The socket side: routes, subscriptions and what is pushed.
final class BinanceStreams {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_STREAMS = 1024;
  private static final int DIFF_DEPTH = 200;
  private static final List<String> DIFFS =
      List.of("@depth", "@depth@100ms", "@depth@500ms", "@depth@0ms");

  /// Which half of the routed service a socket belongs to; all of one that is not routed.
  private enum Route {
    PUBLIC,
    MARKET,
    NONE,
    ALL;

    /// Whether the route delivers a stream. Every route acknowledges every stream.
    boolean delivers(String stream) {
      boolean book = stream.contains("bookTicker") || stream.contains("epth");
      boolean trade = stream.endsWith("@trade");
      return switch (this) {
        case PUBLIC -> book || trade;
        case MARKET -> !book && !trade;
        case NONE -> book;
        case ALL -> true;
      };
    }
  }

  private final BinanceProduct product;
  private final Market market;
  private final Board board;
  private final VenueTime time;
  private final Topics topics = new Topics();
  private final Map<Wire, Client> clients = new HashMap<>();
  private final Map<String, BookDiff> books = new HashMap<>();
  private final Map<String, Long> lastForced = new HashMap<>();
  private final BinanceKlines klines;
  private final GrowingCandles growing;

  BinanceStreams(BinanceProduct product, Market market, Board board, VenueTime time) {
    this.product = product;
    this.market = market;
    this.board = board;
    this.time = time;
    this.klines = new BinanceKlines(product, market, board, time);
    this.growing =
        new GrowingCandles(
            market,
            topics,
            (stream, series, opens) -> publish(stream, () -> klines.event(stream, series, opens)));
  }

  boolean serves(String path) {
    List<String> parts = parts(path);
    int at = !parts.isEmpty() && product.routed() && isRoute(parts.getFirst()) ? 1 : 0;
    return parts.size() > at && (parts.get(at).equals("ws") || parts.get(at).equals("stream"));
  }

  private static boolean isRoute(String part) {
    return part.equals("public") || part.equals("market");
  }

  private static List<String> parts(String path) {
    List<String> parts = new ArrayList<>(List.of(path.split("/", -1)));
    parts.removeIf(String::isEmpty);
    return parts;
  }

  VenueSide.Session open(Wire wire) {
    List<String> parts = parts(wire.path());
    Route route =
        switch (parts.getFirst()) {
          case "public" -> Route.PUBLIC;
          case "market" -> Route.MARKET;
          default -> product.routed() ? Route.NONE : Route.ALL;
        };
    int at = route == Route.PUBLIC || route == Route.MARKET ? 1 : 0;
    Client client = new Client(wire, route, parts.get(at).equals("stream"));
    clients.put(wire, client);
    List<String> first = new ArrayList<>(parts.subList(at + 1, parts.size()));
    String streams = wire.query().get("streams");
    if (streams != null) {
      first.addAll(List.of(streams.split("/", -1)));
    }
    first.removeIf(String::isEmpty);
    first.forEach(client::subscribe);
    return client;
  }

  /// One client's socket.
  private final class Client implements VenueSide.Session {
    private final Wire wire;
    private final Route route;
    private final Window inbound = new Window(1_000);
    private final List<String> asked = new ArrayList<>();
    private boolean combined;

    Client(Wire wire, Route route, boolean combined) {
      this.wire = wire;
      this.route = route;
      this.combined = combined;
    }

    void subscribe(String stream) {
      if (!asked.contains(stream)) {
        asked.add(stream);
      }
      if (route.delivers(stream)) {
        topics.add(stream, wire);
        beginBook(stream);
        GrowingCandles.Series series = klines.series(stream);
        if (series != null) {
          growing.begin(stream, series);
        }
      }
    }

    @Override
    public void text(String message) {
      if (inbound.add("", 1, time.trueNow()) > product.inboundLimit()) {
        wire.close(1008, "Too many requests");
        return;
      }
      JsonNode request;
      try {
        request = JSON.readTree(message);
      } catch (JsonProcessingException e) {
        fail(3, "Invalid JSON: " + e.getOriginalMessage(), "null");
        return;
      }
      String id = request.has("id") ? request.get("id").toString() : "null";
      switch (request.path("method").asText("")) {
        case "SUBSCRIBE" -> change(request.path("params"), id, this::subscribe);
        case "UNSUBSCRIBE" -> change(request.path("params"), id, this::unsubscribe);
        case "LIST_SUBSCRIPTIONS" -> list(id);
        case "SET_PROPERTY" -> {
          combined = request.path("params").path(1).asBoolean(combined);
          wire.control("{\"result\":null,\"id\":" + id + "}");
        }
        case "GET_PROPERTY" -> wire.control("{\"result\":" + combined + ",\"id\":" + id + "}");
        case "" -> fail(2, "Invalid request: missing field `method`", id);
        default -> fail(2, "Invalid request: unknown variant `method`", id);
      }
    }

    private void change(JsonNode params, String id, Consumer<String> each) {
      if (!params.isArray()) {
        fail(2, "Invalid request: request must be of a specified format", id);
        return;
      }
      if (asked.size() + params.size() > MAX_STREAMS) {
        fail(2, "Invalid request: too many streams, the limit is " + MAX_STREAMS, id);
        return;
      }
      params.forEach(stream -> each.accept(stream.asText()));
      wire.control("{\"result\":null,\"id\":" + id + "}");
    }

    private void unsubscribe(String stream) {
      asked.remove(stream);
      topics.remove(stream, wire);
    }

    private void list(String id) {
      JsonOut out = new JsonOut().open().openArray("result");
      asked.forEach(out::text);
      wire.control(out.closeArray().raw("id", id).close().toString());
    }

    private void fail(int code, String why, String id) {
      JsonOut out = new JsonOut().open().open("error").whole("code", code).text("msg", why).close();
      wire.control(out.raw("id", id).close().toString());
    }

    @Override
    public void closed() {
      topics.removeAll(wire);
      clients.remove(wire);
    }
  }

  void step() {
    if (market.due(0, product.pingEvery())) {
      clients.keySet().forEach(Wire::ping);
    }
    if (topics.isEmpty()) {
      return;
    }
    for (Listing listing : board.quotes()) {
      String name = lower(listing);
      publish(name + "@bookTicker", () -> BinanceText.bookTicker(listing, time));
      publish("!bookTicker", () -> BinanceText.bookTicker(listing, time));
      depth(listing, name);
    }
    for (Tape.Trade trade : board.trades()) {
      String name = lower(trade.listing());
      publish(name + "@aggTrade", () -> BinanceText.aggTrade(trade, time));
      publish(name + "@trade", () -> BinanceText.trade(trade, time));
    }
    for (Tape.Liquidation forced : board.liquidations()) {
      forced(forced);
    }
    periodic();
    growing.step();
  }

  /// A snapshot of at most one forced order a second and symbol: a sample, not a tape.
  private void forced(Tape.Liquidation forced) {
    String symbol = forced.listing().symbol();
    Long last = lastForced.get(symbol);
    if (last != null && forced.time() - last < 1_000) {
      return;
    }
    lastForced.put(symbol, forced.time());
    String text = BinanceText.forceOrder(forced, time);
    publish("!forceOrder@arr", () -> text);
    publish(lower(forced.listing()) + "@forceOrder", () -> text);
  }

  /// A stream of changes begins with the book as it is when somebody subscribes.
  private void beginBook(String stream) {
    int at = stream.indexOf("@depth");
    if (at > 0) {
      Listing listing = board.find(stream.substring(0, at).toUpperCase(Locale.ROOT));
      if (listing != null) {
        books.computeIfAbsent(listing.symbol(), s -> new BookDiff(listing, DIFF_DEPTH));
      }
    }
  }

  private void depth(Listing listing, String name) {
    for (int depth : new int[] {5, 10, 20}) {
      Supplier<String> text = () -> BinanceText.partialDepth(listing, depth, time);
      publish(name + "@depth" + depth, text);
      publish(name + "@depth" + depth + "@100ms", text);
      publish(name + "@depth" + depth + "@500ms", text);
    }
    BookDiff told = books.get(listing.symbol());
    if (told == null || DIFFS.stream().noneMatch(pace -> topics.wanted(name + pace))) {
      books.remove(listing.symbol());
      return;
    }
    String text = BinanceText.diffDepth(listing, told.advance(listing), time);
    for (String pace : DIFFS) {
      publish(name + pace, () -> text);
    }
  }

  private void periodic() {
    boolean second = market.due(0, 1_000);
    boolean third = market.due(0, 3_000);
    boolean marked = product != BinanceProduct.SPOT;
    if (second && marked) {
      publish("!markPrice@arr@1s", this::allMarks);
    }
    if (second) {
      publish("!ticker@arr", () -> array(l -> BinanceText.ticker(l, time)));
      publish("!miniTicker@arr", () -> array(l -> BinanceText.miniTicker(l, time)));
    }
    if (third && marked) {
      publish("!markPrice@arr", this::allMarks);
    }
    if (!second && !third) {
      return;
    }
    if (product == BinanceProduct.COIN_M) {
      pairs(second, third);
    }
    for (Listing listing : board.listings()) {
      if (listing.status() == Listing.Status.GONE) {
        continue;
      }
      String name = lower(listing);
      if (second && marked) {
        publish(name + "@markPrice@1s", () -> BinanceText.markPrice(listing, time));
      }
      if (second) {
        publish(name + "@ticker", () -> BinanceText.ticker(listing, time));
        publish(name + "@miniTicker", () -> BinanceText.miniTicker(listing, time));
      }
      if (third && marked) {
        publish(name + "@markPrice", () -> BinanceText.markPrice(listing, time));
      }
    }
  }

  /// Coin-margined contracts are told by pair, too: marks of all of them, and the one index.
  private void pairs(boolean second, boolean third) {
    Set<String> told = new HashSet<>();
    for (Listing listing : board.listed()) {
      String pair = BinanceText.pair(listing.spec());
      if (!told.add(pair)) {
        continue;
      }
      String name = pair.toLowerCase(Locale.ROOT);
      Supplier<String> index = () -> BinanceText.indexPrice(listing, time);
      Supplier<String> marks = () -> marksOf(pair);
      if (second) {
        publish(name + "@indexPrice@1s", index);
        publish(name + "@markPrice@1s", marks);
      }
      if (third) {
        publish(name + "@indexPrice", index);
        publish(name + "@markPrice", marks);
      }
    }
  }

  private String marksOf(String pair) {
    JsonOut out = new JsonOut(1_024).openArray();
    for (Listing listing : board.listed()) {
      if (BinanceText.pair(listing.spec()).equals(pair)) {
        out.raw(BinanceText.markPrice(listing, time));
      }
    }
    return out.closeArray().toString();
  }

  private String allMarks() {
    JsonOut out = new JsonOut(16_384).openArray();
    for (Listing listing : board.listed()) {
      out.raw(BinanceText.markPrice(listing, time));
    }
    Listing bitcoin = board.listings().getFirst();
    return out.raw(BinanceText.foreignMark(bitcoin, time)).closeArray().toString();
  }

  private String array(Function<Listing, String> each) {
    JsonOut out = new JsonOut(16_384).openArray();
    for (Listing listing : board.listed()) {
      out.raw(each.apply(listing));
    }
    return out.closeArray().toString();
  }

  private void publish(String stream, Supplier<String> message) {
    if (!topics.wanted(stream)) {
      return;
    }
    String raw = message.get();
    String wrapped = "{\"stream\":\"" + stream + "\",\"data\":" + raw + "}";
    for (Wire wire : topics.of(stream)) {
      Client client = clients.get(wire);
      wire.data(stream, client != null && client.combined ? wrapped : raw);
    }
  }

  private static String lower(Listing listing) {
    return listing.symbol().toLowerCase(Locale.ROOT);
  }
}
