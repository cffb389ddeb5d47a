package dev.carry.valuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carry.valuation.PremiumStudy.Episode;
import dev.carry.valuation.PremiumStudy.Price;
import dev.carry.valuation.PremiumStudy.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PremiumStudyTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Question QUESTION =
      new Question(Duration.ofSeconds(10), 0.0005, 0.00025, 0.00039);

  @Test
  void aMarkIsJoinedWithTheIndexAsOfThenAndNeverWithALaterOne() {
    PremiumStudy study =
        PremiumStudy.of(
            List.of(mark(5, 101), mark(9, 103)), List.of(mark(5, 100), mark(10, 200)), QUESTION);

    assertThat(study.joined()).extracting(PremiumStudy.Point::index).containsExactly(100.0, 100.0);
    assertThat(study.joined().getLast().premium()).isCloseTo(0.03, within(1e-15));
  }

  @Test
  void aMarkWithoutAnIndexYoungEnoughSaysNothingAndIsCounted() {
    PremiumStudy study =
        PremiumStudy.of(
            List.of(mark(0, 101), mark(20, 101), mark(31, 101)), List.of(mark(20, 100)), QUESTION);

    assertThat(study.joined()).hasSize(1);
    assertThat(study.unjoined()).isEqualTo(2);
  }

  @Test
  void thePublishedExampleIsFourPointSixFourBps() {
    PremiumStudy study =
        PremiumStudy.of(List.of(mark(0, 97_525.50)), List.of(mark(0, 97_480.25)), QUESTION);

    assertThat(study.joined().getFirst().premium()).isCloseTo(0.000464197, within(1e-9));
    assertThat(statistics(study).beyond()).isZero();
  }

  @Test
  void anEpisodeLastsFromTheThresholdToTheCloseAndItsGainIsFromEntryToExit() {
    PremiumStudy study = premiums(0, 4, 6, 9, 4, 2, 0);

    Episode episode = study.episodes().getFirst();
    assertThat(study.episodes()).hasSize(1);
    assertThat(episode.from()).isEqualTo(START.plusSeconds(2));
    assertThat(episode.duration()).isEqualTo(Duration.ofSeconds(3));
    assertThat(episode.entry()).isCloseTo(0.0006, within(1e-12));
    assertThat(episode.peak()).isCloseTo(0.0009, within(1e-12));
    assertThat(episode.gain()).isCloseTo(0.0004, within(1e-12));
    assertThat(episode.covered()).as("what was at its peak could not be known").isTrue();
    assertThat(study.covered()).isEqualTo(1.0);
  }

  @Test
  void aGainBelowTheCostsIsNotCoveredAndAnEndBeyondThePeriodNeitherWay() {
    PremiumStudy study = premiums(-6, -2.4, 0, 7, 8);

    assertThat(study.episodes()).extracting(Episode::ended).containsExactly(true, false);
    assertThat(study.episodes()).extracting(Episode::covered).containsExactly(false, false);
    assertThat(study.covered()).as("of the one that ended").isEqualTo(0.0);
  }

  @Test
  void aChangeOfSignEndsAnEpisodeAndMayBeginTheOther() {
    PremiumStudy study = premiums(6, -7, 0);

    assertThat(study.episodes()).hasSize(2);
    assertThat(study.episodes().getFirst().gain()).isCloseTo(0.0013, within(1e-12));
    assertThat(study.episodes().getLast().entry()).isNegative();
  }

  @Test
  void anEpisodeDoesNotReachOverATimeOfWhichNothingIsKnown() {
    List<Price> marks = new ArrayList<>();
    List<Price> indexes = new ArrayList<>();
    for (int second : new int[] {0, 1, 2, 3, 100, 101, 102}) {
      marks.add(mark(second, 100.06));
      indexes.add(mark(second, 100));
    }
    List<Episode> episodes = PremiumStudy.of(marks, indexes, QUESTION).episodes();

    assertThat(episodes).extracting(Episode::ended).containsExactly(false, false);
    assertThat(episodes.getFirst().duration()).isEqualTo(Duration.ofSeconds(3));
    assertThat(episodes.getLast().from()).isEqualTo(START.plusSeconds(100));
  }

  @Test
  void statisticsAreThoseOfTheTextbook() {
    PremiumStudy.Statistics all = statistics(premiums(1, 2, 3, 4));

    assertThat(all.count()).isEqualTo(4);
    assertThat(all.mean()).isCloseTo(0.00025, within(1e-12));
    assertThat(all.median()).isCloseTo(0.00025, within(1e-12));
    assertThat(all.deviation()).isCloseTo(0.000129099444873581, within(1e-12));
    assertThat(all.p95()).isCloseTo(0.000385, within(1e-12));
    assertThat(all.least()).isCloseTo(0.0001, within(1e-12));
    assertThat(all.most()).isCloseTo(0.0004, within(1e-12));
  }

  @Test
  void nothingJoinedHasNoStatistics() {
    PremiumStudy study = PremiumStudy.of(List.of(mark(0, 1)), List.of(), QUESTION);

    assertThat(study.statistics()).isNull();
    assertThat(study.covered()).isNull();
  }

  @Test
  void aQuestionThatMakesNoSenseIsRefused() {
    assertThatThrownBy(() -> new Question(Duration.ZERO, 0.001, 0.002, 0))
        .hasMessageContaining("close <= threshold");
  }

  /// One a second, in basis points over an index of 100.
  private static PremiumStudy premiums(double... bps) {
    List<Price> marks = new ArrayList<>();
    List<Price> indexes = new ArrayList<>();
    for (int i = 0; i < bps.length; i++) {
      marks.add(mark(i, 100 * (1 + bps[i] / 10_000)));
      indexes.add(mark(i, 100));
    }
    return PremiumStudy.of(marks, indexes, QUESTION);
  }

  private static PremiumStudy.Statistics statistics(PremiumStudy study) {
    return Objects.requireNonNull(study.statistics());
  }

  private static Price mark(long second, double price) {
    return new Price(START.plusSeconds(second), price);
  }
}
