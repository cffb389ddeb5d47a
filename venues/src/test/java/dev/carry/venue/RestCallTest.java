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
  void aPageOfAPostTakesThePlaceOfTheFieldOfItsName() {
    RestCall call =
        RestCall.post("history", "/info", "{\"coin\":\"BTC\",\"startTime\":5,\"endTime\":9}", 20);
    RestCall next = call.page("startTime=7");
    assertThat(next.path()).isEqualTo("/info");
    assertThat(next.body()).isEqualTo("{\"coin\":\"BTC\",\"startTime\":7,\"endTime\":9}");
    assertThat(next.weight()).isEqualTo(20);
    assertThat(next.page("endTime=8&startTime=6").body())
        .isEqualTo("{\"coin\":\"BTC\",\"startTime\":6,\"endTime\":8}");
  }

  @Test
  void aPageOfAPostThatNamesANewFieldAddsIt() {
    RestCall call = RestCall.post("history", "/info", "{\"coin\":\"BTC\"}", 20);
    assertThat(call.page("startTime=7").body()).isEqualTo("{\"coin\":\"BTC\",\"startTime\":7}");
    assertThat(call.page("time=7").page("startTime=8").body())
        .isEqualTo("{\"coin\":\"BTC\",\"time\":7,\"startTime\":8}");
  }

  @Test
  void twoPostsToOnePathAreTwoCalls() {
    RestCall one = RestCall.post("history", "/info", "{\"coin\":\"BTC\"}", 20);
    RestCall other = RestCall.post("history", "/info", "{\"coin\":\"ETH\"}", 20);
    assertThat(one).isNotEqualTo(other);
  }

  @Test
  void onlyWholeNamesAreReplaced() {
    RestCall call = RestCall.of("history", "/h?startTime=5", 1);
    assertThat(call.page("start=1").path()).isEqualTo("/h?startTime=5&start=1");
  }
}
