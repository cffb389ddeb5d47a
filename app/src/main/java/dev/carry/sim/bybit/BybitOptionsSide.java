package dev.carry.sim.bybit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.wire.RestAnswer;
import dev.carry.sim.wire.RestRequest;
import dev.carry.sim.wire.Topics;
import dev.carry.sim.wire.VenueSide;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.wire.Wire;
import dev.carry.sim.world.Market;
import dev.carry.sim.world.OptionChain;
import dev.carry.sim.world.OptionChain.Contract;
import dev.carry.sim.world.OptionChain.Worth;
import dev.carry.sim.world.SimVenue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/// Options of Bybit: one ticker an option on a socket of their own, and all of a coin in one call.
public final class BybitOptionsSide implements VenueSide {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_ARGS_LENGTH = 21_000;
  private static final String TICKERS = "tickers.";

  private final Market market;
  private final OptionChain chain;
  private final VenueTime time;
  private final Topics topics = new Topics();

  public BybitOptionsSide(Market market, VenueTime time) {
    this.market = market;
    this.chain = market.options();
    this.time = time;
  }

  private Map<String, Contract> listed() {
    Map<String, Contract> listed = new LinkedHashMap<>();
    chain.contracts().forEach(contract -> listed.put(BybitOptionsText.symbol(contract), contract));
    return listed;
  }

  private Worth worth(Contract contract) {
    return chain.worth(contract, SimVenue.BYBIT_OPTIONS);
  }

  // --- REST --------------------------------------------------------------------------------

  @Override
  public RestAnswer answer(RestRequest request) {
    boolean options = request.get("category", "").equals("option");
    return switch (request.path()) {
      case "/v5/market/time" ->
          ok(new JsonOut().open().wholeText("timeSecond", time.now() / 1_000).close());
      case "/v5/market/instruments-info" ->
          options ? rows(request, BybitOptionsText::instrument) : bad();
      case "/v5/market/tickers" ->
          options
              ? rows(request, (out, c) -> BybitOptionsText.ticker(out, c, worth(c), false))
              : bad();
      default -> RestAnswer.of(404, "{\"retCode\":404,\"retMsg\":\"Not Found\"}");
    };
  }

  private RestAnswer rows(RestRequest request, BiConsumer<JsonOut, Contract> row) {
    String coin = request.get("baseCoin", "BTC");
    JsonOut out = new JsonOut(32_768).open().text("category", "option");
    out.text("nextPageCursor", "").openArray("list");
    for (Contract contract : chain.contracts()) {
      if (contract.coin().equals(coin)) {
        row.accept(out, contract);
      }
    }
    return ok(out.closeArray().close());
  }

  private RestAnswer ok(JsonOut result) {
    return RestAnswer.ok(envelope(0, "OK", result.toString()));
  }

  private RestAnswer bad() {
    return RestAnswer.ok(envelope(10001, "params error: Category is invalid", "{}"));
  }

  private String envelope(int code, String why, String result) {
    return new JsonOut(result.length() + 100)
        .open()
        .whole("retCode", code)
        .text("retMsg", why)
        .raw("result", result)
        .raw("retExtInfo", "{}")
        .whole("time", time.now())
        .close()
        .toString();
  }

  @Override
  public RestAnswer refusal(int status, long retrySeconds) {
    if (status == 403) {
      return RestAnswer.page(
          403, "<html><head><title>403 access too frequent</title></head></html>");
    }
    String body =
        status == 429
            ? envelope(10006, "Too many visits!", "{}")
            : envelope(10016, "Server error", "{}");
    return RestAnswer.of(status, body).with("Retry-After", Long.toString(retrySeconds));
  }

  // --- sockets -----------------------------------------------------------------------------

  @Override
  public boolean serves(String path) {
    return path.equals("/v5/public/option");
  }

  @Override
  public Session open(Wire wire) {
    return new Client(wire);
  }

  /// A ticker of each second: their marks move that often.
  @Override
  public void step() {
    if (topics.isEmpty() || !market.due(0, 1_000)) {
      return;
    }
    listed()
        .forEach(
            (symbol, contract) ->
                topics.publish(TICKERS + symbol, () -> message(symbol, contract)));
  }

  private String message(String symbol, Contract contract) {
    JsonOut data = new JsonOut(600);
    BybitOptionsText.ticker(data, contract, worth(contract), true);
    long now = time.marketNow();
    return new JsonOut(800)
        .open()
        .text("id", TICKERS + symbol + "-" + now)
        .text("topic", TICKERS + symbol)
        .whole("ts", now)
        .raw("data", data.toString())
        .text("type", "snapshot")
        .close()
        .toString();
  }

  /// One client's socket.
  private final class Client implements Session {
    private final Wire wire;
    private int argsLength;

    Client(Wire wire) {
      this.wire = wire;
    }

    @Override
    public void text(String message) {
      JsonNode request;
      try {
        request = JSON.readTree(message);
      } catch (JsonProcessingException e) {
        wire.control("{\"success\":false,\"ret_msg\":\"error:request format invalid\"}");
        return;
      }
      switch (request.path("op").asText("")) {
        case "ping" ->
            wire.control(
                "{\"args\":[\"" + time.now() + "\"],\"op\":\"pong\",\"conn_id\":\"simopt\"}");
        case "subscribe" -> subscribe(request.path("args"));
        case "unsubscribe" ->
            request.path("args").forEach(topic -> topics.remove(topic.asText(), wire));
        default -> wire.control("{\"success\":false,\"ret_msg\":\"error:unknown op\"}");
      }
    }

    /// Unlike the other sockets, this one tells topic by topic what it took.
    private void subscribe(JsonNode args) {
      argsLength += args.toString().length();
      Map<String, Contract> listed = listed();
      List<String> taken = new ArrayList<>();
      JsonOut out = new JsonOut(1_024).open().flag("success", true).text("conn_id", "simopt");
      out.open("data").openArray("failTopics");
      for (JsonNode arg : args) {
        String topic = arg.asText();
        boolean known =
            topic.startsWith(TICKERS)
                && listed.containsKey(topic.substring(TICKERS.length()))
                && argsLength <= MAX_ARGS_LENGTH;
        if (known) {
          taken.add(topic);
        } else {
          out.text(topic);
        }
      }
      out.closeArray().openArray("successTopics");
      taken.forEach(out::text);
      wire.control(out.closeArray().close().text("type", "COMMAND_RESP").close().toString());
      for (String topic : taken) {
        String symbol = topic.substring(TICKERS.length());
        Contract contract = listed.get(symbol);
        if (contract != null && topics.add(topic, wire)) {
          wire.data(topic, message(symbol, contract));
        }
      }
    }

    @Override
    public void closed() {
      topics.removeAll(wire);
    }
  }
}
