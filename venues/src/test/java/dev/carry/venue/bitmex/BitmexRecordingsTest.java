package dev.carry.venue.bitmex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.Listing;
import dev.carry.model.MarketEvent;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Instruments;
import dev.carry.venue.Recordings;
import dev.carry.venue.VenueCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Every message that others recorded goes through the codec.
class BitmexRecordingsTest {
  private static final Instant NOW = Instant.parse("2026-09-01T00:00:00Z");

  @Test
  void everyRealMessageIsFactsControlOrIgnoredForAReason() {
    Map<String, Integer> counts = new TreeMap<>();
    Set<Fact> facts = EnumSet.noneOf(Fact.class);
    List<String> broken = new ArrayList<>();
    String source = "";
    VenueCodec codec = new Bitmex().codec(new Instruments());
    for (Recordings.Message message : Recordings.ofVenue("bitmex")) {
      if (!message.source().equals(source) || !message.source().equals("cryptofeed")) {
        codec.reset();
        source = message.source();
      }
      Decoded decoded = codec.decode(Frame.of(Bitmex.ID, message.stream(), NOW, message.bytes()));
      counts.merge(Recordings.outcome(decoded), 1, Integer::sum);
      if (message.isReal()) {
        Recordings.broken(decoded).forEach(why -> broken.add(message.place() + ": " + why));
      }
      if (decoded instanceof Decoded.Facts told) {
        told.events().forEach(event -> facts.add(event.fact()));
      }
    }
    counts.forEach((what, count) -> System.out.println(count + " " + what));
    assertThat(broken).isEmpty();
    assertThat(facts).containsAll(new Bitmex().offers());
  }

  @Test
  void theRecordedListOfContractsIsUnderstoodWhole() {
    List<Instrument> listed = new ArrayList<>();
    for (Recordings.Message message : Recordings.ofVenue("bitmex")) {
      if (message.place().startsWith("cryptofeed/http_api_v1_instrument_active")) {
        Decoded.Facts facts =
            (Decoded.Facts)
                new Bitmex()
                    .codec(new Instruments())
                    .decode(Frame.of(Bitmex.ID, "instrument/active", NOW, message.bytes()));
        assertThat(facts.unusable()).isEmpty();
        for (MarketEvent event : facts.events()) {
          if (event instanceof Listing listing) {
            listed.add(listing.instrument());
          }
        }
      }
    }
    assertThat(listed).hasSize(34);
    assertThat(listed.stream().filter(i -> i.payoff() == Instrument.Payoff.QUANTO)).hasSize(22);
    assertThat(listed.stream().filter(i -> i.payoff() == Instrument.Payoff.INVERSE)).hasSize(5);
  }
}
