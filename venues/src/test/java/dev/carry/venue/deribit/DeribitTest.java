package dev.carry.venue.deribit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Fact;
import dev.carry.model.FundingSettled;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Instruments;
import dev.carry.venue.Past;
import dev.carry.venue.RestCall;
import dev.carry.venue.SocketPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DeribitTest {
  private static final Pattern CHANNEL = Pattern.compile("\"[a-z_]+\\.[^\"]+\"");
  private static final Instant NOW = Instant.parse("2026-09-01T06:00:00Z");

  private final Deribit deribit = new Deribit();

  @Test
  void heartbeatsAreAskedForBeforeAnything() {
    SocketPlan plan = deribit.sockets(perpetuals(2), EnumSet.of(Fact.MARK)).getFirst();
    assertThat(plan.hello().getFirst()).contains("public/set_heartbeat", "\"interval\":30");
  }

  @Test
  void oneTickerCarriesFundingMarkQuoteAndOpenInterest() {
    Set<Fact> facts =
        EnumSet.of(Fact.FUNDING_ESTIMATE, Fact.MARK, Fact.QUOTE, Fact.OPEN_INTEREST, Fact.VOLUME);
    assertThat(channels(deribit.sockets(perpetuals(3), facts))).hasSize(3);
  }

  @Test
  void connectionsStayWithinTheLimitsOfChannels() {
    List<SocketPlan> plans = deribit.sockets(perpetuals(700), deribit.offers());
    assertThat(plans.size()).isBetween(6, 32);
    List<String> all = new ArrayList<>();
    for (SocketPlan plan : plans) {
      List<String> channels = channels(List.of(plan));
      assertThat(channels.size()).isLessThanOrEqualTo(DeribitSockets.MOST_CHANNELS);
      all.addAll(channels.stream().filter(name -> name.contains("-PERPETUAL")).toList());
    }
    assertThat(new HashSet<>(all)).hasSameSizeAs(all).hasSize(3 * 700);
  }

  @Test
  void aDatedFutureIsSubscribedAndHasCandlesButNoFundingOfThePast() {
    Instrument dated =
        perpetuals(1).getFirst().toBuilder()
            .kind(Instrument.Kind.DATED_FUTURE)
            .settles(Instrument.Settles.NONE)
            .build();
    assertThat(channels(deribit.sockets(List.of(dated), EnumSet.of(Fact.MARK)))).hasSize(1);
    assertThat(deribit.past(Past.Series.FUNDING, dated)).isEmpty();
    Past trades = deribit.past(Past.Series.TRADE, dated).orElseThrow();
    assertThat(trades.window().between(Instant.EPOCH, Instant.ofEpochMilli(9)).path())
        .endsWith("&start_timestamp=0&end_timestamp=9&resolution=60");
    assertThat(deribit.past(Past.Series.MARK, dated)).as("kept of some options only").isEmpty();
  }

  @Test
  void booksAreWholeOnesWithTheirChanges() {
    List<SocketPlan> plans = deribit.books(perpetuals(60));
    assertThat(plans).extracting(SocketPlan::name).containsExactly("books-1", "books-2");
    assertThat(channels(plans)).hasSize(60).allMatch(name -> name.contains("-PERPETUAL.100ms"));
  }

  @Test
  void nothingAskedOpensNoConnection() {
    assertThat(deribit.sockets(perpetuals(3), EnumSet.noneOf(Fact.class))).isEmpty();
    assertThat(deribit.sockets(List.of(), deribit.offers())).isEmpty();
  }

  @Test
  void summariesAreAskedForByCurrencySinceAnyIsRefused() {
    List<Instrument> listed = new ArrayList<>(perpetuals(2));
    listed.add(perpetual("BTC-PERPETUAL", "BTC", "USD", "BTC"));
    assertThat(deribit.snapshot(listed))
        .extracting(RestCall::path)
        .containsExactly(
            "/api/v2/public/get_book_summary_by_currency?currency=BTC&kind=future",
            "/api/v2/public/get_book_summary_by_currency?currency=USDC&kind=future");
  }

  /// A venue that answers as Deribit documents: hourly rows of a window, ascending, at most 744.
  @Test
  void aLongHistoryIsReadInWindowsWithoutAHoleAndNotBeyondItsBeginning() {
    Instant from = NOW.minus(Duration.ofDays(100));
    Instrument btc = perpetual("BTC-PERPETUAL", "BTC", "USD", "BTC");
    RestCall call = deribit.settled(btc, from, NOW).orElseThrow();
    Set<Instant> settled = new TreeSet<>();
    int calls = 0;
    String next = "";
    while (next != null) {
      calls++;
      Decoded decoded =
          deribit
              .codec(new Instruments())
              .decode(Frame.of(Deribit.ID, call.stream(), NOW, hours(call.path())));
      Decoded.Facts facts = (Decoded.Facts) decoded;
      facts.events().forEach(event -> settled.add(((FundingSettled) event).settledAt()));
      next = facts.nextPage();
      call = next == null ? call : call.page(next);
    }
    assertThat(calls).isEqualTo(4);
    assertThat(settled).hasSize(100 * 24 + 1).allMatch(hour -> !hour.isBefore(from));
  }

  private static String hours(String path) {
    long start = parameter(path, "start_timestamp");
    long end = parameter(path, "end_timestamp");
    long hour = Duration.ofHours(1).toMillis();
    StringBuilder rows = new StringBuilder();
    int count = 0;
    for (long at = Math.ceilDiv(start, hour) * hour; at <= end && count < 744; at += hour) {
      rows.append(count++ == 0 ? "" : ",")
          .append("{\"timestamp\":")
          .append(at)
          .append(",\"interest_1h\":1e-6}");
    }
    return "{\"jsonrpc\":\"2.0\",\"result\":[" + rows + "]}";
  }

  private static long parameter(String path, String name) {
    String value = path.substring(path.indexOf(name + "=") + name.length() + 1);
    int end = value.indexOf('&');
    return Long.parseLong(end < 0 ? value : value.substring(0, end));
  }

  private static List<String> channels(List<SocketPlan> plans) {
    return plans.stream()
        .flatMap(plan -> plan.hello().stream().skip(1))
        .flatMap(text -> CHANNEL.matcher(text).results())
        .map(MatchResult::group)
        .toList();
  }

  private static List<Instrument> perpetuals(int count) {
    List<Instrument> perpetuals = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      perpetuals.add(perpetual("C" + i + "_USDC-PERPETUAL", "C" + i, "USDC", "USDC"));
    }
    return perpetuals;
  }

  private static Instrument perpetual(String symbol, String base, String quote, String settle) {
    return Instrument.perpetual(InstrumentId.of(Deribit.ID, symbol), base, quote)
        .settle(settle)
        .indexSymbol(base.toLowerCase(Locale.ROOT) + "_" + quote)
        .build();
  }
}
