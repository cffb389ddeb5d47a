package dev.carry.dashboard;

import dev.carry.dashboard.RelayException.Why;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Tells as many numbers as it is asked for; refuses what is no number.
final class FixtureRelay implements Relay {
  @Override
  public Messages past(@Nullable String options) {
    if (options == null || !options.matches("\\d+")) {
      throw new RelayException(Why.WRONG, "options: '" + options + "', a number is needed");
    }
    AtomicInteger left = new AtomicInteger(Integer.parseInt(options));
    return new Messages() {
      @Override
      public List<String> next() {
        int number = left.getAndDecrement();
        return number <= 0 ? List.of() : List.of("{\"left\":" + number + "}");
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
