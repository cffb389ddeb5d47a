package dev.carry.venue.roster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.VenueId;
import org.junit.jupiter.api.Test;

class HistoryOnlyTest {
  @Test
  void everyVenueWithoutConnectorSaysWhy() {
    assertThat(HistoryOnly.all())
        .extracting(venue -> venue.id().id())
        .containsExactly("apollox", "drift", "dydx-v3", "htx", "kucoin", "mexc");
    assertThat(HistoryOnly.all())
        .allSatisfy(
            venue -> {
              assertThat(venue.reason()).isNotBlank();
              assertThat(Venues.find(venue.id())).isEmpty();
              assertThat(HistoryOnly.find(venue.id())).contains(venue);
            });
    assertThat(HistoryOnly.find(VenueId.of("bybit"))).isEmpty();
  }
}
