package dev.carry.sim.dydx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.sim.wire.BookDiff;
import dev.carry.sim.wire.Decimals;
import dev.carry.sim.wire.GrowingCandles;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.wire.VenueSide;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.wire.Wire;
import dev.carry.sim.world.Board;
import dev.carry.sim.world.Candles;
import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Market;
import dev.carry.sim.world.Tape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The socket. Every message of a connection bears that connection's own number, so each is written
/// for one client. A topic is channel and id, `v4_trades/BTC-USD`.
final class DydxStreams {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int OF_A_CHANNEL = 32;
  private static final long PING_MILLIS = 30_000;
  private static final int BOOK_DEPTH = 100;

  private final Market market;
  private final Board board;
  private final VenueTime time;
  private final DydxRest rest;
  private final List<Client> clients = new ArrayList<>();
  private final Map<String, BookDiff> books = new LinkedHashMap<>();
  private int connections;

  DydxStreams(Market market, Board board, VenueTime time, DydxRest rest) {
    this.market = market;
    this.board = board;
    this.time = time;
    this.rest = rest;
  }

  VenueSide.Session open(Wire wire) {
    connections++;
    Client client =
        new Client(wire, String.format("%08x-0000-4000-8000-000000000000", connections));
    clients.add(client);
    client.control(client.head("connected").close().toString());
    return client;
  }

  /// One client's socket.
  private final class Client implements VenueSide.Session {
    private final Wire wire;
    private final String id;
    private final Set<String> topics = new LinkedHashSet<>();
    private final Map<String, Long> candlesTold = new LinkedHashMap<>();
    private long number;

    Client(Wire wire, String id) {
      this.wire = wire;
      this.id = id;
    }

    private JsonOut head(String type) {
      JsonOut out = new JsonOut(512).open().text("type", type).text("connection_id", id);
      return out.whole("message_id", number++);
    }

    private void control(String message) {
      wire.control(message);
    }

    @Override
    public void text(String message) {
      JsonNode request;
      try {
        request = JSON.readTree(message);
      } catch (JsonProcessingException e) {
        error("Invalid message: could not parse");
        return;
      }
      String channel = request.path("channel").asText("");
      String of = request.path("id").asText("");
      switch (request.path("type").asText("")) {
        case "subscribe" -> subscribe(channel, of);
        case "unsubscribe" -> {
          topics.remove(channel + "/" + of);
          candlesTold.remove(of);
          JsonOut out = head("unsubscribed").text("channel", channel);
          control((of.isEmpty() ? out : out.text("id", of)).close().toString());
        }
        case "ping" -> control(head("pong").close().toString());
        default -> error("Invalid message type: " + request.path("type").asText(""));
      }
    }

    private void error(String why) {
      control(
          new JsonOut()
              .open()
              .text("type", "error")
              .text("message", why)
              .text("connection_id", id)
              .whole("message_id", number++)
              .close()
              .toString());
    }

    private void subscribe(String channel, String of) {
      String picture = picture(channel, of);
      String topic = channel + "/" + of;
      if (picture == null) {
        boolean known = channel.startsWith("v4_");
        error(
            known
                ? "Invalid subscription id for channel: (" + channel + "-" + of + ")"
                : "Invalid channel: " + channel);
      } else if (topics.contains(topic)) {
        error("Invalid subscribe message: already subscribed (" + channel + "-" + of + ")");
      } else if (topics.stream().filter(t -> t.startsWith(channel + "/")).count() >= OF_A_CHANNEL) {
        error(
            "Per-connection subscription limit reached for "
                + channel
                + " (limit="
                + OF_A_CHANNEL
                + ").");
      } else {
        topics.add(topic);
        if (channel.equals("v4_candles")) {
          candlesTold.put(of, market.time());
        }
        JsonOut out = head("subscribed").text("channel", channel);
        out = of.isEmpty() ? out : out.text("id", of);
        wire.data(topic, out.raw("contents", picture).close().toString());
      }
    }

    private void tell(String channel, String of, String contents) {
      JsonOut out = head("channel_data");
      out = of.isEmpty() ? out : out.text("id", of);
      out.text("channel", channel).text("version", "2.1.0").raw("contents", contents);
      wire.data(channel + "/" + of, out.close().toString());
    }

    @Override
    public void closed() {
      clients.remove(this);
    }
  }

  /// The first picture of a channel; absent: there is none such.
  private @Nullable String picture(String channel, String of) {
    Listing listing = board.find(of);
    return switch (channel) {
      case "v4_markets" -> of.isEmpty() ? rest.markets(l -> true) : null;
      case "v4_orderbook" -> listing == null ? null : wholeBook(listing);
      case "v4_trades" -> listing == null ? null : rest.trades(listing, t -> true);
      case "v4_candles" -> {
        GrowingCandles.Series series = series(of);
        yield series == null ? null : "{\"candles\":[" + candle(series, newest(series)) + "]}";
      }
      default -> null;
    };
  }

  /// Those who listen already are told of the changes before a new listener gets the whole book.
  private String wholeBook(Listing listing) {
    BookDiff known = books.get(listing.symbol());
    if (known != null) {
      change(listing, known);
    } else {
      books.put(listing.symbol(), new BookDiff(listing, BOOK_DEPTH));
    }
    return rest.book(listing);
  }

  /// `BTC-USD/1MIN`.
  private GrowingCandles.@Nullable Series series(String of) {
    int slash = of.lastIndexOf('/');
    Listing listing = slash < 0 ? null : board.find(of.substring(0, slash));
    long millis = DydxText.millis(of.substring(slash + 1));
    return listing == null || millis == 0
        ? null
        : new GrowingCandles.Series(listing, Candles.Of.TRADE, millis);
  }

  private long newest(GrowingCandles.Series series) {
    return Math.floorDiv(market.time(), series.millis()) * series.millis();
  }

  private String candle(GrowingCandles.Series series, long opens) {
    JsonOut out = new JsonOut(512);
    DydxText.candle(out, rest.candles(), series, opens);
    return out.toString();
  }

  private void publish(String channel, String of, Supplier<String> contents) {
    String topic = channel + "/" + of;
    String text = null;
    for (Client client : List.copyOf(clients)) {
      if (client.topics.contains(topic)) {
        text = text == null ? contents.get() : text;
        client.tell(channel, of, text);
      }
    }
  }

  // --- time --------------------------------------------------------------------------------------

  void step() {
    if (market.due(0, PING_MILLIS)) {
      clients.forEach(client -> client.wire.ping());
    }
    if (clients.isEmpty()) {
      return;
    }
    for (Listing listing : board.quotes()) {
      BookDiff book = books.get(listing.symbol());
      if (book != null) {
        change(listing, book);
      }
    }
    trades();
    if (market.due(0, 1_000)) {
      oraclePrices();
    }
    statistics();
    if (market.due(3, 1_000)) {
      candles();
    }
  }

  private void change(Listing listing, BookDiff book) {
    BookDiff.Changes changes = book.advance(listing);
    if (changes.isEmpty()) {
      return;
    }
    publish(
        "v4_orderbook",
        listing.symbol(),
        () -> {
          JsonOut out = new JsonOut(1_024).open();
          if (!changes.bids().isEmpty()) {
            DydxText.changes(out.openArray("bids"), listing, changes.bids());
          }
          if (!changes.asks().isEmpty()) {
            DydxText.changes(out.openArray("asks"), listing, changes.asks());
          }
          return out.close().toString();
        });
  }

  private void trades() {
    Set<Tape.Trade> forced = new HashSet<>();
    for (Tape.Liquidation liquidation : board.liquidations()) {
      board.trades().stream()
          .filter(trade -> trade.listing().equals(liquidation.listing()))
          .filter(trade -> trade.size() == liquidation.size())
          .filter(trade -> trade.buy() != liquidation.longSide())
          .forEach(forced::add);
    }
    for (Tape.Trade trade : board.trades()) {
      publish(
          "v4_trades",
          trade.listing().symbol(),
          () -> {
            JsonOut out = new JsonOut(512).open().openArray("trades");
            DydxText.trade(out, trade, forced.contains(trade), time);
            return out.closeArray().close().toString();
          });
    }
  }

  private void oraclePrices() {
    publish(
        "v4_markets",
        "",
        () -> {
          JsonOut out = new JsonOut(8_192).open().open("oraclePrices");
          for (Listing listing : board.listed()) {
            if (listing.trading()) {
              DydxText.oraclePrice(out, listing, time);
            }
          }
          return out.close().close().toString();
        });
  }

  /// Of each market some fields now and then: only what changed.
  private void statistics() {
    for (Listing listing : board.listed()) {
      if (market.due(listing.order(), 10_000)) {
        boolean rates = (market.time() / 10_000 + listing.order()) % 2 == 0;
        publish(
            "v4_markets",
            "",
            () -> {
              JsonOut out = new JsonOut().open().open("trading").open(listing.symbol());
              out.text("id", Integer.toString(listing.order()));
              if (!listing.trading()) {
                out.text("status", DydxText.status(listing));
              } else if (rates) {
                out.text("nextFundingRate", DydxText.rate(listing));
              } else {
                out.text("openInterest", DydxText.size(listing, listing.openInterest()));
                out.text("volume24H", Decimals.trimmed(listing.turnover(), 4));
              }
              return out.close().close().close().toString();
            });
      }
    }
  }

  private void candles() {
    for (Client client : List.copyOf(clients)) {
      client.candlesTold.replaceAll((of, told) -> candles(client, of, told));
    }
  }

  /// @return until when all is told
  private long candles(Client client, String of, long told) {
    GrowingCandles.Series series = series(of);
    if (series == null) {
      return told;
    }
    long from = Math.floorDiv(told, series.millis()) * series.millis();
    for (long opens = from; opens <= newest(series); opens += series.millis()) {
      client.tell("v4_candles", of, candle(series, opens));
    }
    return market.time();
  }
}
