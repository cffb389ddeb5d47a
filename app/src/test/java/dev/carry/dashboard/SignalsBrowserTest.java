package dev.carry.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Analysis.Verdict;
import dev.carry.model.Finding;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The signals in a real browser. Skipped where there is none.
class SignalsBrowserTest extends InPage {
  SignalsBrowserTest() throws IOException {}

  private void untilItSays(String... words) {
    until(
        () -> {
          String page = one("carry-signals").getText();
          return Stream.of(words).allMatch(page::contains);
        });
  }

  @Test
  void whoFollowsWhatWasToldAndWhatWasHeldBackAreShownInBothLanguages() throws Exception {
    show("signals");
    untilItSays("No bot follows now.", "analyst=hold");
    try (SignalBot bot = new SignalBot(fixture.dashboard, "min-net=0.02&kind=opportunity");
        SignalBot patient = new SignalBot(fixture.dashboard, "analyst=hold")) {
      bot.connect();
      patient.connect();
      fixture.say("x/vetoed", Verdict.VETO);
      fixture.tell("x/vetoed", Finding.Status.OPEN, 0.0312, fixture.market().instant());
      fixture.tell("x/waits", Finding.Status.OPEN, 0.04, fixture.market().instant());
      bot.next();
      bot.next();
      untilItSays("kind=opportunity&min-net=0.02", "analyst=hold", "Server-sent events", "3.12");
      untilItSays("the analyst vetoed it", "x/waits waits");
      assertThat(one("carry-signals dl").getText().replace("\n", " "))
          .contains("Bots 2", "Held back by a veto 1");
      speak("th");
      turn("signals");
      untilItSays("นักวิเคราะห์คัดค้าน", "ผู้ติดตาม", "เปิด");
    }
    untilItSays("ตอนนี้ไม่มีบอตติดตาม");
  }
}
