package dev.carry.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/// The JSON object that a request brings.
final class JsonBody {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private JsonBody() {}

  static JsonNode of(String body) {
    try {
      JsonNode json = JSON.readTree(body);
      if (json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      // told below
    }
    throw Problem.of(400, "No JSON", "the body is no JSON object");
  }
}
