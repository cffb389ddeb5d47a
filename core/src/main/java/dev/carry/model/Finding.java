package dev.carry.model;

import java.time.Instant;
import java.util.List;

/// What a detector found, or what was kept from it and why.
public sealed interface Finding
    permits Opportunity, ViewFinding, PremiumFinding, Burst, Quarantine, ListingFinding {

  Head head();

  /// The `finding` of its JSON.
  String kind();

  enum Status {
    OPEN,
    UPDATED,
    CLOSED
  }

  /// What every finding says of itself.
  ///
  /// @param id stable while the same situation lasts
  /// @param revision 1 when opened, one more with every change told
  /// @param detector the detector's name
  /// @param asset canonical asset
  /// @param firstSeen engine time at which it opened, UTC
  /// @param lastSeen engine time of this revision, UTC
  /// @param status opened, updated or closed with this revision
  /// @param evidence the facts it stands on, with their ages at `lastSeen`
  record Head(
      String id,
      int revision,
      String detector,
      String asset,
      Instant firstSeen,
      Instant lastSeen,
      Status status,
      List<Evidence> evidence) {

    public Head {
      evidence = List.copyOf(evidence);
    }

    /// The same finding, told again.
    public Head next(Status told, Instant now, List<Evidence> standsOn) {
      return new Head(id, revision + 1, detector, asset, firstSeen, now, told, standsOn);
    }

    /// Its end, on the facts it was told with, as old as they are by then.
    public Head closed(Instant now) {
      return next(Status.CLOSED, now, evidence.stream().map(fact -> fact.at(now)).toList());
    }
  }
}
