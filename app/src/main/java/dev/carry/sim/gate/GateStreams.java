package dev.carry.sim.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.sim.wire.GrowingCandles;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.wire.Topics;
import dev.carry.sim.wire.VenueSide;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.wire.Wire;
import dev.carry.sim.world.Board;
import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Market;
import dev.carry.sim.world.Tape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The sockets. A topic is `<channel> <contract>`, `futures.obu ob.BTC_USDT.50`, or
/// `futures.candlesticks 1m_mark_BTC_USDT`.
final class GateStreams {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SILENCE_MILLIS = 30_000;
  private static final String TICKERS = "futures.tickers";
  private static final String TOUCH = "futures.book_ticker";
  private static final String TRADES = "futures.trades";
  private static final String LIQUIDATIONS = "futures.public_liquidates";
  private static final String CANDLES = "futures.candlesticks";
  private static final String BOOK = GateBooks.WHOLE;
  private static final String CHANGES = GateBooks.CHANGES;
  private static final Set<String> BY_CONTRACT = Set.of(TICKERS, TOUCH, TRADES, LIQUIDATIONS);

  private final Market market;
  private final Board board;
  private final VenueTime time;
  private final Topics topics = new Topics();
  private final List<Client> clients = new ArrayList<>();
  private final GateBooks books;
  private final GateCandles candles;
  private final GrowingCandles growing;
  private int connections;

  GateStreams(Market market, Board board, VenueTime time) {
    this.market = market;
    this.board = board;
    this.time = time;
    this.books = new GateBooks(topics, time);
    this.candles = new GateCandles(market, board);
    this.growing =
        new GrowingCandles(
            market,
            topics,
            (topic, series, opens) -> topics.publish(topic, () -> candle(topic, series, opens)));
  }

  VenueSide.Session open(Wire wire) {
    connections++;
    Client client = new Client(wire, String.format("%016x", 0x28838ac31473d000L + connections));
    clients.add(client);
    return client;
  }

  void announceUpgrade() {
    for (Client client : clients) {
      client.wire.control(
          message(
              "futures.system",
              "update",
              time.now(),
              out ->
                  out.open()
                      .text("type", "upgrade")
                      .text("msg", "The connection will soon be closed for a service upgrade.")
                      .close()));
    }
  }

  /// One client's socket.
  private final class Client implements VenueSide.Session {
    private final Wire wire;
    private final String id;
    private final String settle;
    private long heard = time.trueNow();
    private long seenSent;

    Client(Wire wire, String id) {
      this.wire = wire;
      this.id = id;
      this.settle = wire.path().substring(wire.path().lastIndexOf('/') + 1);
    }

    @Override
    public void text(String message) {
      heard = time.trueNow();
      JsonNode request;
      try {
        request = JSON.readTree(message);
      } catch (JsonProcessingException e) {
        reply(JSON.createObjectNode(), "", "", 1, "request message need json scheme");
        return;
      }
      String channel = request.path("channel").asText("");
      if (channel.equals("futures.ping")) {
        wire.control(head("futures.pong", "", time.now()).raw("result", "null").close().toString());
        return;
      }
      String event = request.path("event").asText("");
      List<String> names = new ArrayList<>();
      request.path("payload").forEach(name -> names.add(name.asText("")));
      String problem = event.equals("subscribe") ? problem(channel, names) : null;
      reply(request, channel, event, 2, problem == null ? "" : problem);
      if (problem == null) {
        for (String topic : topicsOf(channel, names)) {
          if (event.equals("subscribe")) {
            subscribe(topic);
          } else {
            topics.remove(topic, wire);
          }
        }
      }
    }

    /// Why a subscription is refused as a whole. A book that does not exist is not: nothing ever
    /// comes of it.
    private @Nullable String problem(String channel, List<String> names) {
      if (channel.equals(BOOK)) {
        return names.stream()
            .filter(name -> topics.of(BOOK + ' ' + name).contains(wire))
            .findFirst()
            .map(name -> "Alert sub " + name)
            .orElse(null);
      }
      if (channel.equals(CHANGES)) {
        boolean known = names.size() >= 2 && board.find(names.getFirst()) != null;
        return known ? null : "unknown contract or frequency";
      }
      if (channel.equals(CANDLES)) {
        boolean known = names.size() == 2 && candles.series(names.get(0), names.get(1)) != null;
        return known ? null : "unknown interval or contract";
      }
      if (!BY_CONTRACT.contains(channel)) {
        return "Unknown channel " + channel;
      }
      return names.stream()
          .filter(name -> !name.equals("!all") && board.find(name) == null)
          .findFirst()
          .map(name -> "unknown currency pair: " + name)
          .orElse(null);
    }

    private void subscribe(String topic) {
      String name = topic.substring(topic.indexOf(' ') + 1);
      if (!serves(topic, name)) {
        return;
      }
      boolean fresh = topics.add(topic, wire);
      Listing listing = board.find(name);
      if (topic.startsWith(BOOK)) {
        Listing deep = bookOf(name);
        if (deep != null && fresh) {
          wire.data(topic, books.begin(topic, deep));
        }
      } else if (topic.startsWith(CHANGES) && listing != null) {
        books.follow(topic, listing);
      } else if (topic.startsWith(CANDLES)) {
        GrowingCandles.Series series = series(name);
        if (series != null) {
          growing.begin(topic, series);
          wire.data(topic, candle(topic, series, growing.newest(series)));
        }
      } else if (topic.startsWith(TICKERS) && listing != null) {
        wire.data(topic, ticker(listing));
      } else if (topic.startsWith(TOUCH) && listing != null) {
        wire.data(topic, touch(listing));
      }
    }

    /// Contracts of another currency are accepted, and nothing comes.
    private boolean serves(String topic, String name) {
      if (name.endsWith("!all")) {
        return true;
      }
      GrowingCandles.Series series = topic.startsWith(CANDLES) ? series(name) : null;
      Listing listing =
          topic.startsWith(BOOK)
              ? bookOf(name)
              : series != null ? series.listing() : board.find(name);
      return listing != null && GateText.settle(listing).equals(settle);
    }

    private List<String> topicsOf(String channel, List<String> names) {
      if (channel.equals(CANDLES)) {
        return List.of(CANDLES + ' ' + String.join("_", names));
      }
      if (channel.equals(CHANGES)) {
        return List.of(CHANGES + ' ' + names.getFirst());
      }
      return names.stream()
          .map(name -> channel + ' ' + (name.equals("!all") ? settle + name : name))
          .toList();
    }

    /// A request's own number comes back with the answer.
    private void reply(JsonNode request, String channel, String event, int code, String problem) {
      String payload = request.path("payload").toString();
      JsonOut out =
          new JsonOut().open().whole("time", time.now() / 1000).whole("time_ms", time.now());
      if (request.path("id").isIntegralNumber()) {
        out.whole("id", request.path("id").asLong());
      }
      out.text("conn_id", id)
          .text("trace_id", id + id)
          .text("channel", channel)
          .text("event", event)
          .raw("payload", payload.isEmpty() ? "[]" : payload);
      if (!problem.isEmpty()) {
        out.open("error").whole("code", code).text("message", problem).close();
      }
      out.open("result").text("status", problem.isEmpty() ? "success" : "fail").close();
      wire.control(out.close().toString());
    }

    @Override
    public void closed() {
      topics.removeAll(wire);
      clients.remove(this);
    }
  }

  /// `ob.BTC_USDT.50`; other depths are accepted and silent.
  private @Nullable Listing bookOf(String name) {
    return name.startsWith("ob.") && name.endsWith(".50")
        ? board.find(name.substring(3, name.length() - 3))
        : null;
  }

  private GrowingCandles.@Nullable Series series(String name) {
    int mark = name.indexOf('_');
    return mark < 0 ? null : candles.series(name.substring(0, mark), name.substring(mark + 1));
  }

  // --- messages ----------------------------------------------------------------------------

  static JsonOut head(String channel, String event, long now) {
    return new JsonOut(512)
        .open()
        .whole("time", now / 1000)
        .whole("time_ms", now)
        .text("channel", channel)
        .text("event", event);
  }

  private static String message(String channel, String event, long now, Consumer<JsonOut> result) {
    JsonOut inner = new JsonOut(512);
    result.accept(inner);
    return head(channel, event, now).raw("result", inner.toString()).close().toString();
  }

  private String list(String channel, Consumer<JsonOut> rows) {
    return message(
        channel,
        "update",
        time.marketNow(),
        out -> {
          out.openArray();
          rows.accept(out);
          out.closeArray();
        });
  }

  private String ticker(Listing listing) {
    return list(TICKERS, out -> GateText.pushedTicker(out, listing, time));
  }

  private String touch(Listing listing) {
    return message(TOUCH, "update", time.marketNow(), out -> GateText.touch(out, listing, time));
  }

  private String candle(String topic, GrowingCandles.Series series, long opens) {
    String name = topic.substring(CANDLES.length() + 1);
    return list(CANDLES, out -> candles.row(out, series, opens, name));
  }

  // --- the market moves --------------------------------------------------------------------

  void step() {
    dropSilent();
    if (topics.isEmpty()) {
      return;
    }
    for (Listing listing : board.quotes()) {
      topics.publish(TOUCH + ' ' + listing.symbol(), () -> touch(listing));
      books.step(BOOK + " ob." + listing.symbol() + ".50", listing);
      books.step(CHANGES + ' ' + listing.symbol(), listing);
    }
    for (Tape.Trade trade : board.trades()) {
      // Less than a contract is rounded down to none, and then nobody is told.
      if (GateText.whole(trade.size()) > 0) {
        topics.publish(
            TRADES + ' ' + trade.listing().symbol(),
            () -> list(TRADES, out -> GateText.trade(out, trade, time)));
      }
    }
    liquidations();
    for (Listing listing : board.listings()) {
      if (listing.trading() && market.due(listing.order(), 1_000)) {
        topics.publish(TICKERS + ' ' + listing.symbol(), () -> ticker(listing));
      }
    }
    growing.step();
  }

  /// All of a contract's in one message.
  private void liquidations() {
    Map<Listing, List<Tape.Liquidation>> byContract = new LinkedHashMap<>();
    board
        .liquidations()
        .forEach(
            forced ->
                byContract.computeIfAbsent(forced.listing(), l -> new ArrayList<>()).add(forced));
    byContract.forEach(
        (listing, all) -> {
          String text =
              list(LIQUIDATIONS, out -> all.forEach(f -> GateText.liquidation(out, f, time)));
          String settle = GateText.settle(listing);
          topics.publish(LIQUIDATIONS + ' ' + settle + "!all", () -> text);
          topics.publish(LIQUIDATIONS + ' ' + listing.symbol(), () -> text);
        });
  }

  /// A connection on which nothing flows either way is cut.
  private void dropSilent() {
    if (!market.due(0, 5_000)) {
      return;
    }
    for (Client client : List.copyOf(clients)) {
      if (client.wire.sent() != client.seenSent) {
        client.seenSent = client.wire.sent();
        client.heard = time.trueNow();
      } else if (time.trueNow() - client.heard > SILENCE_MILLIS) {
        client.wire.cut();
      }
    }
  }
}
