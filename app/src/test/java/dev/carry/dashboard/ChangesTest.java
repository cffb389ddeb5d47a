package dev.carry.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A reader that follows the deltas, at any speed, has what the map has.
class ChangesTest {

  /// A reader's copy; values name their key: `key=value`.
  private static final class Copy {
    final Map<String, String> rows = new TreeMap<>();
    long version = -1;

    void follow(Changes<String> changes) {
      Changes.Delta<String> delta = changes.since(version);
      if (delta.whole()) {
        rows.clear();
      }
      delta.changed().forEach(row -> rows.put(row.substring(0, row.indexOf('=')), row));
      delta.removed().forEach(rows::remove);
      version = delta.version();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void readersOfAnySpeedEndWithTheSameRows(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Changes<String> changes = new Changes<>(20);
    Copy quick = new Copy();
    Copy slow = new Copy();
    for (int i = 0; i < 5_000; i++) {
      String key = "k" + random.nextInt(40);
      if (random.nextInt(3) == 0) {
        changes.remove(key);
      } else {
        changes.put(key, key + "=" + i);
      }
      if (random.nextInt(4) == 0) {
        quick.follow(changes);
      }
      if (random.nextInt(150) == 0) {
        slow.follow(changes);
      }
    }
    quick.follow(changes);
    slow.follow(changes);
    Map<String, String> rows = new TreeMap<>();
    changes.values().forEach(row -> rows.put(row.substring(0, row.indexOf('=')), row));
    assertThat(quick.rows).isEqualTo(rows);
    assertThat(slow.rows).isEqualTo(rows);
    assertThat(rows.size()).isLessThanOrEqualTo(20);
  }

  @Test
  void whatHasNotChangedForLongestGoesWhenThereIsNoRoom() {
    Changes<String> changes = new Changes<>(2);
    changes.put("a", "a=1");
    changes.put("b", "b=1");
    changes.put("a", "a=2");
    changes.put("c", "c=1");
    assertThat(changes.values()).containsExactly("a=2", "c=1");
  }

  @Test
  void nothingChangedIsToldAsNothing() {
    Changes<String> changes = new Changes<>(2);
    changes.put("a", "a=1");
    Changes.Delta<String> delta = changes.since(changes.version());
    assertThat(delta.whole()).isFalse();
    assertThat(delta.changed()).isEmpty();
    assertThat(delta.removed()).isEmpty();
  }
}
