package dev.carry.portfolio;

import dev.carry.engine.Detector;
import dev.carry.engine.Engine;
import dev.carry.engine.GateSettings;
import dev.carry.engine.MarketView;
import dev.carry.model.Command;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.Holdings;
import dev.carry.model.Input;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Line;
import dev.carry.model.Listing;
import dev.carry.model.MarkPrice;
import dev.carry.model.Quote;
import dev.carry.model.Tick;
import dev.carry.model.TradeEvent;
import dev.carry.model.TradeEvent.Entry;
import dev.carry.model.TradeEvent.Fill;
import dev.carry.model.TradeEvent.Incident;
import dev.carry.valuation.MaintenanceTiers;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A market of a few instruments, driven by hand, and an account that trades on it what a test
/// says. Times are `HH:MM:SS` of one day, and must not go back.
final class PaperMarket {
  static final AccountSettings ACCOUNT =
      new AccountSettings(
          new BigDecimal("1000000"),
          BigDecimal.valueOf(3),
          new BigDecimal("0.2"),
          0.5,
          MaintenanceTiers.flat(0.01),
          null,
          AccountSettings.Limits.NONE,
          new Execution(
              Duration.ofMillis(250),
              Duration.ofMinutes(5),
              BigDecimal.ZERO,
              new BigDecimal("0.01"),
              BigDecimal.ZERO,
              Duration.ofMinutes(30),
              BigDecimal.ONE,
              Duration.ZERO));

  private static final GateSettings PATIENT =
      new GateSettings(
          Duration.ofDays(3),
          Duration.ofDays(3),
          Duration.ofDays(3),
          Duration.ofSeconds(90),
          0.9,
          0.04,
          0.9,
          Duration.ofSeconds(1));

  final List<TradeEvent> events = new ArrayList<>();
  private final AccountSettings account;
  private Trader trader;
  private final TradingEngine trading;
  private final Wishes wishes = new Wishes();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  PaperMarket() {
    this(ACCOUNT, 0);
  }

  PaperMarket(AccountSettings account, double takerFee) {
    this(account, takerFee, List.of());
  }

  /// @param beside who trade beside the one that does what a test wishes
  PaperMarket(AccountSettings account, double takerFee, List<Trader> beside) {
    Engine engine = new Engine(PATIENT, instrument -> takerFee, List::<Detector>of);
    this.account = account;
    trader = new Trader(account, wishes, events::add);
    trading = new TradingEngine(engine, List.of(trader));
    beside.forEach(trading::join);
    trading.apply(new Command(Command.Action.START, now));
  }

  /// Does what a test wished with the next input.
  private static final class Wishes implements Strategy {
    private @Nullable Plan plan;
    private @Nullable String close;
    private String answer = "";

    @Override
    public void decide(MarketView view, Input input, Offers offers, Desk desk) {
      Plan wanted = plan;
      if (wanted != null) {
        plan = null;
        answer = desk.open(wanted);
      }
      String why = close;
      if (why != null) {
        close = null;
        for (Position position : List.copyOf(desk.positions())) {
          desk.close(position, why);
        }
      }
    }
  }

  static InstrumentId id(String text) {
    return InstrumentId.parse(text);
  }

  PaperMarket at(String time) {
    now = instant(time);
    return take(new Tick(now));
  }

  /// @param time `HH:MM:SS`, of a later day `DAYS+HH:MM:SS`
  private static Instant instant(String time) {
    String day = time.contains("+") ? time.substring(0, time.indexOf('+')) : "0";
    String clock = time.substring(time.indexOf('+') + 1);
    return Instant.parse("2026-01-01T" + clock + "Z").plus(Duration.ofDays(Long.parseLong(day)));
  }

  /// The time of a step of ten minutes, for [#at].
  static String time(int step) {
    int minutes = step * 10;
    return "%d+%02d:%02d:00".formatted(minutes / 1440, minutes / 60 % 24, minutes % 60);
  }

  static String text(double price) {
    return String.format(Locale.ROOT, "%.2f", price);
  }

  PaperMarket take(Input input) {
    trading.apply(input);
    return this;
  }

  PaperMarket list(Instrument instrument) {
    return take(new Listing(instrument, null, now));
  }

  /// A linear perpetual against USDT that settles every eight hours.
  PaperMarket perpetual(String id, String base) {
    return list(
        Instrument.perpetual(id(id), base, "USDT")
            .settle("USDT")
            .fundingPeriod(Duration.ofHours(8))
            .build());
  }

  PaperMarket quote(String id, String bid, String ask) {
    return quote(id, bid, null, ask, null);
  }

  PaperMarket quote(
      String id, String bid, @Nullable String bidSize, String ask, @Nullable String askSize) {
    return take(
        new Quote(
            id(id),
            now,
            now,
            new BigDecimal(bid),
            bidSize == null ? null : new BigDecimal(bidSize),
            new BigDecimal(ask),
            askSize == null ? null : new BigDecimal(askSize),
            Instrument.SizeIn.BASE));
  }

  /// The same price on both sides.
  PaperMarket price(String id, String price) {
    return quote(id, price, price);
  }

  PaperMarket mark(String id, String price) {
    return take(new MarkPrice(id(id), now, now, new BigDecimal(price)));
  }

  /// The estimate for the next full eight hours.
  PaperMarket estimate(String id, String rate) {
    long period = Duration.ofHours(8).toMillis();
    Instant next = Instant.ofEpochMilli((now.toEpochMilli() / period + 1) * period);
    return take(
        new FundingEstimate(
            id(id),
            now,
            now,
            new BigDecimal(rate),
            Duration.ofHours(8),
            next,
            FundingEstimate.Which.COMING));
  }

  PaperMarket settled(String id, String rate, String at) {
    return settled(id, rate, at, null);
  }

  PaperMarket settled(String id, String rate, String at, @Nullable String mark) {
    return take(
        new FundingSettled(
            id(id),
            null,
            now,
            new BigDecimal(rate),
            Duration.ofHours(8),
            instant(at),
            mark == null ? null : new BigDecimal(mark)));
  }

  /// Wishes for a position, with the next input.
  PaperMarket open(String longLeg, String shortLeg, String notional) {
    wishes.plan =
        new Plan(id(longLeg), id(shortLeg), new BigDecimal(notional), null, "a test wishes it");
    return take(new Tick(now));
  }

  PaperMarket close() {
    wishes.close = "a test wishes it";
    return take(new Tick(now));
  }

  /// Puts another in the trader's place, who knows what it holds and nothing else.
  PaperMarket resume() {
    return resume(trader.save(trading.view()));
  }

  private PaperMarket resume(Map<String, String> held) {
    Trader other = new Trader(account, wishes, events::add);
    trading.leave(trader);
    trading.join(other);
    other.resume(held);
    trader = other;
    return this;
  }

  /// A process ends without a word, and another takes over what was held.
  PaperMarket restart() {
    Map<String, String> held = trader.save(trading.view());
    return take(new Command(Command.Action.START, now)).resume(held);
  }

  Holdings holdings() {
    return trader.holdings(trading.view());
  }

  PaperMarket end() {
    trading.end();
    return this;
  }

  /// Why the account refused the last wish; empty: it did not.
  String answer() {
    return wishes.answer;
  }

  Account account() {
    return trader.account();
  }

  /// Dollars booked under a line.
  BigDecimal booked(Line line) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Entry entry : of(Entry.class)) {
      sum = entry.line() == line ? sum.add(entry.amount()) : sum;
    }
    return sum;
  }

  List<Fill> fills() {
    return of(Fill.class);
  }

  List<Incident.Kind> incidents() {
    return of(Incident.class).stream().map(Incident::kind).toList();
  }

  <T extends TradeEvent> List<T> of(Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
