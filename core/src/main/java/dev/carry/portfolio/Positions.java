package dev.carry.portfolio;

import dev.carry.engine.MarketView;
import dev.carry.model.InstrumentId;
import dev.carry.model.Side;
import dev.carry.portfolio.PositionLeg.Price;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// All positions a broker carries, and their legs by instrument.
final class Positions {
  /// Not closed, in order of opening.
  private final List<Position> open = new ArrayList<>();

  /// Closed, and a settlement is yet to be told.
  private final List<Position> leaving = new ArrayList<>();

  private final Map<InstrumentId, List<PositionLeg>> legs = new LinkedHashMap<>();

  /// All of them, in order of opening.
  private final List<PositionLeg> allLegs = new ArrayList<>();

  /// Not closed, in order of opening.
  List<Position> open() {
    return open;
  }

  /// Those an account holds, and those it held and to which something is owed.
  List<Position> of(Account account) {
    return Stream.of(open, leaving)
        .flatMap(List::stream)
        .filter(position -> position.holders.contains(account))
        .toList();
  }

  /// Legs held of an instrument, and those a settlement of it is yet to be told of.
  List<PositionLeg> legs(InstrumentId id) {
    List<PositionLeg> held = legs.get(id);
    return held == null ? List.of() : held;
  }

  /// All of them, in order of opening.
  List<PositionLeg> allLegs() {
    return allLegs;
  }

  void add(Position position) {
    open.add(position);
    hold(position);
  }

  private void hold(Position position) {
    for (PositionLeg leg : position.legs()) {
      legs.computeIfAbsent(leg.id, _ -> new ArrayList<>()).add(leg);
      allLegs.add(leg);
    }
  }

  /// Takes out what nobody holds any more.
  void remove(Position position) {
    open.remove(position);
    leaving.remove(position);
    letGo(position);
  }

  private void letGo(Position position) {
    for (PositionLeg leg : position.legs()) {
      allLegs.remove(leg);
      List<PositionLeg> held = legs.get(leg.id);
      if (held != null) {
        held.remove(leg);
        if (held.isEmpty()) {
          legs.remove(leg.id);
        }
      }
    }
  }

  /// One is closed: what it bound is free, and it stays until nothing is owed to it any more.
  void close(Position position) {
    open.remove(position);
    position.holders.accounts().forEach(account -> account.free(position));
    leaving.add(position);
  }

  /// Lets positions go that are closed and to which nothing is owed any more.
  void forgetSettled() {
    for (int i = 0; i < leaving.size(); ) {
      Position position = leaving.get(i);
      if (position.longLeg.passed.isEmpty() && position.shortLeg.passed.isEmpty()) {
        leaving.remove(i);
        letGo(position);
        position.tellClosed();
      } else {
        i++;
      }
    }
  }

  // --- what outlives a process -------------------------------------------------------------

  /// Notes the prices known now: settlements of a time that nobody watched are paid on them.
  void notePrices(MarketView view) {
    for (PositionLeg leg : allLegs) {
      Price price = PositionLeg.price(view, leg.id);
      leg.lastPrice = price == null ? leg.lastPrice : price;
    }
  }

  void save(Saved to) {
    save(to, "position", open);
    save(to, "leaving", leaving);
  }

  private static void save(Saved to, String name, List<Position> all) {
    to.put(name + "s", all.size());
    for (int i = 0; i < all.size(); i++) {
      all.get(i).save(to.at(name, i));
    }
  }

  /// @param holder whose all of it is
  void resume(Saved from, Account holder) {
    resume(from, "position", open, holder);
    resume(from, "leaving", leaving, holder);
    Stream.of(open, leaving)
        .flatMap(List::stream)
        .sorted(Comparator.comparingLong(position -> position.holders.number()))
        .forEach(this::hold);
    open.forEach(holder::add);
  }

  private static void resume(Saved from, String name, List<Position> all, Account holder) {
    int count = from.count(name + "s");
    for (int i = 0; i < count; i++) {
      all.add(Position.of(from.at(name, i), holder));
    }
  }

  /// The leg that [PositionLeg#saveName] named.
  PositionLeg leg(Saved from) {
    long number = from.number("position");
    Side side = from.constant("leg", Side.class);
    for (PositionLeg leg : allLegs) {
      if (leg.position.holders.number() == number && leg.side == side) {
        return leg;
      }
    }
    throw new IllegalArgumentException("what the account holds lacks position " + number);
  }
}
