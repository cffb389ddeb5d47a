package dev.carry.venue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RestCallTest {
  @Test
  void aPageTakesThePlaceOfTheParameterOfItsName() {
    RestCall call = RestCall.of("history", "/h?symbol=A&after=9&limit=100", 1);
    assertThat(call.page("after=5").path()).isEqualTo("/h?symbol=A&limit=100&after=5");
  }

  @Test
  void aPageMayBeAWindow() {
    RestCall call = RestCall.of("history", "/h?start=5&symbol=A&end=9", 1);
    assertThat(call.page("start=1&end=4").path()).isEqualTo("/h?symbol=A&start=1&end=4");
  }

  @Test
  void aPageOfACallWithoutParametersAddsThem() {
    assertThat(RestCall.of("history", "/h", 1).page("from=2").path()).isEqualTo("/h?from=2");
  }

  @Test
  void onlyWholeNamesAreReplaced() {
    RestCall call = RestCall.of("history", "/h?startTime=5", 1);
    assertThat(call.page("start=1").path()).isEqualTo("/h?startTime=5&start=1");
  }
}
