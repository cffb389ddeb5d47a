package dev.carry.portfolio;

import dev.carry.engine.InstrumentState;
import dev.carry.engine.MarketView;
import dev.carry.model.Book;
import dev.carry.model.Quote;
import dev.carry.model.Side;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Orders on their way to the market, and those that wait for it to move, in the order in which
/// they were sent.
final class Orders {
  private final Duration latency;
  private final List<Order> orders = new ArrayList<>();

  /// @param latency from a decision until its order is at the venue
  Orders(Duration latency) {
    this.latency = latency;
  }

  void send(PositionLeg leg, Side side, BigDecimal size, boolean opens, Instant now, String why) {
    add(new Order(leg, side, size, opens, now.plus(latency), why));
  }

  private void add(Order order) {
    orders.add(order);
    order.leg.position.orders++;
  }

  void remove(Order order) {
    if (orders.remove(order)) {
      order.leg.position.orders--;
    }
  }

  /// Sends for a copy of a position what was sent for it.
  void copy(Position from, Position to) {
    for (int i = 0; from.orders > to.orders; i++) {
      Order order = orders.get(i);
      if (order.leg.position == from) {
        add(order.copy(to.like(order.leg)));
      }
    }
  }

  /// Whether it is not filled and not cancelled.
  boolean holds(Order order) {
    return orders.contains(order);
  }

  void cancel(Predicate<Order> which) {
    all().stream().filter(which).forEach(this::remove);
  }

  /// A copy.
  List<Order> all() {
    return List.copyOf(orders);
  }

  /// When the next one is at the venue; the beginning of time while one waits for the market.
  Instant dueOrWaiting() {
    Instant due = Instant.MAX;
    for (int i = 0; i < orders.size(); i++) {
      Order order = orders.get(i);
      due = Due.earlier(due, order.tried() ? Instant.MIN : order.dueAt);
    }
    return due;
  }

  /// When the next one meets the market.
  Instant due(MarketView view) {
    Instant due = Instant.MAX;
    for (int i = 0; i < orders.size(); i++) {
      due = Due.earlier(due, due(view, orders.get(i)));
    }
    return due;
  }

  /// Once tried in vain, a latency after newer prices came.
  private Instant due(MarketView view, Order order) {
    if (!order.tried()) {
      return order.dueAt;
    }
    Instant prices = pricesAt(view, order.leg, Instant.MIN);
    return prices.isAfter(order.triedAt) ? prices.plus(latency) : Instant.MAX;
  }

  /// Those that meet the market now.
  List<Order> due(MarketView view, Instant now) {
    List<Order> found = new ArrayList<>(2);
    for (int i = 0; i < orders.size(); i++) {
      if (!due(view, orders.get(i)).isAfter(now)) {
        found.add(orders.get(i));
      }
    }
    return found;
  }

  /// Receive time of the newest prices of a leg.
  ///
  /// @param otherwise where its instrument is not known
  static Instant pricesAt(MarketView view, PositionLeg leg, Instant otherwise) {
    InstrumentState state = view.find(leg.id);
    return state == null ? otherwise : pricesAt(state);
  }

  /// Long ago where an instrument is not known.
  static Instant pricesAt(@Nullable InstrumentState state) {
    if (state == null) {
      return Instant.MIN;
    }
    Quote quote = state.quote();
    Book book = state.book();
    Instant newest = quote == null ? Instant.EPOCH : quote.receivedAt();
    return book != null && book.receivedAt().isAfter(newest) ? book.receivedAt() : newest;
  }

  void save(Saved to) {
    to.put("orders", orders.size());
    for (int i = 0; i < orders.size(); i++) {
      orders.get(i).save(to.at("order", i));
    }
  }

  void resume(Saved from, Positions positions) {
    int count = from.count("orders");
    for (int i = 0; i < count; i++) {
      add(Order.of(from.at("order", i), positions));
    }
  }
}
