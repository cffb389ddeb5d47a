package dev.carry.sim.okx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.wire.RestAnswer;
import dev.carry.sim.wire.RestRequest;
import dev.carry.sim.wire.Topics;
import dev.carry.sim.wire.VenueSide;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.wire.Window;
import dev.carry.sim.wire.Wire;
import dev.carry.sim.world.Market;
import dev.carry.sim.world.OptionChain;
import dev.carry.sim.world.OptionChain.Contract;
import dev.carry.sim.world.OptionChain.Worth;
import dev.carry.sim.world.SimVenue;
import java.util.List;
import java.util.function.Consumer;

/// Options of OKX: the same API, of which every call and channel names a family.
public final class OkxOptionsSide implements VenueSide {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LIMIT = 20;
  private static final List<String> FAMILIES = List.of("BTC-USD", "ETH-USD");

  private final Market market;
  private final OptionChain chain;
  private final VenueTime time;
  private final Topics topics = new Topics();
  private final Window used = new Window(2_000);

  public OkxOptionsSide(Market market, VenueTime time) {
    this.market = market;
    this.chain = market.options();
    this.time = time;
  }

  /// Writes one option.
  private interface Row {
    void write(JsonOut out, Contract contract, Worth worth, VenueTime time);
  }

  private void rows(JsonOut out, String family, Row row) {
    for (Contract contract : chain.contracts()) {
      if (OkxOptionsText.family(contract).equals(family)) {
        row.write(out, contract, chain.worth(contract, SimVenue.OKX_OPTIONS), time);
      }
    }
  }

  // --- REST --------------------------------------------------------------------------------

  @Override
  public RestAnswer answer(RestRequest request) {
    String family = request.get("instFamily", request.get("uly", ""));
    if (used.add(request.from() + request.path() + family, 1, time.trueNow()) > LIMIT) {
      return refusal(429, 0);
    }
    return switch (request.path()) {
      case "/api/v5/public/time" -> ok(out -> out.open().wholeText("ts", time.now()).close());
      case "/api/v5/public/instruments" ->
          ofFamily(request, family, (out, c, worth, at) -> OkxOptionsText.instrument(out, c));
      case "/api/v5/public/opt-summary" -> ofFamily(request, family, OkxOptionsText::summary);
      case "/api/v5/market/tickers" -> ofFamily(request, family, OkxOptionsText::ticker);
      case "/api/v5/public/mark-price" -> ofFamily(request, family, OkxOptionsText::mark);
      case "/api/v5/public/open-interest" ->
          ofFamily(request, family, OkxOptionsText::openInterest);
      default ->
          RestAnswer.of(404, "{\"msg\":\"Request path not found\",\"code\":\"404\",\"data\":[]}");
    };
  }

  private RestAnswer ofFamily(RestRequest request, String family, Row row) {
    boolean summary = request.path().endsWith("opt-summary");
    if (!summary && !request.get("instType", "").equals("OPTION")) {
      return error("51000", "Parameter instType error");
    }
    if (family.isEmpty()) {
      return error("50014", "Parameter instFamily or uly can not be empty.");
    }
    return ok(out -> rows(out, family, row));
  }

  private static RestAnswer error(String code, String why) {
    return RestAnswer.of(400, "{\"code\":\"" + code + "\",\"msg\":\"" + why + "\",\"data\":[]}");
  }

  private static RestAnswer ok(Consumer<JsonOut> rows) {
    JsonOut out = new JsonOut(16_384).open().text("code", "0").openArray("data");
    rows.accept(out);
    return RestAnswer.ok(out.closeArray().text("msg", "").close().toString());
  }

  @Override
  public RestAnswer refusal(int status, long retrySeconds) {
    return status == 429
        ? RestAnswer.of(429, "{\"msg\":\"Too Many Requests\",\"code\":\"50011\"}")
        : RestAnswer.of(
            status,
            "{\"code\":\"50001\",\"msg\":\"Service temporarily unavailable. Please try again"
                + " later.\",\"data\":[]}");
  }

  // --- sockets -----------------------------------------------------------------------------

  @Override
  public boolean serves(String path) {
    return path.equals("/ws/v5/public");
  }

  @Override
  public Session open(Wire wire) {
    return new Client(wire);
  }

  /// A summary is pushed about each second, an index more often; a second will do.
  @Override
  public void step() {
    for (int i = 0; i < FAMILIES.size(); i++) {
      if (market.due(i, 1_000)) {
        String family = FAMILIES.get(i);
        topics.publish(summary(family), () -> summaries(family));
        topics.publish(index(family), () -> indexes(family));
      }
    }
  }

  private static String summary(String family) {
    return "{\"channel\":\"opt-summary\",\"instFamily\":\"" + family + "\"}";
  }

  private static String index(String family) {
    return "{\"channel\":\"index-tickers\",\"instId\":\"" + family + "\"}";
  }

  private String summaries(String family) {
    return message(summary(family), out -> rows(out, family, OkxOptionsText::summary));
  }

  private String indexes(String family) {
    String coin = family.substring(0, family.indexOf('-'));
    double price = market.asset(coin).price() * Market.rate("USD");
    return message(index(family), out -> OkxOptionsText.index(out, family, price, time));
  }

  private static String message(String arg, Consumer<JsonOut> rows) {
    JsonOut out = new JsonOut(4_096).open().raw("arg", arg).openArray("data");
    rows.accept(out);
    return out.closeArray().close().toString();
  }

  /// One client's socket.
  private final class Client implements Session {
    private final Wire wire;

    Client(Wire wire) {
      this.wire = wire;
    }

    @Override
    public void text(String text) {
      if (text.equals("ping")) {
        wire.control("pong");
        return;
      }
      JsonNode request;
      try {
        request = JSON.readTree(text);
      } catch (JsonProcessingException e) {
        fail("60012", "Invalid request: " + text);
        return;
      }
      for (JsonNode arg : request.path("args")) {
        if (request.path("op").asText("").equals("subscribe")) {
          subscribe(arg);
        } else {
          topics.remove(arg.toString(), wire);
        }
      }
    }

    private void subscribe(JsonNode arg) {
      boolean summary = arg.path("channel").asText("").equals("opt-summary");
      String family = arg.path(summary ? "instFamily" : "instId").asText("");
      String topic = summary ? summary(family) : index(family);
      boolean known =
          FAMILIES.contains(family)
              && (summary || arg.path("channel").asText("").equals("index-tickers"));
      if (!known) {
        fail("60018", "Wrong URL or channel, please use the correct parameters");
        return;
      }
      wire.control("{\"event\":\"subscribe\",\"arg\":" + topic + ",\"connId\":\"a4d3ae55\"}");
      if (topics.add(topic, wire)) {
        wire.data(topic, summary ? summaries(family) : indexes(family));
      }
    }

    private void fail(String code, String why) {
      wire.control(
          new JsonOut()
              .open()
              .text("event", "error")
              .text("code", code)
              .text("msg", why)
              .text("connId", "a4d3ae55")
              .close()
              .toString());
    }

    @Override
    public void closed() {
      topics.removeAll(wire);
    }
  }
}
