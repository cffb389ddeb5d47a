package dev.carry.tardis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.VenueId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a client asks of a machine that tells normalised messages, in tardis-machine's own words:
/// one object of its `options`.
///
/// @param exchange Tardis' id, or that of a venue for which Tardis has none
/// @param symbols in capitals; empty: all
/// @param types at least one
/// @param from of the past, inclusive
/// @param to of the past, exclusive
/// @param disconnects whether lost connections are told
public record Wanted(
    String exchange,
    VenueId venue,
    Set<String> symbols,
    List<DataType> types,
    Instant from,
    Instant to,
    boolean disconnects) {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final int MOST = 20;

  /// Refuses a past that cannot be of its exchange.
  ///
  /// @throws IllegalArgumentException with the reason
  public void requireExists() {
    Exchange.find(exchange).ifPresent(known -> known.requireExists(to.minusNanos(1)));
  }

  /// Reads `options`: an object or an array of them.
  ///
  /// @param past whether a time is needed; the present has none
  /// @throws IllegalArgumentException what was found and what is allowed
  public static List<Wanted> parse(@Nullable String options, boolean past) {
    if (options == null) {
      throw new IllegalArgumentException(
          "options: missing; needed is ?options=<URL-encoded JSON> with exchange, symbols,"
              + (past ? " from, to," : "")
              + " dataTypes");
    }
    JsonNode json;
    try {
      json = JSON.readTree(options);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("options: no JSON: " + e.getOriginalMessage(), e);
    }
    List<JsonNode> parts = new ArrayList<>();
    if (json.isArray()) {
      json.forEach(parts::add);
    } else {
      parts.add(json);
    }
    if (parts.isEmpty() || parts.size() > MOST) {
      throw new IllegalArgumentException(
          "options: found " + parts.size() + " objects, allowed 1 to " + MOST);
    }
    return parts.stream().map(part -> one(part, past)).toList();
  }

  private static Wanted one(JsonNode json, boolean past) {
    if (!json.isObject()) {
      throw new IllegalArgumentException("options: an object is needed, found " + json);
    }
    String exchange = json.path("exchange").asText();
    List<String> types = texts(json, "dataTypes");
    if (types.isEmpty()) {
      throw new IllegalArgumentException("dataTypes: missing; such as [\"trade\"] is needed");
    }
    Set<String> symbols = new LinkedHashSet<>();
    texts(json, "symbols").forEach(symbol -> symbols.add(symbol.toUpperCase(Locale.ROOT)));
    Instant from = past ? time(json, "from") : Instant.MIN;
    Instant to = past ? time(json, "to") : Instant.MAX;
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("from " + from + " is not before to " + to);
    }
    return new Wanted(
        exchange,
        venue(exchange),
        symbols,
        types.stream().map(DataType::parse).toList(),
        from,
        to,
        json.path("withDisconnectMessages").asBoolean());
  }

  private static VenueId venue(String exchange) {
    return Exchange.find(exchange)
        .map(Exchange::venue)
        .orElseGet(
            () -> {
              if (!exchange.matches("[a-z0-9][a-z0-9-]*")) {
                throw new IllegalArgumentException(
                    "exchange: '" + exchange + "' is no id of an exchange");
              }
              VenueId venue = VenueId.of(exchange);
              String theirs = Exchange.idOf(venue, "");
              if (!theirs.equals(exchange)) {
                throw new IllegalArgumentException(
                    "exchange: '" + exchange + "', allowed is '" + theirs + "', as Tardis has it");
              }
              return venue;
            });
  }

  private static List<String> texts(JsonNode json, String field) {
    JsonNode values = json.path(field);
    List<String> texts = new ArrayList<>();
    if (values.isMissingNode() || values.isNull()) {
      return texts;
    }
    if (!values.isArray()) {
      throw new IllegalArgumentException(field + ": an array is needed, found " + values);
    }
    values.forEach(value -> texts.add(value.asText()));
    return texts;
  }

  private static Instant time(JsonNode json, String field) {
    return Times.parse(field, json.path(field).asText());
  }

  /// Every fact that the messages are made of.
  public Set<Fact> facts() {
    Set<Fact> facts = EnumSet.noneOf(Fact.class);
    types.forEach(type -> facts.addAll(type.facts()));
    return facts;
  }

  /// Whether it is asked for.
  public boolean isOf(Instrument instrument) {
    return isOf(instrument.id());
  }

  boolean isOf(InstrumentId id) {
    return id.venue().equals(venue)
        && (symbols.isEmpty() || symbols.contains(id.symbol().toUpperCase(Locale.ROOT)))
        && Exchange.idOf(id.venue(), id.symbol()).equals(exchange);
  }
}
