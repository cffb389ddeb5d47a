package dev.carry.sim.binance;

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
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Options of Binance: a stream an underlying for its whole chain, one an expiry for open interest.
public final class BinanceOptionsSide implements VenueSide {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PING_MILLIS = 300_000;

  private final Market market;
  private final OptionChain chain;
  private final VenueTime time;
  private final Topics topics = new Topics();
  private final List<Wire> wires = new ArrayList<>();

  public BinanceOptionsSide(Market market, VenueTime time) {
    this.market = market;
    this.chain = market.options();
    this.time = time;
  }

  /// Writes one option.
  private interface Row {
    void write(JsonOut out, Contract contract, Worth worth, long now);
  }

  private String rows(Predicate<Contract> wanted, Row row) {
    JsonOut out = new JsonOut(32_768).openArray();
    for (Contract contract : chain.contracts()) {
      if (wanted.test(contract)) {
        Worth worth = chain.worth(contract, SimVenue.BINANCE_OPTIONS);
        row.write(out, contract, worth, time.marketNow());
      }
    }
    return out.closeArray().toString();
  }

  // --- REST --------------------------------------------------------------------------------

  @Override
  public RestAnswer answer(RestRequest request) {
    return switch (request.path()) {
      case "/eapi/v1/time" -> RestAnswer.ok("{\"serverTime\":" + time.now() + "}");
      case "/eapi/v1/exchangeInfo" -> RestAnswer.ok(exchangeInfo());
      case "/eapi/v1/mark" ->
          RestAnswer.ok(rows(contract -> true, BinanceOptionsText::answeredMark));
      default -> RestAnswer.of(404, "{\"code\":-1000,\"msg\":\"Path " + request.path() + "\"}");
    };
  }

  private String exchangeInfo() {
    return new JsonOut(65_536)
        .open()
        .text("timezone", "UTC")
        .whole("serverTime", time.now())
        .raw("optionContracts", "[]")
        .raw("optionAssets", "[{\"name\":\"USDT\"}]")
        .raw("optionSymbols", rows(contract -> true, BinanceOptionsText::instrument))
        .raw(
            "rateLimits",
            "[{\"rateLimitType\":\"REQUEST_WEIGHT\",\"interval\":\"MINUTE\",\"intervalNum\":1,"
                + "\"limit\":2400}]")
        .close()
        .toString();
  }

  @Override
  public RestAnswer refusal(int status, long retrySeconds) {
    if (status == 403) {
      return RestAnswer.page(403, "<html><head><title>403 Forbidden</title></head></html>");
    }
    String body =
        status == 418 || status == 429
            ? "{\"code\":-1003,\"msg\":\"Too many requests.\"}"
            : "{\"code\":-1001,\"msg\":\"Internal error; unable to process your request.\"}";
    return RestAnswer.of(status, body).with("Retry-After", Long.toString(retrySeconds));
  }

  // --- sockets -----------------------------------------------------------------------------

  @Override
  public boolean serves(String path) {
    return path.equals("/market/stream") || path.equals("/public/stream");
  }

  @Override
  public Session open(Wire wire) {
    wires.add(wire);
    return new Client(wire);
  }

  /// Chains each second, open interest each minute.
  @Override
  public void step() {
    if (market.due(0, PING_MILLIS)) {
      wires.forEach(Wire::ping);
    }
    if (topics.isEmpty()) {
      return;
    }
    boolean chains = market.due(1, 1_000);
    boolean interests = market.due(2, 60_000);
    for (String stream : streams()) {
      if (stream.contains("@optionMarkPrice") ? chains : interests) {
        topics.publish(stream, () -> message(stream));
      }
    }
  }

  private Set<String> streams() {
    Set<String> streams = new TreeSet<>();
    for (Contract contract : chain.contracts()) {
      streams.add(BinanceOptionsText.chain(contract));
      streams.add(BinanceOptionsText.interest(contract));
    }
    return streams;
  }

  private String message(String stream) {
    String rows =
        stream.contains("@optionMarkPrice")
            ? rows(c -> BinanceOptionsText.chain(c).equals(stream), BinanceOptionsText::mark)
            : rows(
                c -> BinanceOptionsText.interest(c).equals(stream),
                BinanceOptionsText::openInterest);
    return "{\"stream\":\"" + stream + "\",\"data\":" + rows + "}";
  }

  /// One client's socket. A stream asked for on the wrong route, or that is not there, is
  /// acknowledged all the same.
  private final class Client implements Session {
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
        wire.control("{\"code\":3,\"msg\":\"Invalid JSON\"}");
        return;
      }
      wire.control("{\"result\":null,\"id\":" + request.path("id") + "}");
      for (JsonNode param : request.path("params")) {
        String stream = param.asText();
        if (!request.path("method").asText("").equals("SUBSCRIBE")) {
          topics.remove(stream, wire);
        } else if (wire.path().startsWith("/market")
            && streams().contains(stream)
            && topics.add(stream, wire)) {
          wire.data(stream, message(stream));
        }
      }
    }

    @Override
    public void closed() {
      topics.removeAll(wire);
      wires.remove(wire);
    }
  }
}
