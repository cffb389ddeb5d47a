package dev.carry.sim.bitget;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The public sockets of v2 and v3. A topic is its argument as JSON text.
final class BitgetStreams {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_BYTES = 4_096;
  private static final long WITHOUT_PING_MILLIS = 120_000;
  private static final Set<String> CHANNELS =
      Set.of("ticker", "books", "books1", "books5", "books15", "trade");

  private final Market market;
  private final Board board;
  private final VenueTime time;
  private final Topics topics = new Topics();
  private final List<Client> clients = new ArrayList<>();
  private final BitgetBooks books;

  BitgetStreams(Market market, Board board, VenueTime time) {
    this.market = market;
    this.board = board;
    this.time = time;
    this.books = new BitgetBooks(topics, time);
  }

  VenueSide.Session open(Wire wire) {
    Client client = new Client(wire);
    clients.add(client);
    return client;
  }

  static String topic(String channel, Listing listing) {
    return topic(BitgetText.family(listing), channel, listing.symbol());
  }

  private static String topic(String family, String channel, String symbol) {
    return new JsonOut()
        .open()
        .text("instType", family)
        .text("channel", channel)
        .text("instId", symbol)
        .close()
        .toString();
  }

  private static String liquidations(String family) {
    return "{\"instType\":\"" + family + "\",\"topic\":\"liquidation\"}";
  }

  /// One client's socket.
  private final class Client implements VenueSide.Session {
    private final Wire wire;
    private final boolean newer;
    private long pinged = time.trueNow();

    Client(Wire wire) {
      this.wire = wire;
      this.newer = wire.path().startsWith("/v3");
    }

    @Override
    public void text(String message) {
      if (message.equals("ping")) {
        pinged = time.trueNow();
        wire.control("pong");
        return;
      }
      JsonNode request;
      try {
        request = JSON.readTree(message);
      } catch (JsonProcessingException e) {
        fail(null, 30003, "Invalid op");
        return;
      }
      String op = request.path("op").asText("");
      if (!op.equals("subscribe") && !op.equals("unsubscribe")) {
        fail(null, 30003, "Invalid op");
        return;
      }
      if (message.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES + 32) {
        fail(null, 30006, "The message is longer than 4096 bytes");
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

    private String key(JsonNode arg) {
      String family = arg.path("instType").asText("");
      return newer
          ? liquidations(family)
          : topic(family, arg.path("channel").asText(""), arg.path("instId").asText(""));
    }

    private void subscribe(JsonNode arg) {
      String channel = arg.path(newer ? "topic" : "channel").asText("");
      String family = arg.path("instType").asText("");
      if (newer) {
        boolean known = channel.equals("liquidation") && family.endsWith("-futures");
        if (known) {
          acknowledge("subscribe", arg);
          topics.add(key(arg), wire);
        } else {
          fail(null, 30001, "doesn't exist");
        }
        return;
      }
      String symbol = arg.path("instId").asText("");
      Listing listing = board.find(symbol);
      if (!CHANNELS.contains(channel)) {
        fail(arg, 30016, "Param error");
        return;
      }
      if (listing == null) {
        String what = "instType:" + family + ",channel:" + channel + ",instId:" + symbol;
        fail(arg, 30001, what + " doesn't exist");
        return;
      }
      acknowledge("subscribe", arg);
      // Of another family it is accepted, and nothing comes.
      if (BitgetText.family(listing).equals(family) && topics.add(key(arg), wire)) {
        first(key(arg), channel, listing);
      }
    }

    private void first(String topic, String channel, Listing listing) {
      switch (channel) {
        case "books" -> wire.data(topic, books.begin(topic, listing));
        case "trade" ->
            wire.data(
                topic,
                message(
                    topic,
                    "snapshot",
                    out -> listing.tape(50).forEach(t -> BitgetText.trade(out, t, time))));
        default -> wire.data(topic, message(topic, "snapshot", out -> row(out, channel, listing)));
      }
    }

    private void acknowledge(String event, JsonNode arg) {
      wire.control("{\"event\":\"" + event + "\",\"arg\":" + arg + "}");
    }

    private void fail(@Nullable JsonNode arg, int code, String why) {
      JsonOut out = new JsonOut().open().text("event", "error");
      if (arg != null) {
        out.raw("arg", arg.toString());
      }
      wire.control(
          out.whole("code", code).text("msg", why).text("op", "subscribe").close().toString());
    }

    @Override
    public void closed() {
      topics.removeAll(wire);
      clients.remove(this);
    }
  }

  private String message(String topic, String action, Consumer<JsonOut> rows) {
    JsonOut out =
        new JsonOut(512).open().text("action", action).raw("arg", topic).openArray("data");
    rows.accept(out);
    return out.closeArray().whole("ts", time.marketNow()).close().toString();
  }

  private void row(JsonOut out, String channel, Listing listing) {
    if (channel.equals("ticker")) {
      BitgetText.pushedTicker(out, listing, time);
      return;
    }
    int depth = Integer.parseInt(channel.substring("books".length()));
    out.open();
    BitgetText.levels(out.openArray("asks"), listing, Quoter.book(listing, false, depth));
    BitgetText.levels(out.openArray("bids"), listing, Quoter.book(listing, true, depth));
    out.wholeText("ts", time.stamp(listing.quoteTime()))
        .whole("seq", listing.sequence())
        .whole("pseq", 0)
        .close();
  }

  private void tell(String channel, Listing listing) {
    String topic = topic(channel, listing);
    topics.publish(topic, () -> message(topic, "snapshot", out -> row(out, channel, listing)));
  }

  // --- the market moves --------------------------------------------------------------------

  void step() {
    dropWithoutPing();
    if (topics.isEmpty()) {
      return;
    }
    for (Listing listing : board.quotes()) {
      books.step(topic("books", listing), listing);
      tell("books1", listing);
      tell("books5", listing);
      tell("books15", listing);
    }
    for (Tape.Trade trade : board.trades()) {
      String topic = topic("trade", trade.listing());
      topics.publish(
          topic, () -> message(topic, "update", out -> BitgetText.trade(out, trade, time)));
    }
    liquidations();
    for (Listing listing : board.listings()) {
      if (listing.trading() && market.due(listing.order(), 500)) {
        tell("ticker", listing);
      }
    }
  }

  /// Of a step the largest of each contract and side.
  private void liquidations() {
    Map<String, Map<String, Tape.Liquidation>> byFamily = new LinkedHashMap<>();
    for (Tape.Liquidation forced : board.liquidations()) {
      String family = BitgetText.family(forced.listing()).toLowerCase(Locale.ROOT);
      byFamily
          .computeIfAbsent(family, f -> new LinkedHashMap<>())
          .merge(
              forced.listing().symbol() + forced.longSide(),
              forced,
              (a, b) -> a.size() >= b.size() ? a : b);
    }
    byFamily.forEach(
        (family, largest) -> {
          String topic = liquidations(family);
          topics.publish(
              topic,
              () ->
                  message(
                      topic,
                      "update",
                      out -> largest.values().forEach(f -> BitgetText.liquidation(out, f, time))));
        });
  }

  /// Whoever says no `ping` for two minutes is cut, whatever flows.
  private void dropWithoutPing() {
    if (!market.due(0, 5_000)) {
      return;
    }
    for (Client client : List.copyOf(clients)) {
      if (time.trueNow() - client.pinged > WITHOUT_PING_MILLIS) {
        client.wire.cut();
      }
    }
  }
}
