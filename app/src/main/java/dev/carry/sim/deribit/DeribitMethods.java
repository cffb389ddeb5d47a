package dev.carry.sim.deribit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carry.sim.wire.Decimals;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.world.Board;
import dev.carry.sim.world.Candles;
import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Market;
import dev.carry.sim.world.OptionChain.Contract;
import dev.carry.sim.world.Quoter;
import dev.carry.sim.world.Settlement;
import dev.carry.sim.world.Tape;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The public methods, the same over REST and socket: parameters in, result as JSON text out.
final class DeribitMethods {
  private static final int MAX_HISTORY = 744;
  private static final int MAX_CANDLES = 5_000;

  /// A call that cannot be answered.
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int code;

    /// What stands under `data`: a parameter and what is wrong with it; empty for nothing.
    private final String data;

    Refused(int code, String message, String data) {
      super(message);
      this.code = code;
      this.data = data;
    }

    String json() {
      JsonOut out = new JsonOut().open().text("message", String.valueOf(getMessage()));
      if (!data.isEmpty()) {
        out.raw("data", data);
      }
      return out.whole("code", code).close().toString();
    }
  }

  private final Board board;
  private final VenueTime time;
  private final Candles candles;
  private final DeribitOptions options;

  DeribitMethods(Market market, Board board, DeribitOptions options, VenueTime time) {
    this.options = options;
    this.board = board;
    this.time = time;
    this.candles = new Candles(market);
  }

  static Refused wrong(String parameter, String reason) {
    String data = "{\"reason\":\"" + reason + "\",\"param\":\"" + parameter + "\"}";
    return new Refused(-32602, "Invalid params", data);
  }

  /// The result of a method. Throws [Refused].
  String call(String method, JsonNode params) {
    return switch (method) {
      case "public/test" -> "{\"version\":\"1.2.26\"}";
      case "public/hello" -> "{\"version\":\"1.2.26\"}";
      case "public/get_time" -> Long.toString(time.now());
      case "public/status" -> "{\"locked\":\"false\",\"locked_indices\":[]}";
      case "public/get_currencies" -> currencies();
      case "public/get_instruments" -> instruments(params);
      case "public/get_instrument" -> {
        JsonOut out = new JsonOut(1_024);
        DeribitText.instrument(out, listing(params));
        yield out.toString();
      }
      case "public/ticker" -> {
        String name = params.path("instrument_name").asText("");
        Contract option = options.find(name);
        yield option == null
            ? DeribitText.ticker(listing(params), time)
            : options.ticker(name, option);
      }
      case "public/get_book_summary_by_currency" -> summaries(params);
      case "public/get_book_summary_by_instrument" -> {
        JsonOut out = new JsonOut().openArray();
        DeribitText.summary(out, listing(params), time);
        yield out.closeArray().toString();
      }
      case "public/get_funding_rate_history" -> fundingHistory(params);
      case "public/get_funding_rate_value" -> fundingValue(params);
      case "public/get_index_price" -> indexPrice(params);
      case "public/get_order_book" -> orderBook(params);
      case "public/get_last_trades_by_instrument" -> lastTrades(params);
      case "public/get_tradingview_chart_data" -> chart(params);
      default -> throw new Refused(-32601, "Method not found", "");
    };
  }

  private String lastTrades(JsonNode params) {
    List<Tape.Trade> tape = listing(params).tape(params.path("count").asLong(10));
    boolean ascending = params.path("sorting").asText("").equals("asc");
    JsonOut out = new JsonOut().open().openArray("trades");
    for (Tape.Trade trade : ascending ? tape : tape.reversed()) {
      DeribitText.trade(out, trade, "", time);
    }
    return out.closeArray().flag("has_more", false).close().toString();
  }

  private Listing listing(JsonNode params) {
    @Nullable Listing listing = board.find(params.path("instrument_name").asText(""));
    if (listing == null) {
      throw wrong("instrument_name", "wrong format");
    }
    return listing;
  }

  private static long whole(JsonNode params, String name) {
    String text = params.path(name).asText("");
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw wrong(name, text.isEmpty() ? "required" : "must be an integer");
    }
  }

  private String currencies() {
    Set<String> names = new TreeSet<>();
    board.listed().forEach(listing -> names.add(DeribitText.currency(listing)));
    JsonOut out = new JsonOut().openArray();
    for (String name : names) {
      out.open()
          .text("currency", name)
          .text("currency_long", name)
          .text("coin_type", name.equals("USDC") ? "ETHER" : "BITCOIN")
          .whole("min_confirmations", 1)
          .raw("min_withdrawal_fee", "1.0e-4")
          .raw("withdrawal_fee", "1.0e-4")
          .whole("fee_precision", 4)
          .raw("withdrawal_priorities", "[]")
          .close();
    }
    return out.closeArray().toString();
  }

  private String instruments(JsonNode params) {
    String currency = params.path("currency").asText("any");
    String kind = params.path("kind").asText("future");
    boolean expired = params.path("expired").asText("false").equals("true");
    JsonOut out = new JsonOut(32_768).openArray();
    for (Listing listing : board.listed()) {
      boolean asked = currency.equals("any") || DeribitText.currency(listing).equals(currency);
      if (asked && kind.equals("future") && !expired) {
        DeribitText.instrument(out, listing);
      }
    }
    if (kind.equals("option") && !expired) {
      options.instruments(out, currency);
    }
    return out.closeArray().toString();
  }

  private String summaries(JsonNode params) {
    String currency = params.path("currency").asText("");
    String kind = params.path("kind").asText("future");
    if (currency.isEmpty() || currency.equals("any")) {
      throw wrong("currency", currency.isEmpty() ? "required" : "value must be one of the list");
    }
    JsonOut out = new JsonOut(16_384).openArray();
    for (Listing listing : board.listed()) {
      if (DeribitText.currency(listing).equals(currency) && kind.equals("future")) {
        DeribitText.summary(out, listing, time);
      }
    }
    if (kind.equals("option")) {
      options.summaries(out, currency);
    }
    return out.closeArray().toString();
  }

  private String fundingHistory(JsonNode params) {
    Listing listing = listing(params);
    long start = whole(params, "start_timestamp");
    long end = whole(params, "end_timestamp");
    if (!listing.spec().perpetual()) {
      throw wrong("instrument_name", "must be a perpetual");
    }
    List<Settlement> all = listing.settlements();
    // The newest rows of the window, the oldest first.
    int to = all.size();
    while (to > 0 && time.stamp(all.get(to - 1).time()) > end) {
      to--;
    }
    int from = to;
    while (from > 0 && time.stamp(all.get(from - 1).time()) >= start && to - from < MAX_HISTORY) {
      from--;
    }
    JsonOut out = new JsonOut(16_384).openArray();
    for (int i = from; i < to; i++) {
      double before = all.get(Math.max(0, i - 1)).index();
      DeribitText.settlement(out, all.get(i), before, time);
    }
    return out.closeArray().toString();
  }

  private String fundingValue(JsonNode params) {
    Listing listing = listing(params);
    long start = whole(params, "start_timestamp");
    long end = whole(params, "end_timestamp");
    double sum = 0;
    for (Settlement settled : listing.settlements()) {
      long stamp = time.stamp(settled.time());
      if (stamp > start && stamp <= end) {
        sum += settled.rate();
      }
    }
    return Decimals.number(sum, 18);
  }

  private String indexPrice(JsonNode params) {
    @Nullable Listing listing = byIndex(params.path("index_name").asText(""));
    if (listing == null) {
      throw wrong("index_name", "value must be one of the list");
    }
    String price = DeribitText.fine(listing, listing.index());
    return "{\"estimated_delivery_price\":" + price + ",\"index_price\":" + price + "}";
  }

  /// Any contract on an index.
  @Nullable Listing byIndex(String index) {
    for (Listing listing : board.listings()) {
      if (DeribitText.index(listing).equals(index)) {
        return listing;
      }
    }
    return null;
  }

  private String orderBook(JsonNode params) {
    Listing listing = listing(params);
    int depth = Math.clamp(params.path("depth").asInt(20), 1, 1_000);
    String ticker = DeribitText.ticker(listing, time);
    JsonOut out = new JsonOut(4_096).open().whole("change_id", listing.sequence());
    DeribitText.levels(out.openArray("bids"), listing, Quoter.book(listing, true, depth));
    DeribitText.levels(out.openArray("asks"), listing, Quoter.book(listing, false, depth));
    return out.toString() + "," + ticker.substring(1);
  }

  private String chart(JsonNode params) {
    Listing listing = listing(params);
    String resolution = params.path("resolution").asText("");
    long millis =
        switch (resolution) {
          case "1", "3", "5", "10", "15", "30", "60", "120", "180", "360", "720" ->
              Long.parseLong(resolution) * 60_000;
          case "1D" -> 86_400_000;
          default -> throw wrong("resolution", "value must be one of the list");
        };
    long start = Math.max(whole(params, "start_timestamp"), candles.oldest());
    long end = Math.min(whole(params, "end_timestamp"), time.now());
    String[] names = {"ticks", "open", "high", "low", "close", "volume", "cost"};
    JsonOut[] columns = new JsonOut[names.length];
    for (int i = 0; i < names.length; i++) {
      columns[i] = new JsonOut(4_096).openArray();
    }
    int rows = 0;
    for (long at = Math.ceilDiv(start, millis) * millis; at <= end && rows < MAX_CANDLES; rows++) {
      Candles.Candle candle = candles.candle(listing, Candles.Of.TRADE, at, millis);
      columns[0].raw(Long.toString(at));
      columns[1].raw(DeribitText.price(listing, candle.open()));
      columns[2].raw(DeribitText.price(listing, candle.high()));
      columns[3].raw(DeribitText.price(listing, candle.low()));
      columns[4].raw(DeribitText.price(listing, candle.close()));
      columns[5].raw(Decimals.number(listing.volume() * millis / 86_400_000, 8));
      columns[6].raw(Decimals.number(listing.turnover() * millis / 86_400_000, 8));
      at += millis;
    }
    JsonOut out = new JsonOut(16_384).open();
    for (int i = 0; i < names.length; i++) {
      out.raw(names[i], columns[i].closeArray().toString());
    }
    return out.text("status", rows == 0 ? "no_data" : "ok").close().toString();
  }
}
