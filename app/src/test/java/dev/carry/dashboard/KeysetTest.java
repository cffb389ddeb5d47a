package dev.carry.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeysetTest {

  @Test
  void textSortsAsTheNumbersDoTheLargestFirst() {
    SplittableRandom random = new SplittableRandom(7);
    List<Double> numbers = new ArrayList<>(List.of(0.0, 1e-300, -1e-300, 1e300, -1e300, 1.0, -1.0));
    for (int i = 0; i < 1_000; i++) {
      numbers.add(random.nextGaussian() * Math.pow(10, random.nextInt(-8, 8)));
    }
    List<Double> byNumber = numbers.stream().sorted(Comparator.reverseOrder()).toList();
    List<Double> byText =
        numbers.stream().sorted(Comparator.comparing(Keyset::descending)).toList();
    assertThat(byText).isEqualTo(byNumber);
  }

  @Test
  void cursorsReadBackWhatWasWritten() {
    String key = "net\nเหรียญ 7";
    assertThat(Keyset.cursor("funding", Keyset.encode("funding", key))).isEqualTo(key);
  }
}
