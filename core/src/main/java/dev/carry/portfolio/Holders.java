package dev.carry.portfolio;

import dev.carry.model.InstrumentId;
import dev.carry.model.Line;
import dev.carry.model.TradeEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/// The accounts a position is held by: one, or some that are compared and wanted the same.
final class Holders {
  /// @param number which of the account's positions it is
  private record Holder(Account account, long number) {}

  private final List<Holder> holders = new ArrayList<>(1);

  void add(Account account, long number) {
    holders.add(new Holder(account, number));
  }

  /// @return the number it had there
  long remove(Account account) {
    return holders.remove(indexOf(account)).number();
  }

  boolean contains(Account account) {
    return indexOf(account) >= 0;
  }

  private int indexOf(Account account) {
    for (int i = 0; i < holders.size(); i++) {
      if (holders.get(i).account() == account) {
        return i;
      }
    }
    return -1;
  }

  int size() {
    return holders.size();
  }

  /// A copy: they come and go while they are told.
  List<Account> accounts() {
    List<Account> accounts = new ArrayList<>(holders.size());
    for (int i = 0; i < holders.size(); i++) {
      accounts.add(holders.get(i).account());
    }
    return accounts;
  }

  /// Which it is of the one account that holds it.
  long number() {
    return holders.getFirst().number();
  }

  /// @param event made of the number the position has in an account
  void tell(LongFunction<TradeEvent> event) {
    for (int i = 0; i < holders.size(); i++) {
      holders.get(i).account().tell(holders.get(i).number(), event);
    }
  }

  /// @param amount dollars, rounded
  void book(InstrumentId id, Line line, Instant at, Instant bookedAt, BigDecimal amount) {
    for (int i = 0; i < holders.size(); i++) {
      Holder holder = holders.get(i);
      holder.account().book(holder.number(), id, line, at, bookedAt, amount);
    }
  }

  /// @param event made of the number the position has in an account
  void tellClosed(LongFunction<TradeEvent.Closed> event) {
    for (Holder holder : holders) {
      holder.account().tell(event.apply(holder.number()));
    }
  }
}
