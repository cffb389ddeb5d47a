package dev.carry.backtest.stress;

import dev.carry.backtest.stress.Outcome.Needed;
import dev.carry.portfolio.AccountSettings;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How much leverage a run bears and how little capital. Accounts with other leverages and buffers
/// go through the same pass of an engine side by side; a second pass looks between the last that
/// bore it and the first that did not. Two passes, whatever comes.
final class SafeSearch {
  /// Of the largest leverage that is looked at.
  private static final List<String> LEVERAGES =
      List.of(
          "0.1", "0.125", "0.15", "0.2", "0.25", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9",
          "1");

  private static final List<String> LEVERAGES_OF_CAPITAL =
      List.of("0.1", "0.15", "0.2", "0.3", "0.5", "0.75", "1");

  private static final List<String> BUFFERS =
      List.of("0", "0.05", "0.1", "0.2", "0.3", "0.5", "0.75", "1", "1.5", "2", "3");

  private static final int BETWEEN = 9;

  /// Runs accounts side by side.
  interface Runner {
    /// @return what came of each, in order
    List<Tally> run(List<AccountSettings> accounts);
  }

  private final AccountSettings account;
  private final boolean spot;
  private final BigDecimal cap;

  /// @param spot whether legs are held that are paid in full
  /// @param cap the largest leverage that is looked at
  SafeSearch(AccountSettings account, boolean spot, BigDecimal cap) {
    this.account = account;
    this.spot = spot;
    this.cap = cap;
  }

  record Found(@Nullable BigDecimal largestLeverage, @Nullable Needed needed) {}

  Found run(Runner runner) {
    List<BigDecimal> leverages = new ArrayList<>();
    LEVERAGES.forEach(part -> leverages.add(of(part)));
    List<AccountSettings> tried = new ArrayList<>();
    leverages.forEach(leverage -> tried.add(with(leverage, account.buffer())));
    for (String part : LEVERAGES_OF_CAPITAL) {
      BUFFERS.forEach(buffer -> tried.add(with(of(part), new BigDecimal(buffer))));
    }
    List<Tally> first = runner.run(tried);
    int count = leverages.size();
    int borne = borne(first.subList(0, count));
    List<AccountSettings> closer = new ArrayList<>();
    if (borne > 0 && borne < count) {
      between(leverages.get(borne - 1), leverages.get(borne))
          .forEach(leverage -> closer.add(with(leverage, account.buffer())));
    }
    int between = closer.size();
    AccountSettings least = least(tried, first, count);
    closer.addAll(smaller(least));
    List<Tally> second = closer.isEmpty() ? List.of() : runner.run(closer);
    BigDecimal largest = borne == 0 ? null : leverages.get(borne - 1);
    int more = borne(second.subList(0, between));
    largest = more == 0 ? largest : closer.get(more - 1).leverage();
    AccountSettings less = least(closer, second, between);
    return new Found(largest, needed(less == null ? least : less));
  }

  private BigDecimal of(String part) {
    return cap.multiply(new BigDecimal(part)).stripTrailingZeros();
  }

  /// The same account with other margins, and as much capital as the same positions then bind.
  private AccountSettings with(BigDecimal leverage, BigDecimal buffer) {
    AccountSettings other =
        new AccountSettings(
            account.capital(),
            leverage,
            buffer,
            account.rebalanceAt(),
            account.maintenance(),
            account.borrowApr(),
            account.limits(),
            account.execution());
    BigDecimal share = other.bindsOf(spot).divide(account.bindsOf(spot), MathContext.DECIMAL64);
    return other.withCapital(account.capital().multiply(share).setScale(8, RoundingMode.UP));
  }

  /// How many of rising leverages bore it, before the first that did not.
  private static int borne(List<Tally> tallies) {
    int borne = 0;
    while (borne < tallies.size() && tallies.get(borne).survives()) {
      borne++;
    }
    return borne;
  }

  private static List<BigDecimal> between(BigDecimal low, BigDecimal high) {
    BigDecimal step =
        high.subtract(low).divide(BigDecimal.valueOf(BETWEEN + 1L), MathContext.DECIMAL64);
    List<BigDecimal> between = new ArrayList<>();
    for (int i = 1; i <= BETWEEN; i++) {
      between.add(low.add(step.multiply(BigDecimal.valueOf(i))).stripTrailingZeros());
    }
    return between;
  }

  /// The account that binds least of those whose money was enough; the first of equals.
  private @Nullable AccountSettings least(
      List<AccountSettings> tried, List<Tally> tallies, int from) {
    AccountSettings least = null;
    for (int i = from; i < tallies.size(); i++) {
      AccountSettings each = tried.get(i);
      if (tallies.get(i).isCarried()
          && (least == null || each.bindsOf(spot).compareTo(least.bindsOf(spot)) < 0)) {
        least = each;
      }
    }
    return least;
  }

  /// Accounts with a buffer between its own and the next smaller one that was tried.
  private List<AccountSettings> smaller(@Nullable AccountSettings least) {
    List<AccountSettings> smaller = new ArrayList<>();
    if (least != null && least.buffer().signum() > 0) {
      BigDecimal below = BigDecimal.ZERO;
      for (String buffer : BUFFERS) {
        BigDecimal each = new BigDecimal(buffer);
        below = each.compareTo(least.buffer()) < 0 ? each : below;
      }
      between(below, least.buffer()).forEach(each -> smaller.add(with(least.leverage(), each)));
    }
    return smaller;
  }

  private @Nullable Needed needed(@Nullable AccountSettings least) {
    return least == null ? null : new Needed(least.bindsOf(spot), least.leverage(), least.buffer());
  }
}
