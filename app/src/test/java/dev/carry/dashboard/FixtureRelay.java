package dev.carry.dashboard;

import dev.carry.dashboard.RelayException.Why;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Counts down from the number it is asked for, with an empty line behind 3; refuses what is no
/// number, and takes a reader that asks for `slow` for one.
final class FixtureRelay implements Relay {
  @Override
  public Messages past(@Nullable String options) {
    boolean slow = "slow".equals(options);
    if (options == null || !(slow || options.matches("\\d+"))) {
      throw new RelayException(Why.WRONG, "options: '" + options + "', a number is needed");
    }
    AtomicInteger left = new AtomicInteger(slow ? 0 : Integer.parseInt(options));
    return new Messages() {
      @Override
      public List<String> next() {
        if (slow) {
          throw new RelayException(Why.TOO_SLOW, "cut off");
        }
        int number = left.getAndDecrement();
        return number <= 0
            ? List.of()
            : number == 3 ? List.of("{\"left\":3}", "") : List.of("{\"left\":" + number + "}");
      }

      @Override
      public void stop() {
        left.set(0);
      }

      @Override
      public void close() {
        stop();
      }
    };
  }

  @Override
  public Messages present(@Nullable String options) {
    return past(options);
  }
}
