package dev.carry.launch;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carry.model.VenueId;
import dev.carry.venue.roster.Venues;
import dev.carry.venue.session.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where venues are reached instead of their own addresses:
/// `{"bybit": {"rest": "http://…", "ws": "ws://…"}, …}`.
final class EndpointsFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EndpointsFile() {}

  static Map<VenueId, Endpoint> read(Path file) {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new ConfigException("--endpoints " + file + ": cannot be read (" + e + ")");
    }
  }

  static Map<VenueId, Endpoint> parse(String place, String json) {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new ConfigException(
          place + ":" + line + ": no JSON like {\"okx\": {\"rest\": \"…\", \"ws\": \"…\"}}");
    }
    Map<VenueId, Endpoint> endpoints = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      String venue = entry.getKey();
      if (Venues.find(VenueId.of(venue)).isEmpty()) {
        throw new ConfigException(
            place
                + ": no venue '"
                + venue
                + "'; known are "
                + Venues.all().stream().map(known -> known.id().id()).toList());
      }
      endpoints.put(
          VenueId.of(venue),
          Endpoint.of(
              address(place, venue, entry.getValue(), "rest"),
              address(place, venue, entry.getValue(), "ws")));
    }
    return endpoints;
  }

  /// Without venues that Carry does not connect to: recordings may hold others too.
  static String known(String json) {
    try {
      ObjectNode root = (ObjectNode) JSON.readTree(json);
      root.retain(VenueChoice.followed());
      return JSON.writeValueAsString(root);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("no endpoints: " + json, e);
    }
  }

  private static String address(String place, String venue, JsonNode node, String which) {
    JsonNode value = node.get(which);
    if (value == null || !value.isTextual()) {
      throw new ConfigException(
          place + ": " + venue + ": expected \"rest\" and \"ws\", found " + node);
    }
    return value.asText();
  }
}
