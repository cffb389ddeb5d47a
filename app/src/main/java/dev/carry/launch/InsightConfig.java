package dev.carry.launch;

import dev.carry.cli.Units;
import dev.carry.insight.InsightSettings;
import dev.carry.insight.InsightSettings.Limits;
import dev.carry.insight.InsightSettings.Service;
import dev.carry.insight.Prices;
import dev.carry.insight.Provider;
import dev.carry.insight.Provider.Structured;
import dev.carry.model.JsonText;
import dev.carry.sink.Secret;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the section `insight`: who is asked, and within which bounds.
final class InsightConfig {
  private static final String KEY_ENV = "CARRY_INSIGHT_KEY";

  private InsightConfig() {}

  /// The variable of the environment that holds the key.
  static String keyEnv(Settings s) {
    return s.get("insight.key-env", KEY_ENV, Function.identity());
  }

  static InsightSettings of(Settings s) {
    Optional<Provider> provider = s.find("insight.provider", InsightConfig::provider);
    Optional<URI> address = s.find("insight.base-url", InsightConfig::address);
    Optional<String> named = s.find("insight.model", InsightConfig::word);
    Optional<Path> keyFile = s.find("insight.key-file", Path::of);
    String keyEnv = keyEnv(s);
    Optional<Secret> key = s.secret(keyEnv, keyFile.orElse(null));
    Structured structured =
        s.find("insight.structured", InsightConfig::structured)
            .orElse(provider.map(Provider::structured).orElse(Structured.OBJECT));
    List<String> lines = new ArrayList<>();
    provider.ifPresent(preset -> lines.addAll(preset.prices()));
    lines.addAll(s.get("insight.prices", List.of(), InsightConfig::lines));
    Prices prices = Prices.of(lines);
    Duration connect =
        s.get("insight.connect-timeout", Duration.ofSeconds(10), Config::positiveDuration);
    Duration request =
        s.get("insight.request-timeout", Duration.ofSeconds(30), Config::positiveDuration);
    double temperature =
        s.get(
            "insight.temperature", 0.3, Config.fraction(v -> v >= 0 && v <= 2, "a number 0 to 2"));
    int outputTokens =
        s.get("insight.output-tokens", 500, text -> (int) Config.whole(text, 50, 100_000));
    String because = "";
    Service service = null;
    URI base = address.orElse(provider.map(Provider::baseUrl).orElse(null));
    if (base == null) {
      because =
          key.isPresent()
              ? keyEnv
                  + " is set, and neither insight.provider nor insight.base-url says whose"
                  + " key it is"
              : "no model is set up (insight.provider, " + keyEnv + ")";
    } else if (key.isEmpty() && !isHere(base)) {
      because = "there is no key: " + keyEnv + " is not set";
    } else {
      String model = named.orElse(provider.map(Provider::model).orElse(null));
      service =
          new Service(
              base,
              priced(model, base, prices),
              key.orElse(null),
              structured,
              prices,
              connect,
              request,
              temperature,
              outputTokens);
    }
    return new InsightSettings(
        service,
        because,
        s.get("insight.language", "en", InsightConfig::language),
        s.get("insight.least-net-apr", 0.0, Config.fraction(Double::isFinite, "any rate")),
        s.get("insight.again", Duration.ofMinutes(15), Config::positiveDuration),
        limits(s),
        s.get("insight.prompt-log", false, InsightConfig::flag));
  }

  private static Limits limits(Settings s) {
    Limits d = Limits.DEFAULT;
    return new Limits(
        s.get("insight.batch", d.batch(), text -> (int) Config.whole(text, 1, 10)),
        s.get("insight.batch-wait", d.batchWait(), Units::duration),
        s.get("insight.queue", d.queue(), text -> (int) Config.whole(text, 1, 100_000)),
        s.get("insight.parallel", d.parallel(), text -> (int) Config.whole(text, 1, 16)),
        s.get("insight.cache-for", d.cacheFor(), Units::duration),
        s.get(
            "insight.cache-entries",
            d.cacheEntries(),
            text -> (int) Config.whole(text, 0, 100_000)),
        s.get("insight.tries", d.tries(), text -> (int) Config.whole(text, 1, 10)),
        s.get("insight.first-wait", d.firstWait(), Config::positiveDuration),
        s.get("insight.most-wait", d.mostWait(), Config::positiveDuration),
        s.get(
            "insight.calls-per-minute",
            d.callsPerMinute(),
            text -> (int) Config.whole(text, 1, 100_000)),
        s.get("insight.break-after", d.breakAfter(), text -> (int) Config.whole(text, 1, 1_000)),
        s.get("insight.break-for", d.breakFor(), Config::positiveDuration),
        s.get("insight.budget-day", d.budgetDay(), InsightConfig::dollars),
        s.get("insight.budget-month", d.budgetMonth(), InsightConfig::dollars));
  }

  /// The model, if it is known what it costs; a server of this machine costs nothing.
  private static String priced(@Nullable String model, URI base, Prices prices) {
    if (model == null) {
      throw new ConfigException(
          "insight.model: none is named, and " + base + " has no model to begin with");
    }
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    if (prices.at(model, today).isEmpty() && !isHere(base)) {
      throw new ConfigException(
          "insight.prices: no price of "
              + model
              + " is known, so no budget could be kept; add a line, dollars per million tokens: '"
              + model
              + " "
              + today
              + " INPUT OUTPUT'");
    }
    return model;
  }

  private static Provider provider(String text) {
    for (Provider each : Provider.values()) {
      if (JsonText.kebab(each).equals(text)) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "found "
            + text
            + ", allowed is "
            + Stream.of(Provider.values()).map(JsonText::kebab).collect(Collectors.joining(", "))
            + "; any other speaks through insight.base-url");
  }

  private static Structured structured(String text) {
    try {
      return Structured.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "found " + text + ", schema, object or none is allowed", e);
    }
  }

  /// Where a key may be sent to: over TLS, or to this machine.
  static URI address(String text) {
    URI uri;
    try {
      uri = URI.create(text.replaceFirst("/+$", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("that is no address: https://host/v1 is allowed", e);
    }
    boolean plain =
        uri.getHost() != null
            && uri.getUserInfo() == null
            && uri.getQuery() == null
            && uri.getFragment() == null;
    String scheme = String.valueOf(uri.getScheme());
    if (!plain || !(scheme.equals("https") || scheme.equals("http"))) {
      throw new IllegalArgumentException(
          "that is no address: https://host/v1 is allowed, without a user or a query; the key"
              + " belongs into the environment");
    }
    if (scheme.equals("http") && !isHere(uri)) {
      throw new IllegalArgumentException(
          "found "
              + uri
              + ": over http the key could be read on its way; https is allowed, http"
              + " to this machine alone");
    }
    return uri;
  }

  private static boolean isHere(URI uri) {
    return isHere(uri.getHost());
  }

  /// Whether a name or an address is this machine's own.
  static boolean isHere(String host) {
    return host.equalsIgnoreCase("localhost")
        || (host.matches("[0-9.]+|\\[.*]") && InetAddress.ofLiteral(host).isLoopbackAddress());
  }

  static String word(String text) {
    if (!text.matches("\\S{1,200}")) {
      throw new IllegalArgumentException("found '" + text + "', a name without spaces is allowed");
    }
    return text;
  }

  static String language(String text) {
    if (!text.equals("en") && !text.equals("th")) {
      throw new IllegalArgumentException("found " + text + ", en or th is allowed");
    }
    return text;
  }

  static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("found " + text + ", true or false is allowed");
    };
  }

  private static List<String> lines(String text) {
    List<String> lines =
        Stream.of(text.split(",", -1)).map(String::strip).filter(line -> !line.isEmpty()).toList();
    var _ = Prices.of(lines);
    return lines;
  }

  private static BigDecimal dollars(String text) {
    try {
      BigDecimal value = new BigDecimal(text.strip());
      if (value.signum() >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new IllegalArgumentException("found " + text + ", dollars, 0 or more, are allowed");
  }
}
