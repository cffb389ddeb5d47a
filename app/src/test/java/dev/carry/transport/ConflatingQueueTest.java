package dev.carry.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConflatingQueueTest {
  /// `BTC=1` has the key `BTC`; `!x` must be kept.
  private static @Nullable Object key(String value) {
    return value.startsWith("!") ? null : value.substring(0, value.indexOf('='));
  }

  private final ConflatingQueue<String> queue = new ConflatingQueue<>(4, ConflatingQueueTest::key);

  private List<String> drain() throws InterruptedException {
    List<String> taken = new ArrayList<>();
    for (String value; (value = queue.poll(0, TimeUnit.MILLISECONDS)) != null; ) {
      taken.add(value);
    }
    return taken;
  }

  @Test
  void keepsTheOrderWhileThereIsRoom() throws InterruptedException {
    queue.offer("BTC=1");
    queue.offer("!settled");
    queue.offer("BTC=2");
    assertThat(drain()).containsExactly("BTC=1", "!settled", "BTC=2");
    assertThat(queue.conflated()).isZero();
  }

  @Test
  void aNewerPriceTakesThePlaceOfAnOlderOneWhileFull() throws InterruptedException {
    for (int i = 1; i <= 4; i++) {
      queue.offer("A=" + i);
    }
    queue.offer("BTC=1");
    queue.offer("ETH=1");
    queue.offer("BTC=2");
    assertThat(drain()).containsExactly("A=1", "A=2", "A=3", "A=4", "BTC=2", "ETH=1");
    assertThat(queue.conflated()).isEqualTo(1);
  }

  @Test
  void aWaitingPriceIsNotOvertakenByItsSuccessor() throws InterruptedException {
    for (int i = 1; i <= 5; i++) {
      queue.offer("A=" + i);
    }
    assertThat(queue.poll(0, TimeUnit.MILLISECONDS)).isEqualTo("A=1");
    queue.offer("A=6");
    assertThat(drain()).containsExactly("A=2", "A=3", "A=4", "A=6");
  }

  @Test
  void whatMustBeKeptIsRefusedWhileFullAndNeverReplaced() throws InterruptedException {
    for (int i = 1; i <= 4; i++) {
      assertThat(queue.offer("!" + i)).isTrue();
    }
    assertThat(queue.offer("!5")).isFalse();
    assertThat(drain()).containsExactly("!1", "!2", "!3", "!4");
  }

  @Test
  void putWaitsForRoom() throws InterruptedException {
    for (int i = 1; i <= 4; i++) {
      queue.offer("!" + i);
    }
    AtomicBoolean through = new AtomicBoolean();
    Thread writer =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    queue.put("!5");
                    through.set(true);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    assertThat(queue.poll(0, TimeUnit.MILLISECONDS)).isEqualTo("!1");
    writer.join();
    assertThat(through).isTrue();
    assertThat(drain()).containsExactly("!2", "!3", "!4", "!5");
  }
}
