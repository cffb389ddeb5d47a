package dev.carry.sink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A key or password. It is in no text but the one it is made for: not in its own `toString`, and
/// [#hide] takes it out of what others say.
public final class Secret {
  /// Shorter ones would be found in ordinary words.
  private static final int LEAST_HIDDEN = 6;

  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  public static Secret of(String value) {
    String trimmed = value.strip();
    if (trimmed.isEmpty()) {
      throw new SinkException("a secret is empty");
    }
    return new Secret(trimmed);
  }

  /// The secret in a variable of the environment, or in a file: the variable first.
  ///
  /// @param file absent: none is named
  /// @throws SinkException where a file is named and has none
  public static Optional<Secret> find(
      Map<String, String> environment, String variable, @Nullable Path file) {
    String named = environment.get(variable);
    if (named != null && !named.isBlank()) {
      return Optional.of(of(named));
    }
    if (file == null) {
      return Optional.empty();
    }
    try {
      String text = Files.readString(file);
      if (text.isBlank()) {
        throw new SinkException(file + " holds no secret: it is empty");
      }
      return Optional.of(of(text));
    } catch (IOException e) {
      throw new SinkException(file + " holds no secret: it cannot be read (" + e + ")", e);
    }
  }

  /// For the one place that must send it.
  public String reveal() {
    return value;
  }

  /// A text without it.
  public String hide(String text) {
    return value.length() < LEAST_HIDDEN ? text : text.replace(value, "•••");
  }

  @Override
  public String toString() {
    return "•••";
  }
}
