package dev.carry.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A statistical signal on the funding of one perpetual: its last settlement stands far from those
/// before it, and is expected to go back. It is no trade and has no price: what expresses it are
/// trades of several legs, which are priced elsewhere. Rates are fractions per hour; numbers that
/// are not known are NaN.
///
/// @param instrument whose funding
/// @param expectation where its rate is expected to go
/// @param score from −5 (too high by every measure) to 5 (too low)
/// @param z deviations of the settlement from the mean of the 30 days before it, in standard
///     deviations
/// @param robustZ the same from the median, in 1.4826 × median absolute deviation
/// @param band where it stands in the Bollinger band of the 8 days before: −1 and 1 are the edges
/// @param rsi Wilder's relative strength index, 0 to 100
/// @param halfLife how long half of a deviation has taken to fade; absent: it did not
/// @param halfLifeError standard error of it; absent with it
/// @param regime how the last 8 days have paid: `bearish`, `neutral` or `bullish`; absent: they
///     have not
/// @param thresholdHourly from which rate on funding counts as high in it; absent with it
/// @param settledAt the settlement it stands on
/// @param settled the rate charged then
/// @param rateNow the venue's estimate for the coming settlement; NaN: there is none to be believed
/// @param nowcast what the coming settlement is computed to be; absent where too little is known
/// @param mean of the 8 days before, which it is expected to return to
/// @param trades what expresses it with instruments that are known now, the most collecting first;
///     empty: nothing does
public record ViewFinding(
    Head head,
    InstrumentId instrument,
    Expectation expectation,
    int score,
    double z,
    double robustZ,
    double band,
    double rsi,
    @Nullable Duration halfLife,
    @Nullable Duration halfLifeError,
    @Nullable String regime,
    @Nullable Double thresholdHourly,
    Instant settledAt,
    double settled,
    double rateNow,
    @Nullable Computed nowcast,
    double mean,
    List<Trade> trades)
    implements Finding {

  /// Where a rate is expected to go.
  public enum Expectation {
    RISE,
    FALL
  }

  /// A settlement before it is: neither the venue's estimate nor settled.
  ///
  /// @param rate as likely too high as too low
  /// @param low one standard error below; NaN: not known
  /// @param high one standard error above; NaN: not known
  /// @param seen which share of what is averaged is known, 0 to 1
  public record Computed(double rate, double low, double high, double seen, Instant settlesAt) {}

  /// Two legs that collect the deviation while it lasts.
  ///
  /// @param buy what is bought
  /// @param sell what is sold
  /// @param collects funding at the rates of now before all costs, fraction of notional per hour
  public record Trade(InstrumentId buy, InstrumentId sell, double collects) {}

  public ViewFinding {
    trades = List.copyOf(trades);
  }

  /// The same under another head.
  public ViewFinding with(Head other) {
    return new ViewFinding(
        other,
        instrument,
        expectation,
        score,
        z,
        robustZ,
        band,
        rsi,
        halfLife,
        halfLifeError,
        regime,
        thresholdHourly,
        settledAt,
        settled,
        rateNow,
        nowcast,
        mean,
        trades);
  }

  @Override
  public String kind() {
    return "view";
  }
}
