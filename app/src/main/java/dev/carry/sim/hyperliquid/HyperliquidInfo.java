package dev.carry.sim.hyperliquid;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carry.sim.wire.GrowingCandles;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.world.Board;
import dev.carry.sim.world.Candles;
import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Market;
import dev.carry.sim.world.Settlement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `/info` answers, by HTTP and on the socket.
final class HyperliquidInfo {
  /// Long gone, and still in its place: whoever counts places must count it.
  private static final String DELISTED = "MATIC";

  private static final int ITS_PLACE = 3;

  /// Settlements and candles of one answer.
  private static final int MOST_SETTLED = 500;

  private static final int MOST_CANDLES = 5_000;

  /// Tokens by the number that dexes name them by.
  private static final Map<String, Integer> TOKENS = tokens();

  /// What a call is worth, and what it cost.
  ///
  /// @param json the answer; absent: a coin or dex that is not known
  /// @param weight of the address's budget
  record Answer(@Nullable String json, int weight) {}

  private final Board board;
  private final VenueTime time;
  private final Candles candles;

  HyperliquidInfo(Market market, Board board, VenueTime time) {
    this.board = board;
    this.time = time;
    this.candles = new Candles(market);
  }

  private static Map<String, Integer> tokens() {
    Map<String, Integer> tokens = new LinkedHashMap<>();
    tokens.put("USDC", 0);
    tokens.put("PURR", 1);
    tokens.put("USDE", 235);
    return tokens;
  }

  Candles candles() {
    return candles;
  }

  /// The listing of a coin that is still there.
  @Nullable Listing find(JsonNode question) {
    return board.find(question.path("coin").asText(""));
  }

  /// @return absent: there is no such type
  @Nullable Answer answer(JsonNode question) {
    String dex = question.path("dex").asText("");
    boolean known = dexes().containsKey(dex);
    return switch (question.path("type").asText("")) {
      case "meta" -> new Answer(known ? meta(dex) : null, 20);
      case "allPerpMetas" -> new Answer(allMetas(), 20);
      case "metaAndAssetCtxs" ->
          new Answer(known ? "[" + meta(dex) + "," + contexts(dex) + "]" : null, 20);
      case "perpDexs" -> new Answer(names(), 20);
      case "spotMeta" -> new Answer(spotMeta(), 20);
      case "predictedFundings" -> new Answer(predicted(), 20);
      case "allMids" -> new Answer(known ? mids(dex) : null, 2);
      case "exchangeStatus" ->
          new Answer("{\"specialStatuses\":null,\"time\":" + time.now() + "}", 2);
      case "l2Book" -> new Answer(book(find(question)), 2);
      case "recentTrades" -> new Answer(trades(find(question)), 20);
      case "fundingHistory" -> history(question);
      case "candleSnapshot" -> snapshot(question.path("req"));
      default -> null;
    };
  }

  // --- what is listed ----------------------------------------------------------------------------

  /// The listings of each dex in its order, those that are gone in their place.
  private Map<String, List<Listing>> dexes() {
    Map<String, List<Listing>> dexes = new LinkedHashMap<>();
    dexes.put("", new ArrayList<>());
    for (Listing listing : board.listings()) {
      dexes.computeIfAbsent(dex(listing), name -> new ArrayList<>()).add(listing);
    }
    return dexes;
  }

  private static String dex(Listing listing) {
    int colon = listing.symbol().indexOf(':');
    return colon < 0 ? "" : listing.symbol().substring(0, colon);
  }

  private String allMetas() {
    JsonOut out = new JsonOut(16_384).openArray();
    dexes().keySet().forEach(dex -> out.raw(meta(dex)));
    return out.closeArray().toString();
  }

  private String names() {
    JsonOut out = new JsonOut().openArray();
    for (String dex : dexes().keySet()) {
      if (dex.isEmpty()) {
        out.raw("null");
      } else {
        out.open()
            .text("name", dex)
            .text("fullName", dex)
            .text("deployer", "0x" + "3".repeat(40))
            .close();
      }
    }
    return out.closeArray().toString();
  }

  private String meta(String dex) {
    JsonOut out = new JsonOut(8_192).open().openArray("universe");
    List<Listing> listings = dexes().getOrDefault(dex, List.of());
    for (int place = 0; place < listings.size(); place++) {
      if (dex.isEmpty() && place == ITS_PLACE) {
        HyperliquidText.coin(out, DELISTED, 1, 20, true);
      }
      Listing listing = listings.get(place);
      boolean gone = listing.status() == Listing.Status.GONE;
      int leverage = listing.asset().tier() == 1 ? 40 : 10;
      HyperliquidText.coin(out, listing.symbol(), listing.spec().sizeScale(), leverage, gone);
    }
    String settle = listings.isEmpty() ? "USDC" : listings.getFirst().spec().settle();
    return out.closeArray()
        .openArray("marginTables")
        .closeArray()
        .whole("collateralToken", TOKENS.getOrDefault(settle, 0))
        .close()
        .toString();
  }

  private String contexts(String dex) {
    JsonOut out = new JsonOut(16_384).openArray();
    List<Listing> listings = dexes().getOrDefault(dex, List.of());
    for (int place = 0; place < listings.size(); place++) {
      if (dex.isEmpty() && place == ITS_PLACE) {
        HyperliquidText.still(out, "0.3754", "0.37621");
      }
      HyperliquidText.context(out, listings.get(place));
    }
    return out.closeArray().toString();
  }

  /// The contexts of every dex, by position.
  String allContexts() {
    JsonOut out = new JsonOut(32_768).open().openArray("ctxs");
    for (String dex : dexes().keySet()) {
      out.openArray().text(dex).raw(contexts(dex)).closeArray();
    }
    return out.closeArray().close().toString();
  }

  private static String spotMeta() {
    JsonOut out = new JsonOut().open().openArray("universe").open();
    out.openArray("tokens").raw("1").raw("0").closeArray();
    out.text("name", "PURR/USDC").whole("index", 0).flag("isCanonical", true).close().closeArray();
    out.openArray("tokens");
    TOKENS.forEach(
        (name, index) ->
            out.open()
                .text("name", name)
                .whole("szDecimals", name.equals("PURR") ? 0 : 2)
                .whole("weiDecimals", 8)
                .whole("index", index)
                .close());
    return out.closeArray().close().toString();
  }

  // --- prices and the past -----------------------------------------------------------------------

  /// The mids of a dex.
  String mids(String dex) {
    JsonOut out = new JsonOut(4_096).open();
    for (Listing listing : dexes().getOrDefault(dex, List.of())) {
      if (listing.status() != Listing.Status.GONE) {
        double mid = (listing.bid() + listing.ask()) / 2;
        int finer = listing.spec().priceScale() + 1;
        out.text(listing.symbol(), HyperliquidText.number(mid, finer));
      }
    }
    return out.close().toString();
  }

  private @Nullable String book(@Nullable Listing listing) {
    if (listing == null) {
      return null;
    }
    JsonOut out = new JsonOut(2_048);
    HyperliquidText.book(out, listing, time, 20);
    return out.toString();
  }

  /// The last trades, the newest first.
  @Nullable String trades(@Nullable Listing listing) {
    if (listing == null) {
      return null;
    }
    JsonOut out = new JsonOut(2_048).openArray();
    listing.tape(10).reversed().forEach(trade -> HyperliquidText.trade(out, trade, time));
    return out.closeArray().toString();
  }

  /// As the venue does, it names the hour that has passed, and repeats others second hand.
  private String predicted() {
    JsonOut out = new JsonOut(8_192).openArray();
    for (Listing listing : dexes().getOrDefault("", List.of())) {
      out.openArray().text(listing.symbol()).openArray().openArray().text("HlPerp").open();
      out.text("fundingRate", HyperliquidText.number(listing.fundingRate(), 10))
          .whole("nextFundingTime", listing.previousSettlement(time.marketNow()))
          .whole("fundingIntervalHours", 1)
          .close()
          .closeArray();
      out.openArray().text("BinPerp").raw("null").closeArray().closeArray().closeArray();
    }
    return out.closeArray().toString();
  }

  /// Oldest first; the stamps are a little after the hour.
  private Answer history(JsonNode question) {
    Listing listing = find(question);
    if (listing == null) {
      return new Answer(null, 20);
    }
    long from = question.path("startTime").asLong(Long.MAX_VALUE);
    long to = question.path("endTime").asLong(Long.MAX_VALUE);
    JsonOut out = new JsonOut(8_192).openArray();
    int rows = 0;
    for (Settlement settled : listing.settlements()) {
      long late = 1L + Math.floorMod(settled.time() / 3_600_000 * 31 + listing.order(), 118);
      long stamp = time.stamp(settled.time()) + late;
      if (stamp >= from && stamp <= to && rows < MOST_SETTLED) {
        HyperliquidText.settled(out, listing, settled, stamp);
        rows++;
      }
    }
    return new Answer(out.closeArray().toString(), 20 + rows / 20);
  }

  private Answer snapshot(JsonNode request) {
    Listing listing = find(request);
    String interval = request.path("interval").asText("");
    long millis = HyperliquidText.millis(interval);
    if (listing == null || millis == 0) {
      return new Answer(null, 20);
    }
    long to = Math.min(time.now(), request.path("endTime").asLong(Long.MAX_VALUE));
    long last = Math.floorDiv(to, millis) * millis;
    long from = request.path("startTime").asLong(last);
    long kept =
        Math.max(
            candles.oldest(),
            Math.floorDiv(time.now(), millis) * millis - (MOST_CANDLES - 1) * millis);
    long first = Math.max(Math.ceilDiv(kept, millis), Math.floorDiv(from, millis)) * millis;
    GrowingCandles.Series series = new GrowingCandles.Series(listing, Candles.Of.TRADE, millis);
    JsonOut out = new JsonOut(8_192).openArray();
    int rows = 0;
    for (long opens = first; opens <= last; opens += millis) {
      HyperliquidText.candle(out, candles, series, interval, opens);
      rows++;
    }
    return new Answer(out.closeArray().toString(), 20 + rows / 60);
  }
}
