package dev.carry.sim.okx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import dev.carry.sim.world.Quoter;
import dev.carry.sim.world.Spec;
import dev.carry.sim.world.Tape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The public socket. A topic is its argument as JSON text, `{"channel":…,"instId":…}`.
final class OkxStreams {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_REQUESTS_AN_HOUR = 480;
  private static final int MAX_REQUEST_BYTES = 65_536;
  private static final long SILENCE_MILLIS = 30_000;
  private static final Set<String> BY_TYPE = Set.of("instruments", "liquidation-orders");
  private static final Set<String> BY_CONTRACT =
      Set.of(
          "funding-rate",
          "mark-price",
          "bbo-tbt",
          "tickers",
          "trades",
          "open-interest",
          "books",
          "books5");

  private final Market market;
  private final Board board;
  private final VenueTime time;
  private final Topics topics = new Topics();
  private final List<Client> clients = new ArrayList<>();
  private final OkxBooks books;
  private final OkxCandles candles;
  private final GrowingCandles growing;
  private int connections;

  OkxStreams(Market market, Board board, VenueTime time) {
    this.market = market;
    this.board = board;
    this.time = time;
    this.books = new OkxBooks(topics, time);
    this.candles = new OkxCandles(market, board);
    this.growing =
        new GrowingCandles(
            market,
            topics,
            (topic, series, opens) -> topics.publish(topic, () -> candle(topic, series, opens)));
  }

  VenueSide.Session open(Wire wire) {
    connections++;
    Client client = new Client(wire, String.format("%08x", 0xa4d30000 + connections));
    clients.add(client);
    return client;
  }

  /// Warns every client that its connection will be closed for an upgrade.
  void announceUpgrade() {
    for (Client client : clients) {
      client.wire.control(
          "{\"event\":\"notice\",\"code\":\"64008\",\"msg\":\"The connection will soon be closed"
              + " for a service upgrade. Please reconnect.\",\"connId\":\""
              + client.id
              + "\"}");
    }
  }

  /// One client's socket.
  private final class Client implements VenueSide.Session {
    private final Wire wire;
    private final String id;
    private final Window requests = new Window(3_600_000);
    private long heard = time.trueNow();
    private long seenSent;

    Client(Wire wire, String id) {
      this.wire = wire;
      this.id = id;
    }

    @Override
    public void text(String message) {
      heard = time.trueNow();
      if (message.equals("ping")) {
        wire.control("pong");
        return;
      }
      JsonNode request;
      try {
        request = JSON.readTree(message);
      } catch (JsonProcessingException e) {
        fail("60012", "Invalid request: " + message);
        return;
      }
      String op = request.path("op").asText("");
      boolean known = op.equals("subscribe") || op.equals("unsubscribe");
      if (!known || !request.path("args").isArray() || message.length() > MAX_REQUEST_BYTES) {
        fail("60012", "Invalid request: " + message);
        return;
      }
      if (requests.add("", 1, time.trueNow()) > MAX_REQUESTS_AN_HOUR) {
        fail("60014", "Requests too frequent");
        return;
      }
      for (JsonNode arg : request.path("args")) {
        if (op.equals("subscribe")) {
          subscribe(arg);
        } else {
          topics.remove(key(arg), wire);
          acknowledge(op, arg);
        }
      }
    }

    private void subscribe(JsonNode arg) {
      String channel = arg.path("channel").asText("");
      boolean business = wire.path().endsWith("/business");
      if (!exists(arg) || OkxCandles.isChannel(channel) != business) {
        String key = BY_TYPE.contains(channel) ? "instType" : "instId";
        fail(
            "60018",
            "Wrong URL or channel:"
                + channel
                + ","
                + key
                + ":"
                + arg.path(key).asText("")
                + " doesn't exist. Please use the correct URL, channel and parameters referring to"
                + " API document.");
        return;
      }
      acknowledge("subscribe", arg);
      if (!topics.of(key(arg)).contains(wire)) {
        first(arg, channel);
        topics.add(key(arg), wire);
      }
    }

    /// What a channel sends at once, before anything changes.
    private void first(JsonNode arg, String channel) {
      String topic = key(arg);
      if (channel.equals("instruments")) {
        wire.data(topic, instruments(arg));
        return;
      }
      GrowingCandles.Series series = candles.series(channel, arg.path("instId").asText(""));
      if (series != null) {
        growing.begin(topic, series);
        wire.data(topic, candle(topic, series, growing.newest(series)));
        return;
      }
      Listing listing = listing(arg);
      if (listing == null || channel.equals("trades") || channel.equals("liquidation-orders")) {
        return;
      }
      if (channel.equals("books")) {
        wire.data(topic, books.begin(topic, listing));
        return;
      }
      wire.data(topic, message(topic, out -> row(out, channel, listing)));
    }

    private void acknowledge(String event, JsonNode arg) {
      wire.control("{\"event\":\"" + event + "\",\"arg\":" + arg + ",\"connId\":\"" + id + "\"}");
    }

    private void fail(String code, String why) {
      wire.control(
          new JsonOut()
              .open()
              .text("event", "error")
              .text("code", code)
              .text("msg", why)
              .text("connId", id)
              .close()
              .toString());
    }

    @Override
    public void closed() {
      topics.removeAll(wire);
      clients.remove(this);
    }
  }

  private boolean exists(JsonNode arg) {
    String channel = arg.path("channel").asText("");
    if (BY_TYPE.contains(channel)) {
      return Set.of("SWAP", "FUTURES", "SPOT", "OPTION").contains(arg.path("instType").asText(""));
    }
    if (candles.series(channel, arg.path("instId").asText("")) != null) {
      return true;
    }
    Listing listing = listing(arg);
    return listing != null && exists(channel, listing.spec());
  }

  private static boolean exists(String channel, Spec spec) {
    return switch (channel) {
      case "funding-rate" -> spec.perpetual();
      case "mark-price", "open-interest" -> !spec.spot();
      default -> true;
    };
  }

  private @Nullable Listing listing(JsonNode arg) {
    String channel = arg.path("channel").asText("");
    String id = arg.path("instId").asText("");
    if (channel.equals("index-tickers")) {
      return OkxRest.byIndex(board, id);
    }
    return BY_CONTRACT.contains(channel) ? board.find(id) : null;
  }

  private void row(JsonOut out, String channel, Listing listing) {
    switch (channel) {
      case "funding-rate" -> OkxText.funding(out, listing, time);
      case "mark-price" -> OkxText.mark(out, listing, time);
      case "index-tickers" -> OkxText.index(out, listing, time);
      case "tickers" -> OkxText.ticker(out, listing, time);
      case "bbo-tbt" -> OkxText.touch(out, listing, time);
      case "open-interest" -> OkxText.openInterest(out, listing, time);
      case "books5" -> topFive(out, listing);
      default -> throw new IllegalArgumentException("no rows on channel " + channel);
    }
  }

  private void topFive(JsonOut out, Listing listing) {
    out.open();
    OkxText.levels(out.openArray("asks"), listing, Quoter.book(listing, false, 5));
    OkxText.levels(out.openArray("bids"), listing, Quoter.book(listing, true, 5));
    out.text("instId", listing.symbol())
        .wholeText("ts", time.stamp(listing.quoteTime()))
        .whole("seqId", listing.sequence())
        .close();
  }

  /// The topic of an argument, whatever order its fields came in.
  private static String key(JsonNode arg) {
    String channel = arg.path("channel").asText("");
    return BY_TYPE.contains(channel)
        ? byType(channel, arg.path("instType").asText(""))
        : arg(channel, arg.path("instId").asText(""));
  }

  private static String byType(String channel, String type) {
    return "{\"channel\":\"" + channel + "\",\"instType\":\"" + type + "\"}";
  }

  private static String message(String arg, Consumer<JsonOut> rows) {
    JsonOut out = new JsonOut(512).open().raw("arg", arg).openArray("data");
    rows.accept(out);
    return out.closeArray().close().toString();
  }

  private static String arg(String channel, String instId) {
    return "{\"channel\":\"" + channel + "\",\"instId\":\"" + instId + "\"}";
  }

  private void tell(String channel, String id, Listing listing) {
    String topic = arg(channel, id);
    topics.publish(topic, () -> message(topic, out -> row(out, channel, listing)));
  }

  void step() {
    dropSilent();
    if (topics.isEmpty()) {
      return;
    }
    for (Listing listing : board.quotes()) {
      tell("bbo-tbt", listing.symbol(), listing);
      tell("tickers", listing.symbol(), listing);
      tell("books5", listing.symbol(), listing);
      books.step(arg("books", listing.symbol()), listing);
    }
    for (Tape.Trade trade : board.trades()) {
      String topic = arg("trades", trade.listing().symbol());
      topics.publish(topic, () -> message(topic, out -> OkxText.trade(out, trade, time)));
    }
    for (Tape.Liquidation forced : board.liquidations()) {
      String topic = byType("liquidation-orders", OkxText.type(forced.listing()));
      topics.publish(topic, () -> message(topic, out -> OkxText.liquidation(out, forced, time)));
    }
    for (Listing listing : board.listings()) {
      if (listing.trading()) {
        periodic(listing);
      }
    }
    growing.step();
  }

  private String candle(String topic, GrowingCandles.Series series, long opens) {
    return message(topic, out -> candles.row(out, series, opens));
  }

  private void periodic(Listing listing) {
    int phase = listing.order();
    if (market.due(phase, 1_000)) {
      // an index is told ten times a second at the venue: a mark finds one of its own moment
      tell("index-tickers", OkxText.underlying(listing), listing);
      tell("mark-price", listing.symbol(), listing);
    }
    if (market.due(phase, 3_000)) {
      tell("open-interest", listing.symbol(), listing);
    }
    long sinceSettlement = market.time() - listing.previousSettlement(market.time());
    boolean settled = listing.spec().perpetual() && sinceSettlement < market.stepMillis();
    if (listing.spec().perpetual() && (settled || market.due(phase, 60_000))) {
      tell("funding-rate", listing.symbol(), listing);
    }
    if (market.due(phase, 60_000)) {
      tell("bbo-tbt", listing.symbol(), listing);
    }
  }

  private String instruments(JsonNode arg) {
    String type = arg.path("instType").asText("");
    return message(
        key(arg),
        out -> {
          for (Listing listing : board.listed()) {
            if (OkxText.type(listing).equals(type)) {
              OkxText.instrument(out, listing);
            }
          }
        });
  }

  /// A connection on which nothing flows either way is dropped.
  private void dropSilent() {
    if (!market.due(0, 5_000)) {
      return;
    }
    for (Client client : List.copyOf(clients)) {
      if (client.wire.sent() != client.seenSent) {
        client.seenSent = client.wire.sent();
        client.heard = time.trueNow();
      } else if (time.trueNow() - client.heard > SILENCE_MILLIS) {
        client.wire.close(4004, "No data received in 30s.");
      }
    }
  }
}
