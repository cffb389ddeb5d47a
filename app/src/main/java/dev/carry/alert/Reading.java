package dev.carry.alert;

import dev.carry.model.Finding;
import dev.carry.model.InstrumentId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a condition is at now, of one thing.
///
/// @param subject what it is of, as long as the situation lasts: the id of a finding, a feed
/// @param about the same over its returns: an opportunity that comes back has another id
/// @param asset empty: of none
/// @param venues that take part
/// @param instruments that take part
/// @param value in the unit of the condition, as it is compared; absent: it is over
/// @param shown the same with its sign
/// @param finding it stands on; absent: on none
/// @param detail why, in the engine's words; empty: the value says it all
record Reading(
    Condition condition,
    String subject,
    String about,
    String asset,
    Set<String> venues,
    List<InstrumentId> instruments,
    @Nullable Double value,
    double shown,
    @Nullable Finding finding,
    String detail) {

  /// One of no asset and no finding.
  static Reading of(
      Condition condition,
      String subject,
      Set<String> venues,
      @Nullable Double value,
      String detail) {
    double shown = value == null ? Double.NaN : value;
    return new Reading(
        condition, subject, subject, "", venues, List.of(), value, shown, null, detail);
  }

  /// One of a finding.
  static Reading of(
      Condition condition,
      Finding finding,
      Set<String> venues,
      List<InstrumentId> instruments,
      double shown,
      String detail) {
    Finding.Head head = finding.head();
    boolean over = head.status() == Finding.Status.CLOSED;
    String id = head.id();
    // an id ends with the time at which the situation began
    String about = id.substring(0, id.lastIndexOf('/'));
    return new Reading(
        condition,
        id,
        about,
        head.asset(),
        venues,
        instruments,
        over ? null : compared(condition, shown),
        shown,
        finding,
        detail);
  }

  /// Which way a premium or a deviation goes does not matter to a threshold.
  private static double compared(Condition condition, double shown) {
    return switch (condition) {
      case Z_SCORE, PREMIUM -> Math.abs(shown);
      default -> shown;
    };
  }
}
