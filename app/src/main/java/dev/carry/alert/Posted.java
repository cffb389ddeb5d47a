package dev.carry.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.alert.Channel.Answer.Later;
import dev.carry.alert.Channel.Answer.Never;
import dev.carry.sink.Poster;
import dev.carry.sink.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What services that are posted to answer, in the terms of a channel.
final class Posted {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_WORDS = 200;

  /// Shorter parts of a path are words.
  private static final int LEAST_HIDDEN = 6;

  /// Statuses that speak of the message, not of the address or of who posts.
  private static final Set<Integer> OF_THE_MESSAGE = Set.of(400, 413, 415, 422);

  private Posted() {}

  /// An answer that is no success.
  ///
  /// @param hidden never told, whoever says it
  /// @param wait as its body said; absent: the header's counts
  static Channel.Answer failed(Poster.Answer answer, List<Secret> hidden, @Nullable Duration wait) {
    String said = answer.body().strip().replaceAll("\\s+", " ");
    for (Secret each : hidden) {
      said = each.hide(said);
    }
    String words = Layout.cut(said, MOST_WORDS);
    String why = answer.status() == 0 ? words : "it answered " + answer.status() + what(words);
    if (answer.status() / 100 == 3) {
      why += ", a redirect, which is not followed";
    }
    if (OF_THE_MESSAGE.contains(answer.status())) {
      return new Never(why);
    }
    return new Later(why, wait == null ? answer.retryAfter() : wait);
  }

  private static String what(String words) {
    return words.isEmpty() ? "" : ": " + words;
  }

  /// An address that is a secret, and the parts of its path that make it one: who refuses it may
  /// repeat a part.
  static List<Secret> parts(Secret address) {
    List<Secret> parts = new ArrayList<>(List.of(address));
    String path = URI.create(address.reveal()).getRawPath();
    Stream.concat(Stream.of(path), Stream.of(path.split("/", -1)))
        .filter(part -> part.length() >= LEAST_HIDDEN)
        .map(Secret::of)
        .forEach(parts::add);
    return parts;
  }

  /// An empty object where it is none.
  static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }

  /// Seconds of a JSON number; absent: it is none.
  static @Nullable Duration seconds(JsonNode number) {
    return number.isNumber() ? Duration.ofMillis((long) (number.asDouble() * 1000)) : null;
  }
}
