package dev.carry.venue.session;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/// One line per distinct cause: the first time in full, then again at the 10th, 100th, … with the
/// count. Thread-safe; remembers the latest 256 causes.
public final class DistinctLog {
  private static final int CAUSES = 256;

  private final Logger log;
  private final String who;
  private final Map<String, Long> seen =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > CAUSES;
        }
      };

  /// @param who begins every line
  public DistinctLog(Logger log, String who) {
    this.log = log;
    this.who = who;
  }

  public void info(String cause, String detail) {
    tell(Level.INFO, cause, detail);
  }

  void warn(String cause, String detail) {
    tell(Level.WARN, cause, detail);
  }

  /// A fault of ours, with its stack the first time.
  public void error(String cause, Throwable failure) {
    long count = count(cause);
    if (count == 1) {
      log.error("{}: {}", who, cause, failure);
    } else if (isMilestone(count)) {
      log.error("{}: {} ({} times): {}", who, cause, count, failure.toString());
    }
  }

  private long count(String cause) {
    synchronized (seen) {
      return seen.merge(cause, 1L, Long::sum);
    }
  }

  private void tell(Level level, String cause, String detail) {
    long count = count(cause);
    if (isMilestone(count)) {
      String times = count == 1 ? "" : " (" + count + " times)";
      log.atLevel(level).log("{}: {}{}: {}", who, cause, times, detail);
    }
  }

  private static boolean isMilestone(long count) {
    long power = 1;
    while (power < count) {
      power *= 10;
    }
    return power == count;
  }
}
