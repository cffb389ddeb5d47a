package dev.carry.sim.frames;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.wire.RestAnswer;
import java.util.ArrayList;
import java.util.List;

/// The little of a venue's manners that recorded messages need around them: acknowledgements, the
/// answer for what was not recorded, and which socket a message belongs on.
final class Formats {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String venue;

  Formats(String venue) {
    this.venue = venue;
  }

  /// What the venue says to a client's message; nothing where its manners are not known here.
  List<String> replies(String message) {
    if (message.equals("ping")) {
      return List.of("pong");
    }
    JsonNode request;
    try {
      request = JSON.readTree(message);
    } catch (JsonProcessingException e) {
      return List.of();
    }
    if (venue.startsWith("binance")) {
      return List.of("{\"result\":null,\"id\":" + request.path("id") + "}");
    }
    if (venue.startsWith("bybit")) {
      return List.of(bybit(request));
    }
    if (venue.startsWith("okx")) {
      return okx(request);
    }
    return switch (venue) {
      case "deribit" -> request.has("id") ? List.of(deribit(request)) : List.of();
      case "hyperliquid" -> List.of(hyperliquid(request));
      case "gate" -> List.of(gate(request));
      case "bitget" -> bitget(request);
      default -> List.of();
    };
  }

  private static String bybit(JsonNode request) {
    String op = request.path("op").asText("");
    return new JsonOut()
        .open()
        .flag("success", true)
        .text("ret_msg", op.equals("ping") ? "pong" : "")
        .text("conn_id", "recorded")
        .text("req_id", request.path("req_id").asText(""))
        .text("op", op)
        .close()
        .toString();
  }

  private static List<String> okx(JsonNode request) {
    List<String> replies = new ArrayList<>();
    for (JsonNode arg : request.path("args")) {
      replies.add(
          new JsonOut()
              .open()
              .text("event", request.path("op").asText(""))
              .raw("arg", arg.toString())
              .text("connId", "00000001")
              .close()
              .toString());
    }
    return replies;
  }

  private static List<String> bitget(JsonNode request) {
    List<String> replies = new ArrayList<>();
    for (JsonNode arg : request.path("args")) {
      replies.add(
          new JsonOut()
              .open()
              .text("event", request.path("op").asText(""))
              .raw("arg", arg.toString())
              .close()
              .toString());
    }
    return replies;
  }

  private static String gate(JsonNode request) {
    String channel = request.path("channel").asText("");
    boolean ping = channel.equals("futures.ping");
    return new JsonOut()
        .open()
        .whole("time", request.path("time").asLong())
        .text("channel", ping ? "futures.pong" : channel)
        .text("event", request.path("event").asText(""))
        .raw("result", ping ? "null" : "{\"status\":\"success\"}")
        .close()
        .toString();
  }

  private static String deribit(JsonNode request) {
    boolean lists = request.path("method").asText("").endsWith("subscribe");
    String result = lists ? request.path("params").path("channels").toString() : "\"ok\"";
    String text =
        request.path("method").asText("").equals("public/test")
            ? "{\"version\":\"1.2.26\"}"
            : result;
    return new JsonOut()
        .open()
        .text("jsonrpc", "2.0")
        .raw("id", request.path("id").toString())
        .raw("result", text)
        .whole("usIn", 0)
        .whole("usOut", 0)
        .whole("usDiff", 0)
        .flag("testnet", false)
        .close()
        .toString();
  }

  private static String hyperliquid(JsonNode request) {
    return request.path("method").asText("").equals("ping")
        ? "{\"channel\":\"pong\"}"
        : "{\"channel\":\"subscriptionResponse\",\"data\":" + request + "}";
  }

  /// That something was not recorded, in the form of the venue's errors.
  RestAnswer unknown(String path) {
    String why = new JsonOut().text(path + " is not in this recording").toString();
    if (venue.startsWith("binance")) {
      return RestAnswer.of(404, "{\"code\":-5000,\"msg\":" + why + "}");
    }
    if (venue.startsWith("bybit")) {
      return RestAnswer.of(
          404, "{\"retCode\":404,\"retMsg\":" + why + ",\"result\":{},\"retExtInfo\":{}}");
    }
    if (venue.startsWith("okx")) {
      return RestAnswer.of(404, "{\"msg\":" + why + ",\"code\":\"404\",\"data\":[]}");
    }
    if (venue.equals("gate")) {
      return RestAnswer.of(404, "{\"label\":\"INVALID_PARAM_VALUE\",\"message\":" + why + "}");
    }
    if (venue.equals("bitget")) {
      return RestAnswer.of(404, "{\"code\":\"40404\",\"msg\":" + why + ",\"data\":null}");
    }
    return venue.equals("deribit")
        ? RestAnswer.of(
            404,
            "{\"jsonrpc\":\"2.0\",\"error\":{\"message\":"
                + why
                + ",\"code\":-32601},\"usIn\":0,\"usOut\":0,\"usDiff\":0,\"testnet\":false}")
        : RestAnswer.of(404, "{\"error\":" + why + "}");
  }

  /// Whether a message can come on a socket at a path: Binance routes by kind of stream, Bybit by
  /// family of contracts.
  boolean belongs(String path, String message) {
    if (venue.equals("binance-usdm")) {
      boolean open =
          message.contains("bookTicker")
              || message.contains("epthUpdate")
              || message.contains("@trade\"")
              || message.contains("\"e\":\"trade\"");
      return path.startsWith("/public") ? open : !path.startsWith("/market") || !open;
    }
    if (venue.equals("bybit")) {
      boolean inverse = message.matches("(?s).{0,40}\"topic\":\\s*\"[^\"]*USD([HMUZ]\\d\\d)?\".*");
      return path.endsWith("/inverse") ? inverse : !path.endsWith("/linear") || !inverse;
    }
    return true;
  }

  /// A message as a socket at a path carries it: Binance wraps only on its combined streams.
  String shaped(String path, String message) {
    boolean bare = venue.startsWith("binance") && (path.endsWith("/ws") || path.contains("/ws/"));
    if (bare && message.startsWith("{\"stream\":")) {
      int data = message.indexOf("\"data\":");
      int end = message.lastIndexOf('}');
      return data < 0 || end < data ? message : message.substring(data + 7, end);
    }
    return message;
  }
}
