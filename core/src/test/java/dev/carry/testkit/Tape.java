package dev.carry.testkit;

import dev.carry.model.Command;
import dev.carry.model.FeedStatus;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.Input;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentBuilder;
import dev.carry.model.InstrumentId;
import dev.carry.model.Liquidation;
import dev.carry.model.Listing;
import dev.carry.model.OptionTicker;
import dev.carry.model.Tick;
import dev.carry.model.VenueId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A scenario as text: one input a line, `time kind words…`.
///
/// ```
///   07:00:00 start
///   .        list  bybit:BTCUSDT BTC/USDT:USDT period=8h cap=0.003
///   .        fund  bybit:BTCUSDT 0.0001 8h 08:00        # rate, period, settlement; - is absent
///   .        next  bybit:BTCUSDT 0.0001 8h 16:00        # the estimate after the coming one
///   .        paid  bybit:BTCUSDT 0.0001 8h 00:00        # settled
///   .        mark  bybit:BTCUSDT 50000
///   .        index bybit:BTCUSDT 50000
///   .        quote bybit:BTCUSDT 49999 2 50001 2        # bid, size, ask, size
///   .        book  bybit:BTCUSDT 49999 2 49998 5 / 50001 2   # bids / asks, the best first
///   .        liq   bybit:BTCUSDT long 49500 2           # price, size; told=06:00, sample
///   .        option deribit:BTC-C 0.05 10 0.06 10       # bid, size, ask, size; iv=0.6 on=50000
///   07:00:02 ticks 07:01:00 1s                          # one a second until then, inclusive
///   07:01:01 tick
///   .        feed  bybit public closed going away
///   .        kill
/// ```
///
/// A time is `HH:MM[:SS[.mmm]]` on 1 January 2026 UTC, with `N+` before it N days later; `.` is
/// the time of the line before. A line with a time of its own has a tick before it, as an edge's
/// timer would give it, unless the time ends with `!`. `#` starts a comment.
///
/// Words of `list`: `period=`, `cap=`, `floor=`, `index=`, `multiplier=`, `contract=`,
/// `sizes=base|contracts|quote`, `status=`, `kind=`, `strike=`, `type=`,
/// `expiry=YYYY-MM-DD`, `continuous`, `inverse`, `quanto`.
public final class Tape {
  /// Midnight of the day the times of a tape are on.
  public static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");

  private final Map<InstrumentId, Instrument> listed = new LinkedHashMap<>();
  private final List<Input> inputs = new ArrayList<>();
  private Instant now = DAY;

  private Tape() {}

  /// The inputs a tape stands for; a line that cannot be read is named with its number.
  public static List<Input> parse(String text) {
    Tape tape = new Tape();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replaceFirst("#.*", "").strip();
      if (!line.isEmpty()) {
        try {
          tape.line(Arrays.asList(line.split("\\s+")));
        } catch (RuntimeException e) {
          throw new IllegalArgumentException("line " + (i + 1) + " '" + line + "': " + e, e);
        }
      }
    }
    return List.copyOf(tape.inputs);
  }

  /// A time as tapes write it.
  public static Instant time(String text) {
    int plus = text.indexOf('+');
    long days = plus < 0 ? 0 : Long.parseLong(text.substring(0, plus));
    LocalTime time = LocalTime.parse(text.substring(plus + 1));
    return DAY.plus(Duration.ofDays(days)).plusNanos(time.toNanoOfDay());
  }

  private void line(List<String> words) {
    String at = words.get(0);
    String kind = words.get(1);
    if (!at.equals(".")) {
      now = time(at.replace("!", ""));
      if (!at.endsWith("!") && !kind.startsWith("tick") && !kind.equals("start")) {
        inputs.add(new Tick(now));
      }
    }
    List<String> rest = words.subList(2, words.size());
    switch (kind) {
      case "start" -> inputs.add(new Command(Command.Action.START, now));
      case "stop" -> inputs.add(new Command(Command.Action.STOP, now));
      case "kill" -> inputs.add(new Command(Command.Action.KILL, now));
      case "tick" -> inputs.add(new Tick(now));
      case "ticks" -> ticks(time(rest.get(0)), duration(rest.get(1)));
      case "feed" -> inputs.add(feed(rest));
      default -> inputs.add(fact(kind, rest));
    }
  }

  private void ticks(Instant until, Duration every) {
    for (; !now.isAfter(until); now = now.plus(every)) {
      inputs.add(new Tick(now));
    }
    now = until;
  }

  private FeedStatus feed(List<String> words) {
    return new FeedStatus(
        VenueId.of(words.get(0)),
        words.get(1),
        FeedStatus.State.valueOf(words.get(2).toUpperCase(Locale.ROOT)),
        String.join(" ", words.subList(3, words.size())),
        now);
  }

  private Input fact(String kind, List<String> words) {
    Facts facts = Facts.of(words.get(0), now);
    return switch (kind) {
      case "list" -> listing(facts, words);
      case "fund" ->
          facts.estimate(words.get(1), optionalDuration(words, 2), optionalTime(words, 3));
      case "next" ->
          new FundingEstimate(
              facts.id(),
              null,
              now,
              new BigDecimal(words.get(1)),
              optionalDuration(words, 2),
              optionalTime(words, 3),
              FundingEstimate.Which.NEXT);
      case "paid" ->
          new FundingSettled(
              facts.id(),
              null,
              now,
              new BigDecimal(words.get(1)),
              optionalDuration(words, 2),
              time(words.get(3)),
              null);
      case "mark" -> facts.mark(words.get(1));
      case "index" -> facts.index(words.get(1));
      case "quote" ->
          facts.quote(
              optional(words, 1),
              optional(words, 2),
              optional(words, 3),
              optional(words, 4),
              sizes(facts.id()));
      case "book" -> {
        int slash = words.indexOf("/");
        yield facts.book(
            words.subList(1, slash), words.subList(slash + 1, words.size()), sizes(facts.id()));
      }
      case "liq" -> liquidation(facts, words);
      case "option" -> option(facts, words);
      default -> throw new IllegalArgumentException("no kind of input is called " + kind);
    };
  }

  private Liquidation liquidation(Facts facts, List<String> words) {
    String told = word(words, "told=");
    return new Liquidation(
        facts.id(),
        told == null ? null : time(told),
        now,
        new BigDecimal(words.get(2)),
        new BigDecimal(words.get(3)),
        sizes(facts.id()),
        Liquidation.Position.valueOf(upper(words.get(1))),
        Liquidation.PriceIs.FILL,
        !words.contains("sample"));
  }

  /// Premiums of inverse options are in coin.
  private OptionTicker option(Facts facts, List<String> words) {
    Instrument instrument = listed.get(facts.id());
    boolean inCoin = instrument != null && instrument.payoff() == Instrument.Payoff.INVERSE;
    return new OptionTicker(
        facts.id(),
        null,
        now,
        offer(words, 1),
        offer(words, 3),
        null,
        null,
        decimal(word(words, "iv=")),
        OptionTicker.Greeks.NONE,
        decimal(word(words, "on=")),
        null,
        null,
        sizes(facts.id()),
        inCoin ? OptionTicker.PremiumIn.COIN : OptionTicker.PremiumIn.QUOTE);
  }

  private static OptionTicker.Offer offer(List<String> words, int at) {
    return new OptionTicker.Offer(
        decimal(optional(words, at)), decimal(optional(words, at + 1)), null);
  }

  /// What stands behind `name=`; null: nothing does.
  private static @Nullable String word(List<String> words, String name) {
    return words.stream()
        .filter(word -> word.startsWith(name))
        .map(word -> word.substring(name.length()))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable BigDecimal decimal(@Nullable String text) {
    return text == null ? null : new BigDecimal(text);
  }

  private Instrument.SizeIn sizes(InstrumentId id) {
    Instrument instrument = listed.get(id);
    return instrument == null ? Instrument.SizeIn.BASE : instrument.sizeIn();
  }

  private Listing listing(Facts facts, List<String> words) {
    String[] names = words.get(1).split("[/:]", -1);
    InstrumentBuilder builder =
        Facts.perpetual(facts.id().toString(), names[0], names[1])
            .settle(names.length > 2 ? names[2] : names[1]);
    for (String word : words.subList(2, words.size())) {
      set(builder, word);
    }
    Listing listing = facts.listed(builder);
    listed.put(facts.id(), listing.instrument());
    return listing;
  }

  private static void set(InstrumentBuilder to, String word) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    String value = word.substring(equals + 1);
    switch (name) {
      case "period" -> to.fundingPeriod(duration(value));
      case "cap" -> to.fundingCap(new BigDecimal(value));
      case "floor" -> to.fundingFloor(new BigDecimal(value));
      case "index" -> to.indexSymbol(value);
      case "multiplier" -> to.priceMultiplier(new BigDecimal(value));
      case "contract" -> to.contractValue(new BigDecimal(value));
      case "sizes" -> to.sizeIn(Instrument.SizeIn.valueOf(upper(value)));
      case "status" -> to.status(Instrument.Status.valueOf(upper(value)));
      case "kind" -> to.kind(Instrument.Kind.valueOf(upper(value)));
      case "strike" -> to.strike(new BigDecimal(value));
      case "type" -> to.optionType(Instrument.OptionType.valueOf(upper(value)));
      case "expiry" -> to.expiry(Instant.parse(value + "T08:00:00Z"));
      case "continuous" -> to.settles(Instrument.Settles.CONTINUOUS);
      case "inverse" -> to.payoff(Instrument.Payoff.INVERSE);
      case "quanto" -> to.payoff(Instrument.Payoff.QUANTO);
      default -> throw new IllegalArgumentException("a listing has no " + name);
    }
  }

  private static String upper(String value) {
    return value.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /// `8h`, `90s`, `250ms`, `15m`.
  static Duration duration(String text) {
    int digits = 0;
    while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
      digits++;
    }
    long value = Long.parseLong(text.substring(0, digits));
    return switch (text.substring(digits)) {
      case "ms" -> Duration.ofMillis(value);
      case "s" -> Duration.ofSeconds(value);
      case "m" -> Duration.ofMinutes(value);
      case "h" -> Duration.ofHours(value);
      case "d" -> Duration.ofDays(value);
      default -> throw new IllegalArgumentException("duration " + text);
    };
  }

  private static @Nullable String optional(List<String> words, int at) {
    return at >= words.size() || words.get(at).equals("-") ? null : words.get(at);
  }

  private static @Nullable Duration optionalDuration(List<String> words, int at) {
    String word = optional(words, at);
    return word == null ? null : duration(word);
  }

  private static @Nullable Instant optionalTime(List<String> words, int at) {
    String word = optional(words, at);
    return word == null ? null : time(word);
  }
}
