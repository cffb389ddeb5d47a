package dev.carry.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carry.dashboard.SignalReader.Origin;
import dev.carry.dashboard.SignalReader.Wants;
import dev.carry.dashboard.SignalReader.Wire;
import dev.carry.model.Finding;
import dev.carry.model.Step;
import dev.carry.model.Tick;
import dev.carry.testkit.SomeFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bots whose sockets are full now and then, told together where they are level and one by one
/// where they are not.
class SignalFrontTest {
  private static final List<SignalFilter> FILTERS =
      List.of(filter(null), filter(0.05), filter(0.08));

  private final OnDisk disk = new OnDisk();
  private final Signals signals = new Signals(400, disk);
  private final SignalFront front = new SignalFront(signals);
  private final int[] states = new int[8];
  private final int[] times = new int[8];
  private long sequence;

  private static SignalFilter filter(@Nullable Double leastNet) {
    return new SignalFilter("opportunity", Set.of(), Set.of(), Set.of(), leastNet, null);
  }

  /// A bot: what it knows is open, by the last it was told of each.
  private static final class Bot implements Wire {
    final SignalFilter filter;
    final Map<String, Double> open = new TreeMap<>();
    final List<Long> numbers = new ArrayList<>();
    boolean full;
    boolean startedOver;

    Bot(SignalFilter filter) {
      this.filter = filter;
    }

    @Override
    public boolean isGone() {
      return false;
    }

    @Override
    public boolean isFull() {
      return full;
    }

    @Override
    public void write(SignalText text) {
      assertThat(full).as("nothing is written to a full socket").isFalse();
      text.text().lines().forEach(line -> take(Browser.parse(line)));
    }

    private void take(JsonNode message) {
      String event = message.path("type").asText();
      if (event.equals("reset")) {
        startedOver = true;
        open.clear();
        return;
      }
      numbers.add(message.path("id").asLong());
      JsonNode finding = message.path("finding");
      String id = finding.path("id").asText();
      if (event.equals("closed")) {
        open.remove(id);
      } else {
        assertThat(event).isEqualTo(open.containsKey(id) ? "updated" : "opened");
        open.put(id, finding.path("netApr").asDouble());
      }
    }

    @Override
    public boolean cut() {
      return false;
    }
  }

  private void accept(SplittableRandom random) {
    int each = random.nextInt(8);
    int state = states[each]; // 0: not open; else its revision
    boolean closes = state > 0 && random.nextInt(3) == 0;
    if (state == 0) {
      times[each]++;
    }
    Finding.Status status =
        state == 0 ? Finding.Status.OPEN : closes ? Finding.Status.CLOSED : Finding.Status.UPDATED;
    states[each] = closes ? 0 : state + 1;
    sequence++;
    signals.accept(
        new Step(
            sequence,
            new Tick(SomeFinding.NOW),
            List.of(
                SomeFinding.some()
                    .id("x/" + each + "/" + times[each])
                    .revision(state + 1)
                    .status(status, SomeFinding.NOW)
                    .netApr(random.nextInt(100) / 1_000.0)
                    .make())));
  }

  private Bot bot(SignalFilter filter, List<SignalReader> readers) {
    Bot bot = new Bot(filter);
    SignalReader reader =
        new SignalReader(
            new Origin("here", SomeFinding.NOW, false),
            new Wants(filter, SignalForm.WEBSOCKET),
            bot,
            signals.newest(),
            0);
    front.add(reader, SomeFinding.NOW);
    readers.add(reader);
    return bot;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whoFallsBehindEndsWhereWhoNeverDidDoes(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<SignalReader> readers = new ArrayList<>();
    List<Bot> steady = FILTERS.stream().map(filter -> bot(filter, readers)).toList();
    List<Bot> shaky = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      shaky.add(bot(FILTERS.get(i % FILTERS.size()), readers));
    }
    for (int i = 0; i < 2_000; i++) {
      accept(random);
      if (random.nextInt(3) > 0) {
        disk.sequence.set(sequence - random.nextInt(2));
        front.push(SomeFinding.NOW);
      }
      Bot some = shaky.get(random.nextInt(shaky.size()));
      some.full = random.nextInt(12) < (some.full ? 11 : 2); // for a hundred signals or so
    }
    shaky.forEach(bot -> bot.full = false);
    disk.sequence.set(sequence);
    front.push(SomeFinding.NOW);
    front.push(SomeFinding.NOW);
    for (Bot bot : shaky) {
      Bot like = steady.get(FILTERS.indexOf(bot.filter));
      assertThat(like.open).isNotEmpty();
      assertThat(bot.numbers).isSorted().doesNotHaveDuplicates();
      assertThat(bot.open).isEqualTo(like.open);
    }
    assertThat(steady).noneMatch(bot -> bot.startedOver);
    assertThat(front.conflated()).as("some were far behind").isPositive();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whomTheRingHasPassedStartsOver(boolean full) {
    SplittableRandom random = new SplittableRandom(9);
    List<SignalReader> readers = new ArrayList<>();
    Bot bot = bot(FILTERS.getFirst(), readers);
    bot.full = full;
    for (int i = 0; i < 500; i++) {
      accept(random);
    }
    disk.sequence.set(sequence);
    front.push(SomeFinding.NOW);
    assertThat(bot.startedOver).isEqualTo(!full);
    bot.full = false;
    front.push(SomeFinding.NOW);
    assertThat(bot.startedOver).isTrue();
    assertThat(bot.open.keySet()).isEqualTo(openNow());
    front.remove(readers.getFirst());
    int told = bot.numbers.size();
    accept(random);
    disk.sequence.set(sequence);
    front.push(SomeFinding.NOW);
    assertThat(bot.numbers).as("to who is gone nothing is written").hasSize(told);
  }

  private Set<String> openNow() {
    return IntStream.range(0, states.length)
        .filter(each -> states[each] > 0)
        .mapToObj(each -> "x/" + each + "/" + times[each])
        .collect(Collectors.toSet());
  }
}
