package dev.carry.sim.hyperliquid;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The socket. A topic is a subscription with its defaults filled in, as JSON text.
final class HyperliquidStreams {
  private static final int MOST_CONNECTIONS = 10;
  private static final long SILENCE_MILLIS = 60_000;
  private static final long ALL_CONTEXTS_MILLIS = 13_600;
  private static final long BOOK_MILLIS = 5_400;
  private static final long FAST_BOOK_MILLIS = 540;

  private final Market market;
  private final Board board;
  private final VenueTime time;
  private final HyperliquidInfo info;
  private final Topics topics = new Topics();
  private final List<Client> clients = new ArrayList<>();
  private final GrowingCandles growing;

  /// The interval of a topic of candles, as it was asked for.
  private final Map<String, String> intervals = new HashMap<>();

  HyperliquidStreams(Market market, Board board, VenueTime time, HyperliquidInfo info) {
    this.market = market;
    this.board = board;
    this.time = time;
    this.info = info;
    this.growing =
        new GrowingCandles(
            market,
            topics,
            (topic, series, opens) -> topics.publish(topic, () -> candle(topic, series, opens)));
  }

  boolean hasRoom() {
    return clients.size() < MOST_CONNECTIONS;
  }

  VenueSide.Session open(Wire wire) {
    Client client = new Client(wire);
    clients.add(client);
    return client;
  }

  private static String byCoin(String type, String coin) {
    return new JsonOut().open().text("type", type).text("coin", coin).close().toString();
  }

  private static String book(String coin, boolean fast) {
    return new JsonOut()
        .open()
        .text("type", "l2Book")
        .text("coin", coin)
        .raw("nSigFigs", "null")
        .raw("mantissa", "null")
        .flag("fast", fast)
        .close()
        .toString();
  }

  private static final String ALL_CONTEXTS = "{\"type\":\"allDexsAssetCtxs\"}";
  private static final String ALL_MIDS = "{\"type\":\"allMids\"}";

  /// One client's socket.
  private final class Client implements VenueSide.Session {
    private final Wire wire;
    private long sentAt = time.trueNow();
    private long seenSent;

    Client(Wire wire) {
      this.wire = wire;
    }

    @Override
    public void text(String message) {
      JsonNode request = HyperliquidSide.parse(message);
      switch (request.path("method").asText("")) {
        case "ping" -> wire.control("{\"channel\":\"pong\"}");
        case "post" -> post(request);
        case "subscribe" -> subscribe(request.path("subscription"));
        case "unsubscribe" -> {
          String topic = topic(request.path("subscription"));
          if (topic != null && topics.remove(topic, wire)) {
            acknowledge("unsubscribe", topic);
          } else {
            error("Already unsubscribed: " + request.path("subscription"));
          }
        }
        default -> error("Error parsing JSON into valid websocket request: " + message);
      }
    }

    private void subscribe(JsonNode subscription) {
      String topic = topic(subscription);
      if (topic == null) {
        wire.cut(); // all that is said of a coin that does not exist
        return;
      }
      if (!topics.add(topic, wire)) {
        error("Already subscribed: " + topic);
        return;
      }
      acknowledge("subscribe", topic);
      first(subscription, topic);
    }

    private void first(JsonNode subscription, String topic) {
      Listing listing = info.find(subscription);
      switch (subscription.path("type").asText("")) {
        case "allDexsAssetCtxs" -> wire.data(topic, allContexts());
        case "allMids" -> wire.data(topic, allMids());
        case "candle" -> {
          if (listing != null) {
            GrowingCandles.Series series = series(subscription, listing);
            intervals.put(topic, subscription.path("interval").asText(""));
            growing.begin(topic, series);
            wire.data(topic, candle(topic, series, growing.newest(series)));
          }
        }
        case "trades" -> wire.data(topic, wrap("trades", String.valueOf(info.trades(listing))));
        case "activeAssetCtx" -> tell(wire, topic, listing, HyperliquidStreams.this::context);
        case "bbo" -> tell(wire, topic, listing, HyperliquidStreams.this::touch);
        default -> {
          boolean fast = subscription.path("fast").asBoolean();
          tell(wire, topic, listing, l -> whole(l, fast));
        }
      }
    }

    /// A question to `/info` on the socket.
    private void post(JsonNode request) {
      JsonNode payload = request.path("request").path("payload");
      HyperliquidInfo.Answer answer = info.answer(payload);
      String json = answer == null ? null : answer.json();
      JsonOut out = new JsonOut(1_024).open().text("channel", "post").open("data");
      out.raw("id", request.path("id").toString()).open("response");
      if (json == null) {
        out.text("type", "error").text("payload", "Invalid request");
      } else {
        out.text("type", "info").open("payload");
        out.text("type", payload.path("type").asText("")).raw("data", json).close();
      }
      wire.control(out.close().close().close().toString());
    }

    private void acknowledge(String method, String topic) {
      wire.control(
          wrap(
              "subscriptionResponse",
              new JsonOut()
                  .open()
                  .text("method", method)
                  .raw("subscription", topic)
                  .close()
                  .toString()));
    }

    private void error(String why) {
      wire.control(
          new JsonOut().open().text("channel", "error").text("data", why).close().toString());
    }

    @Override
    public void closed() {
      topics.removeAll(wire);
      clients.remove(this);
    }
  }

  private interface Teller {
    String tell(Listing listing);
  }

  private static void tell(Wire wire, String topic, @Nullable Listing listing, Teller teller) {
    if (listing != null) {
      wire.data(topic, teller.tell(listing));
    }
  }

  /// The topic of a subscription; absent: there is none such.
  private @Nullable String topic(JsonNode subscription) {
    String type = subscription.path("type").asText("");
    Listing listing = info.find(subscription);
    if (type.equals("allDexsAssetCtxs")) {
      return ALL_CONTEXTS;
    }
    if (type.equals("allMids")) {
      return ALL_MIDS;
    }
    if (listing == null) {
      return null;
    }
    String coin = listing.symbol();
    return switch (type) {
      case "activeAssetCtx", "bbo", "trades" -> byCoin(type, coin);
      case "l2Book" -> book(coin, subscription.path("fast").asBoolean());
      case "candle" -> {
        String interval = subscription.path("interval").asText("");
        yield HyperliquidText.millis(interval) == 0
            ? null
            : new JsonOut()
                .open()
                .text("type", type)
                .text("coin", coin)
                .text("interval", interval)
                .close()
                .toString();
      }
      default -> null;
    };
  }

  private static GrowingCandles.Series series(JsonNode subscription, Listing listing) {
    long millis = HyperliquidText.millis(subscription.path("interval").asText(""));
    return new GrowingCandles.Series(listing, Candles.Of.TRADE, millis);
  }

  // --- messages ----------------------------------------------------------------------------------

  private static String wrap(String channel, String data) {
    return "{\"channel\":\"" + channel + "\",\"data\":" + data + "}";
  }

  private static String wrap(String channel, Consumer<JsonOut> data) {
    JsonOut out = new JsonOut(512);
    data.accept(out);
    return wrap(channel, out.toString());
  }

  private String context(Listing listing) {
    JsonOut context = new JsonOut(512);
    HyperliquidText.context(context, listing);
    return wrap(
        "activeAssetCtx",
        out -> out.open().text("coin", listing.symbol()).raw("ctx", context.toString()).close());
  }

  private String touch(Listing listing) {
    return wrap("bbo", out -> HyperliquidText.touch(out, listing, time));
  }

  private String whole(Listing listing, boolean fast) {
    return wrap("l2Book", out -> HyperliquidText.book(out, listing, time, fast ? 5 : 20));
  }

  private String candle(String topic, GrowingCandles.Series series, long opens) {
    String interval = intervals.getOrDefault(topic, "");
    return wrap(
        "candle", out -> HyperliquidText.candle(out, info.candles(), series, interval, opens));
  }

  private String allContexts() {
    return wrap("allDexsAssetCtxs", info.allContexts());
  }

  private String allMids() {
    return wrap("allMids", "{\"mids\":" + info.mids("") + "}");
  }

  // --- time --------------------------------------------------------------------------------------

  void step() {
    dropSilent();
    if (topics.isEmpty()) {
      return;
    }
    for (Listing listing : board.quotes()) {
      topics.publish(byCoin("bbo", listing.symbol()), () -> touch(listing));
    }
    for (Tape.Trade trade : board.trades()) {
      topics.publish(
          byCoin("trades", trade.listing().symbol()),
          () ->
              wrap(
                  "trades",
                  out -> {
                    HyperliquidText.trade(out.openArray(), trade, time);
                    out.closeArray();
                  }));
    }
    boolean books = market.due(0, BOOK_MILLIS); // all books are pushed at one moment
    boolean fast = market.due(0, FAST_BOOK_MILLIS);
    for (Listing listing : board.listed()) {
      if (market.due(listing.order(), 1_000)) {
        topics.publish(byCoin("activeAssetCtx", listing.symbol()), () -> context(listing));
      }
      if (books) {
        topics.publish(book(listing.symbol(), false), () -> whole(listing, false));
      }
      if (fast) {
        topics.publish(book(listing.symbol(), true), () -> whole(listing, true));
      }
    }
    if (market.due(0, ALL_CONTEXTS_MILLIS)) {
      topics.publish(ALL_CONTEXTS, this::allContexts);
    }
    if (market.due(0, 5_000)) {
      topics.publish(ALL_MIDS, this::allMids);
    }
    growing.step();
  }

  /// A connection on which the venue said nothing for a minute is closed.
  private void dropSilent() {
    if (!market.due(0, 5_000)) {
      return;
    }
    for (Client client : List.copyOf(clients)) {
      if (client.wire.sent() != client.seenSent) {
        client.seenSent = client.wire.sent();
        client.sentAt = time.trueNow();
      } else if (time.trueNow() - client.sentAt > SILENCE_MILLIS) {
        client.wire.close(1000, "Inactive");
      }
    }
  }
}
