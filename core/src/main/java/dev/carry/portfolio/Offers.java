package dev.carry.portfolio;

import dev.carry.model.Finding;
import dev.carry.model.Opportunity;
import dev.carry.model.ViewFinding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What detectors offer now.
public final class Offers {
  private static final Comparator<Opportunity> BEST_FIRST =
      Comparator.comparingDouble(Opportunity::netApr)
          .reversed()
          .thenComparing(opportunity -> opportunity.head().id());

  private final Map<String, Opportunity> byId = new LinkedHashMap<>();
  private final Map<String, ViewFinding> views = new LinkedHashMap<>();
  private List<Opportunity> best = List.of();
  private boolean sorted = true;
  private Instant begunAt = Instant.EPOCH;

  /// Detectors whose offers the last input changed.
  private final Set<String> news = new LinkedHashSet<>();

  void take(List<Finding> found) {
    news.clear();
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i) instanceof Opportunity opportunity && !opportunity.rejected()) {
        String id = opportunity.head().id();
        if (opportunity.head().status() == Finding.Status.CLOSED) {
          byId.remove(id);
        } else {
          byId.put(id, opportunity);
        }
        sorted = false;
        news.add(opportunity.head().detector());
      } else if (found.get(i) instanceof ViewFinding view) {
        if (view.head().status() == Finding.Status.CLOSED) {
          views.remove(view.head().id());
        } else {
          views.put(view.head().id(), view);
        }
        news.add(view.head().detector());
      }
    }
  }

  /// Views that are held now, in the order in which they were told first.
  public Collection<ViewFinding> views() {
    return Collections.unmodifiableCollection(views.values());
  }

  /// Whether a view is still held.
  boolean holds(String id) {
    return views.containsKey(id);
  }

  /// Whether the last input changed what these detectors offer: what others say is no reason to
  /// look again, so a strategy does the same beside any of them.
  ///
  /// @param detectors empty: any
  public boolean hasNews(List<String> detectors) {
    return detectors.isEmpty() ? hasNews() : !Collections.disjoint(news, detectors);
  }

  /// Whether the last input changed anything on offer.
  boolean hasNews() {
    return !news.isEmpty();
  }

  /// When the process began that tells of them, engine time.
  Instant begunAt() {
    return begunAt;
  }

  /// A process began: nothing is on offer any more.
  void begin(Instant at) {
    begunAt = at;
    byId.clear();
    views.clear();
    sorted = false;
  }

  /// By net APR, the best first.
  public List<Opportunity> best() {
    if (!sorted) {
      List<Opportunity> all = new ArrayList<>(byId.values());
      all.sort(BEST_FIRST);
      best = all;
      sorted = true;
    }
    return best;
  }
}
