package dev.carry.dashboard;

import dev.carry.engine.History;
import dev.carry.model.InstrumentId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// A stored past of thirty days for the instruments of a [FixtureMarket], in memory.
final class FixtureHistory implements History {
  private final List<FundingPoint> points = new ArrayList<>();
  private final List<String> findings;
  private final List<String> trades;

  FixtureHistory(FixtureMarket market, long seed, List<String> findings, List<String> trades) {
    this.findings = List.copyOf(findings);
    this.trades = List.copyOf(trades);
    SplittableRandom random = new SplittableRandom(seed);
    Instant now = market.instant();
    market
        .periods()
        .forEach(
            (id, period) -> {
              double mean = market.rate(id);
              double off = 0;
              Instant at = FixtureMarket.boundaryAfter(now, period);
              for (Instant t = at.minus(Duration.ofDays(30)); t.isBefore(now); t = t.plus(period)) {
                off = 0.9 * off + random.nextGaussian() * Math.max(Math.abs(mean), 0.00001) * 0.35;
                add(id, true, mean + off, period, t, t.plusSeconds(5));
              }
              Instant from = at.minus(period);
              for (Instant t = from; t.isBefore(now); t = t.plus(Duration.ofMinutes(10))) {
                off = 0.95 * off + random.nextGaussian() * Math.max(Math.abs(mean), 0.00001) * 0.1;
                add(id, false, mean + off, period, t, t);
              }
            });
    points.sort(Comparator.comparing(FundingPoint::at).thenComparing(FundingPoint::id));
  }

  /// A whole series, one with holes, one of a venue that is gone, and one without rhythm.
  static StoredSeries series(InstantSource clock) {
    return new StoredSeries() {
      @Override
      public Set<String> facts() {
        return Set.of("funding-settled", "mark", "candle");
      }

      @Override
      public List<CoverageRow> coverage(@Nullable String fact) {
        return FixtureHistory.coverage(clock.instant()).stream()
            .filter(row -> fact == null || row.fact().equals(fact))
            .toList();
      }
    };
  }

  private static List<CoverageRow> coverage(Instant now) {
    Instant whole = Instant.parse("2023-01-01T00:00:00Z");
    Instant half = Instant.parse("2024-06-01T00:00:00Z");
    InstrumentId btc = InstrumentId.parse("bybit:BTCUSDT");
    CoverageRow.Hole wide = new CoverageRow.Hole(half, half.plus(Duration.ofDays(60)), 180);
    CoverageRow.Hole narrow =
        new CoverageRow.Hole(whole.plusSeconds(86_400), whole.plusSeconds(86_400), 1);
    return List.of(
        row(btc, "funding-settled", whole, now, 3_000, List.of()),
        row(
            InstrumentId.parse("bybit:ETHUSDT"),
            "funding-settled",
            whole,
            now,
            2_819,
            List.of(narrow, wide)),
        row(InstrumentId.parse("ftx:BTC-PERP"), "funding-settled", whole, half, 12_384, List.of()),
        row(btc, "mark", now.minusSeconds(3_600), now, 120, null));
  }

  private static CoverageRow row(
      InstrumentId id,
      String fact,
      Instant from,
      Instant to,
      long points,
      @Nullable List<CoverageRow.Hole> holes) {
    return new CoverageRow(id, fact, null, null, from, to, points, holes, "collected");
  }

  private void add(
      InstrumentId id, boolean settled, double rate, Duration period, Instant at, Instant known) {
    BigDecimal exact = BigDecimal.valueOf(rate).setScale(8, RoundingMode.HALF_EVEN);
    points.add(new FundingPoint(id, settled, exact, period, at, known));
  }

  @Override
  public List<FundingPoint> funding(List<InstrumentId> ids, Instant from, Instant to, int limit) {
    List<FundingPoint> found =
        points.stream()
            .filter(p -> ids.contains(p.id()) && !p.at().isBefore(from) && !p.at().isAfter(to))
            .toList();
    return found.subList(Math.max(0, found.size() - limit), found.size());
  }

  @Override
  public List<String> findings(
      @Nullable String kind, @Nullable String asset, Instant from, Instant to, int limit) {
    return findings.reversed().stream()
        .filter(f -> kind == null || f.contains("\"finding\":\"" + kind + "\""))
        .filter(f -> asset == null || f.contains("\"asset\":\"" + asset + "\""))
        .filter(f -> seen(f).compareTo(from) >= 0 && seen(f).compareTo(to) <= 0)
        .limit(limit)
        .toList();
  }

  @Override
  public List<String> paper(@Nullable String kind, Instant from, Instant to, int limit) {
    return trades.reversed().stream()
        .filter(t -> kind == null || t.contains("\"trade\":\"" + kind + "\""))
        .limit(limit)
        .toList();
  }

  private static Instant seen(String finding) {
    int at = finding.indexOf("\"lastSeen\":\"") + 12;
    return Instant.parse(finding.substring(at, finding.indexOf('"', at)));
  }
}
