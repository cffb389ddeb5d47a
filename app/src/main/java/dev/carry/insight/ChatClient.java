package dev.carry.insight;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.Timeout;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.carry.insight.Reply.Failed;
import dev.carry.insight.Reply.Kind;
import dev.carry.insight.Reply.Said;
import dev.carry.insight.Reply.Usage;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Calls a service that speaks OpenAI's chat completions, through its own client library. One try a
/// call: who calls decides on another. Any thread.
final class ChatClient implements AutoCloseable {
  private static final int MOST_WORDS = 300;
  private static final String UNREADABLE = "answered what cannot be read";

  private final InsightSettings.Service service;

  /// Made when it is first needed: it takes most of a second to load.
  private @Nullable OpenAIClient made;

  ChatClient(InsightSettings.Service service) {
    this.service = service;
  }

  /// @param earlier what was answered to this question before, and what is wrong with it; empty:
  ///     it is asked for the first time
  /// @param outputTokens most tokens of the answer
  Reply ask(Prompt prompt, List<String> earlier, int outputTokens) {
    ChatCompletionCreateParams.Builder params =
        ChatCompletionCreateParams.builder()
            .model(service.model())
            .temperature(service.temperature())
            .putAdditionalBodyProperty("max_tokens", JsonValue.from(outputTokens))
            .addSystemMessage(Prompt.SYSTEM)
            .addUserMessage(prompt.user());
    if (!earlier.isEmpty()) {
      params.addAssistantMessage(earlier.get(0)).addUserMessage(earlier.get(1));
    }
    Map<String, ?> format = Prompt.format(service.structured());
    if (!format.isEmpty()) {
      params.putAdditionalBodyProperty("response_format", JsonValue.from(format));
    }
    CompletableFuture<ChatCompletion> call =
        client().async().chat().completions().create(params.build());
    try {
      return said(call.get());
    } catch (InterruptedException e) {
      call.cancel(true); // a socket that waits hears of no interrupt
      Thread.currentThread().interrupt();
      return new Failed(Kind.TIMEOUT, "was given up: Carry stops", null);
    } catch (ExecutionException e) {
      return switch (e.getCause()) {
        case OpenAIServiceException refused -> failed(refused);
        case OpenAIIoException broken -> failed(broken);
        case null -> failed(Kind.UNREADABLE, UNREADABLE, e);
        case Throwable other -> failed(Kind.UNREADABLE, UNREADABLE, other);
      };
    }
  }

  private Reply said(ChatCompletion answer) {
    Usage usage =
        answer
            .usage()
            .map(counted -> new Usage(counted.promptTokens(), counted.completionTokens()))
            .orElse(null);
    if (answer.choices().isEmpty()) {
      return new Said("", false, usage);
    }
    ChatCompletion.Choice first = answer.choices().getFirst();
    boolean cutOff = first.finishReason().equals(ChatCompletion.Choice.FinishReason.LENGTH);
    return new Said(service.hide(first.message().content().orElse("")), cutOff, usage);
  }

  private Reply failed(OpenAIServiceException e) {
    int status = e.statusCode();
    Kind kind =
        switch (status) {
          case 429 -> Kind.LIMITED;
          case 408 -> Kind.TIMEOUT;
          default -> status >= 500 ? Kind.SERVER : Kind.REFUSED;
        };
    List<String> wait = e.headers().values("Retry-After");
    return new Failed(
        kind, words("answered " + e.getMessage()), wait.isEmpty() ? null : wait(wait.getFirst()));
  }

  private Reply failed(OpenAIIoException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException
          || cause instanceof UnknownHostException
          || cause instanceof NoRouteToHostException) {
        return failed(Kind.UNREACHABLE, "cannot be reached", cause);
      }
    }
    // a line that broke may have broken behind the answer
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause instanceof InterruptedIOException
        ? new Failed(
            Kind.TIMEOUT,
            "gave no answer within " + service.requestTimeout().toMillis() / 1_000.0 + " s",
            null)
        : failed(Kind.TIMEOUT, "broke off", cause);
  }

  private Reply failed(Kind kind, String how, Throwable e) {
    return new Failed(kind, words(how + " (" + e.getMessage() + ")"), null);
  }

  /// Providers repeat what they were sent, keys among it.
  private String words(String text) {
    String hidden = service.hide(text.replaceAll("\\s+", " "));
    return hidden.length() > MOST_WORDS ? hidden.substring(0, MOST_WORDS) + "…" : hidden;
  }

  /// Seconds, or a date.
  private static @Nullable Duration wait(String text) {
    try {
      return Duration.ofMillis(Math.round(Double.parseDouble(text.strip()) * 1_000));
    } catch (NumberFormatException e) {
      try {
        Instant until =
            ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        Duration left = Duration.between(Instant.now(), until);
        return left.isNegative() ? Duration.ZERO : left;
      } catch (DateTimeException notADate) {
        return null;
      }
    }
  }

  private synchronized OpenAIClient client() {
    if (made == null) {
      made =
          OpenAIOkHttpClient.builder()
              .baseUrl(service.baseUrl().toString())
              .apiKey(service.key() == null ? "none" : service.key().reveal())
              .maxRetries(0)
              .timeout(
                  Timeout.builder()
                      .connect(service.connectTimeout())
                      .request(service.requestTimeout())
                      .build())
              .build();
    }
    return made;
  }

  @Override
  public synchronized void close() {
    if (made != null) {
      made.close();
    }
  }
}
