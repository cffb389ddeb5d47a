package dev.carry.venue;

import dev.carry.model.Instrument;
import dev.carry.model.InstrumentBuilder;
import dev.carry.model.InstrumentId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The instruments of one venue as last listed: what codecs need to complete a fact (period, size
/// unit). Shared by a venue's codecs, thread-safe, bounded.
public final class Instruments {
  /// More than any venue lists, options included.
  private static final int LIMIT = 20_000;

  private final Map<String, Instrument> bySymbol = new ConcurrentHashMap<>();

  /// Keeps what was listed; delisted instruments are kept until the limit needs their room.
  public void put(Instrument instrument) {
    if (bySymbol.size() >= LIMIT && !bySymbol.containsKey(instrument.id().symbol())) {
      bySymbol.values().removeIf(old -> old.status() == Instrument.Status.DELISTED);
      if (bySymbol.size() >= LIMIT) {
        throw new IllegalStateException(
            instrument.id().venue() + " lists more than " + LIMIT + " instruments");
      }
    }
    bySymbol.put(instrument.id().symbol(), instrument);
  }

  public @Nullable Instrument find(String symbol) {
    return bySymbol.get(symbol);
  }

  public @Nullable Instrument find(InstrumentId id) {
    return find(id.symbol());
  }

  /// Gives an instrument the funding terms it was last known with, where a list states none.
  public InstrumentBuilder keepTerms(InstrumentBuilder builder, String symbol) {
    Instrument known = find(symbol);
    return known == null
        ? builder
        : builder
            .fundingPeriod(known.fundingPeriod())
            .fundingCap(known.fundingCap())
            .fundingFloor(known.fundingFloor())
            .interestRate(known.interestRate());
  }

  /// All of them, by symbol.
  public List<Instrument> all() {
    Collection<Instrument> values = bySymbol.values();
    return values.stream().sorted((a, b) -> a.id().compareTo(b.id())).toList();
  }

  /// The perpetuals among them that are not gone.
  public static List<Instrument> openPerpetuals(List<Instrument> listed) {
    return listed.stream()
        .filter(i -> i.kind() == Instrument.Kind.PERPETUAL)
        .filter(i -> i.status() != Instrument.Status.DELISTED)
        .toList();
  }

  /// The contracts among them that are not gone and no options: perpetuals and dated futures.
  public static List<Instrument> openContracts(List<Instrument> listed) {
    return listed.stream()
        .filter(
            i -> i.kind() == Instrument.Kind.PERPETUAL || i.kind() == Instrument.Kind.DATED_FUTURE)
        .filter(i -> i.status() != Instrument.Status.DELISTED)
        .toList();
  }

  /// The options among them that are not gone.
  public static List<Instrument> openOptions(List<Instrument> listed) {
    return listed.stream()
        .filter(i -> i.kind() == Instrument.Kind.OPTION)
        .filter(i -> i.status() != Instrument.Status.DELISTED)
        .toList();
  }

  /// The spot pairs among them that are not gone.
  public static List<Instrument> openSpot(List<Instrument> listed) {
    return listed.stream()
        .filter(i -> i.kind() == Instrument.Kind.SPOT)
        .filter(i -> i.status() != Instrument.Status.DELISTED)
        .toList();
  }

  /// The symbols of the spot pairs among them that trade now.
  public static List<String> tradingSpot(List<Instrument> listed) {
    return openSpot(listed).stream()
        .filter(i -> i.status() == Instrument.Status.TRADING)
        .map(i -> i.id().symbol())
        .toList();
  }

  public boolean isEmpty() {
    return bySymbol.isEmpty();
  }
}
