package dev.carry.sim.backpack;

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
import dev.carry.sim.world.Tape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// The socket. A topic is the stream's name; nothing is acknowledged, unknown markets are silent.
final class BackpackStreams {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> KINDS =
      Set.of("markPrice", "bookTicker", "ticker", "openInterest", "trade");
  private static final Map<String, Long> WINDOWS =
      Map.of("200ms", 200L, "600ms", 600L, "1000ms", 1_000L);
  private static final long PING_MILLIS = 60_000;

  private final Market market;
  private final Board board;
  private final VenueTime time;
  private final Topics topics = new Topics();
  private final List<Wire> wires = new ArrayList<>();
  private final Candles candles;
  private final GrowingCandles growing;

  /// By topic.
  private final Map<String, Told> books = new LinkedHashMap<>();

  /// A book as its listeners know it, and how often they are told.
  private record Told(Listing listing, BookDiff diff, long windowMillis) {}

  BackpackStreams(Market market, Board board, VenueTime time) {
    this.market = market;
    this.board = board;
    this.time = time;
    this.candles = new Candles(market);
    this.growing = new GrowingCandles(market, topics, this::candle);
  }

  /// The length of a candle; 0: there are none of it.
  static long millis(String interval) {
    return switch (interval) {
      case "1m" -> 60_000;
      case "3m" -> 180_000;
      case "5m" -> 300_000;
      case "15m" -> 900_000;
      case "30m" -> 1_800_000;
      case "1h" -> 3_600_000;
      case "2h" -> 7_200_000;
      case "4h" -> 14_400_000;
      case "6h" -> 21_600_000;
      case "8h" -> 28_800_000;
      case "12h" -> 43_200_000;
      case "1d" -> 86_400_000;
      case "3d" -> 259_200_000;
      case "1w" -> 604_800_000;
      default -> 0;
    };
  }

  VenueSide.Session open(Wire wire) {
    wires.add(wire);
    return new Client(wire);
  }

  /// One client's socket.
  private final class Client implements VenueSide.Session {
    private final Wire wire;

    Client(Wire wire) {
      this.wire = wire;
    }

    @Override
    public void text(String message) {
      JsonNode request;
      try {
        request = JSON.readTree(message);
      } catch (JsonProcessingException e) {
        fail(4002, "Parse error");
        return;
      }
      switch (request.path("method").asText("")) {
        case "SUBSCRIBE" -> request.path("params").forEach(name -> subscribe(name.asText()));
        case "UNSUBSCRIBE" ->
            request.path("params").forEach(name -> topics.remove(name.asText(), wire));
        default -> fail(4002, "Parse error");
      }
    }

    private void subscribe(String name) {
      String[] parts = name.split("\\.", 2);
      switch (parts[0]) {
        case "liquidation" -> topics.add(name, wire);
        case "depth" -> depth(name, parts.length < 2 ? "" : parts[1]);
        case "kline" -> kline(name, parts.length < 2 ? "" : parts[1]);
        default -> {
          if (!KINDS.contains(parts[0])) {
            fail(4006, "Invalid stream");
          } else if (parts.length == 2 && board.find(parts[1]) != null) {
            topics.add(name, wire);
          }
        }
      }
    }

    /// `SOL_USDC_PERP` at once, `200ms.SOL_USDC_PERP` gathered.
    private void depth(String name, String rest) {
      String window = rest.contains("ms.") ? rest.substring(0, rest.indexOf('.')) : "";
      Long millis = window.isEmpty() ? Long.valueOf(0) : WINDOWS.get(window);
      if (millis == null) {
        fail(4008, "Invalid depth window");
        return;
      }
      Listing listing = board.find(window.isEmpty() ? rest : rest.substring(window.length() + 1));
      if (listing != null) {
        if (!topics.wanted(name)) {
          books.put(name, new Told(listing, new BookDiff(listing, BackpackRest.DEPTH), millis));
        }
        topics.add(name, wire);
      }
    }

    private void kline(String name, String rest) {
      int dot = rest.indexOf('.');
      long millis = dot < 0 ? 0 : millis(rest.substring(0, dot));
      Listing listing = dot < 0 ? null : board.find(rest.substring(dot + 1));
      if (millis == 0) {
        fail(4006, "Invalid stream");
      } else if (listing != null) {
        topics.add(name, wire);
        growing.begin(name, new GrowingCandles.Series(listing, Candles.Of.TRADE, millis));
      }
    }

    private void fail(int code, String why) {
      wire.control(
          new JsonOut()
              .open()
              .raw("id", "null")
              .open("error")
              .whole("code", code)
              .text("message", why)
              .close()
              .close()
              .toString());
    }

    @Override
    public void closed() {
      topics.removeAll(wire);
      wires.remove(wire);
    }
  }

  // --- what the market's step changed ------------------------------------------------------

  void step() {
    if (market.due(0, PING_MILLIS)) {
      List.copyOf(wires).forEach(Wire::ping);
    }
    if (topics.isEmpty()) {
      books.clear();
      return;
    }
    for (Listing listing : board.quotes()) {
      tell("bookTicker", listing, l -> BackpackText.bookTicker(l, time));
    }
    books.keySet().removeIf(topic -> !topics.wanted(topic));
    books.forEach(this::changes);
    for (Tape.Trade trade : board.trades()) {
      tell("trade", trade.listing(), l -> BackpackText.trade(trade, time));
    }
    for (Tape.Liquidation forced : board.liquidations()) {
      topics.publish(
          "liquidation", () -> wrapped("liquidation", BackpackText.liquidation(forced, time)));
    }
    boolean second = market.due(0, 1_000);
    for (Listing listing : board.listings()) {
      if (listing.trading() && second) {
        tell("markPrice", listing, l -> BackpackText.markPrice(l, time));
        tell("ticker", listing, l -> BackpackText.ticker(l, time));
      }
      if (listing.trading() && market.due(listing.order(), 60_000)) {
        tell("openInterest", listing, l -> BackpackText.openInterest(l, time));
      }
    }
    growing.step();
  }

  private static String wrapped(String stream, String data) {
    return "{\"data\":" + data + ",\"stream\":\"" + stream + "\"}";
  }

  private void tell(String kind, Listing listing, Function<Listing, String> data) {
    String topic = kind + "." + listing.symbol();
    topics.publish(topic, () -> wrapped(topic, data.apply(listing)));
  }

  private void candle(String topic, GrowingCandles.Series series, long opens) {
    Candles.Candle candle = candles.candle(series.listing(), series.of(), opens, series.millis());
    boolean closed = opens + series.millis() <= market.time();
    String data = BackpackText.kline(series.listing(), candle, series.millis(), closed, time);
    topics.publish(topic, () -> wrapped(topic, data));
  }

  /// What changed since the listeners were told last, in one message.
  private void changes(String topic, Told told) {
    Listing listing = told.listing;
    boolean due = told.windowMillis == 0 || market.due(listing.order(), told.windowMillis);
    if (!due || told.diff.sequence() == listing.sequence()) {
      return;
    }
    long at = time.stamp(listing.quoteTime());
    BookDiff.Changes changes = told.diff.advance(listing);
    JsonOut out = BackpackText.event("depth", listing, at);
    side(out.openArray("a"), listing, changes.asks());
    side(out.openArray("b"), listing, changes.bids());
    out.whole("U", changes.after() + 1)
        .whole("u", listing.sequence())
        .whole("T", BackpackText.micros(at))
        .close();
    topics.publish(topic, () -> wrapped(topic, out.toString()));
  }

  private static void side(JsonOut out, Listing listing, List<BookDiff.Change> changes) {
    for (BookDiff.Change change : changes) {
      out.openArray()
          .text(BackpackText.padded(listing, change.price()))
          .text(BackpackText.paddedSize(listing, change.size()))
          .closeArray();
    }
    out.closeArray();
  }
}
