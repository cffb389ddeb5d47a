package dev.carry.tardis;

import dev.carry.model.Fact;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What kind of normalised messages a client asks for.
public sealed interface DataType {
  /// The facts that such messages are made of.
  Set<Fact> facts();

  /// What a venue says, message by message.
  enum Plain implements DataType {
    TRADE("trade", Fact.TRADE),
    BOOK_CHANGE("book_change", Fact.BOOK),
    DERIVATIVE_TICKER(
        "derivative_ticker", Fact.FUNDING_ESTIMATE, Fact.MARK, Fact.INDEX, Fact.OPEN_INTEREST),
    LIQUIDATION("liquidation", Fact.LIQUIDATION),
    OPTION_SUMMARY("option_summary", Fact.OPTION),
    BOOK_TICKER("book_ticker", Fact.QUOTE);

    private final String id;

    @SuppressWarnings("ImmutableEnumChecker") // never changed
    private final Set<Fact> facts;

    Plain(String id, Fact first, Fact... more) {
      this.id = id;
      this.facts = EnumSet.of(first, more);
    }

    @Override
    public Set<Fact> facts() {
      return facts;
    }
  }

  /// The best levels of the whole book.
  ///
  /// @param name as it was asked for
  /// @param depth levels of a side, 1 or more
  /// @param every at most once in this time; 0: whenever they change
  record Snapshots(String name, int depth, Duration every) implements DataType {
    @Override
    public Set<Fact> facts() {
      return EnumSet.of(Fact.BOOK);
    }
  }

  /// As tardis-machine spells them.
  Pattern SNAPSHOTS =
      Pattern.compile("(?:book_snapshot_([1-9]\\d{0,3})|quote)(?:_(\\d{1,9})(ms|s|m))?");

  /// @throws IllegalArgumentException what was found and what is allowed
  static DataType parse(String name) {
    for (Plain plain : Plain.values()) {
      if (plain.id.equals(name)) {
        return plain;
      }
    }
    Matcher snapshots = SNAPSHOTS.matcher(name);
    boolean quote = name.startsWith("quote");
    if (!snapshots.matches() || (!quote && snapshots.group(2) == null)) {
      throw new IllegalArgumentException(
          "dataTypes: '"
              + name
              + "' is not known here; allowed are "
              + String.join(", ", Arrays.stream(Plain.values()).map(plain -> plain.id).toList())
              + ", book_snapshot_{depth}_{number}{ms|s|m}, quote and quote_{number}{ms|s|m}");
    }
    return new Snapshots(
        name,
        quote ? 1 : Integer.parseInt(snapshots.group(1)),
        snapshots.group(2) == null
            ? Duration.ZERO
            : every(Long.parseLong(snapshots.group(2)), snapshots.group(3)));
  }

  private static Duration every(long number, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      default -> Duration.ofMinutes(number);
    };
  }
}
