package dev.carry.insight;

import dev.carry.insight.Provider.Structured;
import dev.carry.sink.Secret;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How the analyst works.
///
/// @param service who is asked; absent: rules alone answer
/// @param because why rules alone answer, in words; empty where a service is asked
/// @param language `en` or `th`
/// @param leastNetApr findings that leave less a year (fraction of notional) are told by rules
/// @param again a finding that goes on is judged again after this long
/// @param limits what bounds it
/// @param promptLog whether what is asked and answered is kept, word by word
public record InsightSettings(
    @Nullable Service service,
    String because,
    String language,
    double leastNetApr,
    Duration again,
    Limits limits,
    boolean promptLog) {

  /// A model that can be asked.
  ///
  /// @param key absent: none is needed
  /// @param prices what it costs; where there is none it costs nothing
  /// @param connectTimeout to reach it
  /// @param requestTimeout for a whole call
  /// @param temperature 0 to 2
  /// @param outputTokens most tokens of an answer for one finding
  public record Service(
      URI baseUrl,
      String model,
      @Nullable Secret key,
      Structured structured,
      Prices prices,
      Duration connectTimeout,
      Duration requestTimeout,
      double temperature,
      int outputTokens) {

    /// A text without its key.
    String hide(String text) {
      return key == null ? text : key.hide(text);
    }
  }

  /// @param batch findings in one call at most
  /// @param batchWait how long the first of a batch waits for others
  /// @param queue findings that may wait; the least worth goes to the rules first
  /// @param parallel calls at a time
  /// @param cacheFor an answer to the same facts is given again for this long
  /// @param cacheEntries answers remembered
  /// @param tries of a call, the first among them
  /// @param firstWait before the second try; each further one waits twice as long
  /// @param mostWait longest of those; who is told to wait longer falls back to the rules
  /// @param callsPerMinute tries in any minute
  /// @param breakAfter failures in a row after which nobody is asked for `breakFor`
  /// @param budgetDay dollars a day (UTC)
  /// @param budgetMonth dollars a month (UTC)
  public record Limits(
      int batch,
      Duration batchWait,
      int queue,
      int parallel,
      Duration cacheFor,
      int cacheEntries,
      int tries,
      Duration firstWait,
      Duration mostWait,
      int callsPerMinute,
      int breakAfter,
      Duration breakFor,
      BigDecimal budgetDay,
      BigDecimal budgetMonth) {

    public static final Limits DEFAULT =
        new Limits(
            10,
            Duration.ofSeconds(5),
            1_000,
            2,
            Duration.ofSeconds(60),
            1_000,
            3,
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            10,
            5,
            Duration.ofSeconds(30),
            BigDecimal.ONE,
            BigDecimal.TEN);
  }

  /// Rules alone.
  public static InsightSettings rules(String because, String language) {
    return new InsightSettings(
        null, because, language, 0, Duration.ofMinutes(15), Limits.DEFAULT, false);
  }
}
