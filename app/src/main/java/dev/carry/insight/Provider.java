package dev.carry.insight;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Services that speak OpenAI's interface of chat completions, with what is to be known to begin
/// with one. Prices are those their public lists named on the day given; the configuration's own
/// lines stand above them.
public enum Provider {
  HOLYSHEEP(
      "https://api.holysheep.ai/v1",
      "deepseek-v3.2",
      Structured.OBJECT,
      "deepseek-v3.2 2026-01-01 0.42 0.42",
      "gpt-4.1 2026-01-01 8.00 8.00"),
  OPENAI(
      "https://api.openai.com/v1",
      "gpt-4.1-mini",
      Structured.SCHEMA,
      "gpt-4.1-mini 2025-04-14 0.40 1.60",
      "gpt-4.1 2025-04-14 2.00 8.00"),
  DEEPSEEK(
      "https://api.deepseek.com/v1",
      "deepseek-chat",
      Structured.OBJECT,
      "deepseek-chat 2025-09-29 0.28 0.42"),
  GOOGLE(
      "https://generativelanguage.googleapis.com/v1beta/openai",
      "gemini-2.5-flash",
      Structured.SCHEMA,
      "gemini-2.5-flash 2025-06-17 0.30 2.50"),
  ANTHROPIC(
      "https://api.anthropic.com/v1",
      "claude-haiku-4-5",
      Structured.NONE,
      "claude-haiku-4-5 2025-10-15 1.00 5.00",
      "claude-sonnet-4-5 2025-09-29 3.00 15.00"),
  /// A server of one's own: Ollama's address; needs no key and costs nothing.
  LOCAL("http://127.0.0.1:11434/v1", null, Structured.SCHEMA);

  private final URI baseUrl;
  private final @Nullable String model;
  private final Structured structured;
  /// In lines, for an enum holds no list.
  private final String prices;

  /// How an answer is made to fit the schema, beyond the words that ask for it.
  public enum Structured {
    /// The service is given the schema and keeps to it.
    SCHEMA,
    /// The service promises a JSON object.
    OBJECT,
    /// The service promises nothing.
    NONE
  }

  Provider(String baseUrl, @Nullable String model, Structured structured, String... prices) {
    this.baseUrl = URI.create(baseUrl);
    this.model = model;
    this.structured = structured;
    this.prices = String.join("\n", prices);
  }

  public URI baseUrl() {
    return baseUrl;
  }

  /// The model that is asked where none is named; absent: one must be.
  public @Nullable String model() {
    return model;
  }

  public Structured structured() {
    return structured;
  }

  /// Lines as [Prices#of] reads them.
  public List<String> prices() {
    return prices.lines().toList();
  }
}
