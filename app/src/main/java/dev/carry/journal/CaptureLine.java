package dev.carry.journal;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A line as cryptofeed captures it, times in seconds since 1970:
///
/// ```
/// configuration: {…}                      what the client was told to follow
/// wss://host/path <-> 1626993902.93149    a connection opened
/// wss://host/path <- 1626993903.87: {…}   a message that the client sent
/// 1626993903.91: {…}                      a message that came
/// https://host/path -> 1626993904.2: {…}  an answer to a REST call
/// ```
///
/// @param what which of them
/// @param at absent in a configuration
/// @param message how many bytes stand before the message
/// @param address of an answer: what was asked
record CaptureLine(What what, @Nullable Instant at, int message, @Nullable String address) {
  enum What {
    CAME,
    OPENED,
    OURS
  }

  /// Addresses are shorter.
  private static final int LONGEST_HEAD = 2_000;

  private static final int NANO_DIGITS = 9;

  private static final Pattern HEAD =
      Pattern.compile("(?:(\\S+) (<->|<-|->) )?(\\d{1,11}(?:\\.\\d{1,9})?)(: |$)");

  /// @return absent where it is no such line
  static @Nullable CaptureLine of(byte[] bytes, int from, int to) {
    String head =
        new String(bytes, from, Math.min(LONGEST_HEAD, to - from), StandardCharsets.ISO_8859_1);
    if (head.startsWith("configuration: {")) {
      return new CaptureLine(What.OURS, null, 0, null);
    }
    Matcher matcher = HEAD.matcher(head);
    if (!matcher.lookingAt()) {
      return null;
    }
    What what =
        switch (matcher.group(2)) {
          case "<->" -> What.OPENED;
          case "<-" -> What.OURS;
          case null, default -> What.CAME;
        };
    if (what == What.CAME && matcher.group(4).isEmpty()) {
      return null;
    }
    return new CaptureLine(what, seconds(matcher.group(3)), matcher.end(), matcher.group(1));
  }

  /// Seconds since 1970 with a fraction.
  ///
  /// @throws NumberFormatException where the text is none
  static Instant seconds(String text) {
    BigDecimal seconds = new BigDecimal(text);
    long whole = seconds.longValue();
    return Instant.ofEpochSecond(
        whole,
        seconds.subtract(BigDecimal.valueOf(whole)).scaleByPowerOfTen(NANO_DIGITS).longValue());
  }
}
