package dev.carry.venue.session;

import dev.carry.model.Book;
import dev.carry.model.Fact;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Levels;
import dev.carry.model.Listing;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.OpenInterest;
import dev.carry.model.Side;
import dev.carry.model.Trade;
import dev.carry.model.VenueId;
import dev.carry.venue.Decoded;
import dev.carry.venue.FeeTable;
import dev.carry.venue.Frame;
import dev.carry.venue.Instruments;
import dev.carry.venue.Keepalive;
import dev.carry.venue.Limits;
import dev.carry.venue.RestCall;
import dev.carry.venue.SocketPlan;
import dev.carry.venue.VenueCodec;
import dev.carry.venue.VenueDescriptor;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A tiny venue that speaks lines of words, for tests of everything that is not a byte format:
///
/// ```
/// instrument BTC TRADING 8      listed, with its funding period in hours, or - for none
/// next page=2                   there is another page
/// gap <words>                   something was lost before
/// mark BTC 100.5                mark price
/// trade BTC 17 100.5            trade with its id
/// estimate BTC 0.0001 <millis>  funding of the settlement at that time
/// settled BTC 0.0001 <millis>   funding charged then
/// interest BTC 12               open interest
/// ack | refused <words> | beat <n> (wants "alive <n>") | closing | boom (the codec throws)
/// ```
final class TestVenue implements VenueDescriptor {
  static final VenueId ID = VenueId.of("test");

  Limits limits =
      new Limits(
          10_000,
          Duration.ofMinutes(1),
          "X-Used",
          "X-Left",
          List.of(418, 403),
          Duration.ofMinutes(5),
          1_000,
          Duration.ofMinutes(1),
          Duration.ZERO);
  Keepalive keepalive = new Keepalive(null, Duration.ofSeconds(20), Duration.ofMinutes(1), null);
  Duration instrumentsEvery = Duration.ofHours(1);
  Duration quiet = Duration.ofSeconds(30);
  boolean promises = true;
  boolean sockets = true;

  /// Whether it gives the settled funding of all at once.
  boolean together = false;

  /// Whether order books begin by REST.
  boolean booksByRest = false;

  static InstrumentId id(String symbol) {
    return InstrumentId.of(ID, symbol);
  }

  @Override
  public VenueId id() {
    return ID;
  }

  @Override
  public URI rest() {
    return URI.create("https://test.invalid");
  }

  @Override
  public URI sockets() {
    return URI.create("wss://test.invalid");
  }

  @Override
  public Set<Fact> offers() {
    return Set.of(Fact.MARK, Fact.TRADE, Fact.BOOK, Fact.FUNDING_SETTLED, Fact.OPEN_INTEREST);
  }

  @Override
  public Map<Fact, String> lacks() {
    return Map.of();
  }

  @Override
  public String periodSource() {
    return "the list";
  }

  @Override
  public Limits limits() {
    return limits;
  }

  @Override
  public Keepalive keepalive() {
    return keepalive;
  }

  @Override
  public FeeTable fees(Instrument instrument) {
    return new FeeTable(List.of(new FeeTable.Tier("all", 0, 0)), "test");
  }

  @Override
  public Map<String, FeeTable> feeTables() {
    return Map.of();
  }

  @Override
  public List<RestCall> instruments() {
    return List.of(RestCall.of("instruments", "/instruments?page=1", 10));
  }

  @Override
  public Duration instrumentsEvery() {
    return instrumentsEvery;
  }

  @Override
  public List<RestCall> snapshot(List<Instrument> listed) {
    return List.of(RestCall.of("snapshot", "/snapshot", 5));
  }

  @Override
  public Optional<RestCall> settled(Instrument instrument, Instant from, Instant to) {
    String symbol = instrument.id().symbol();
    return Optional.of(
        RestCall.of(
            "settled/" + symbol,
            "/settled/" + symbol + "?from=" + from.toEpochMilli() + "&to=" + to.toEpochMilli(),
            1));
  }

  @Override
  public Optional<RestCall> settledOfAll(Instant from, Instant to) {
    return together
        ? Optional.of(
            RestCall.of("settled", "/settled-of-all?from=" + from.toEpochMilli() + "&page=1", 1))
        : Optional.empty();
  }

  @Override
  public List<RestCall> openInterest(List<Instrument> listed) {
    return listed.stream()
        .map(i -> RestCall.of("interest", "/interest/" + i.id().symbol(), 1))
        .toList();
  }

  @Override
  public List<SocketPlan> sockets(List<Instrument> listed, Set<Fact> facts) {
    if (!sockets || listed.isEmpty()) {
      return List.of();
    }
    String symbols = listed.stream().map(i -> i.id().symbol()).collect(Collectors.joining(","));
    List<SocketPlan.Promise> promised =
        promises
            ? listed.stream().map(i -> new SocketPlan.Promise(Fact.MARK, i.id(), quiet)).toList()
            : List.of();
    return List.of(new SocketPlan("stream", "/stream", List.of("sub " + symbols), promised));
  }

  @Override
  public List<SocketPlan> books(List<Instrument> deep) {
    return deep.isEmpty()
        ? List.of()
        : List.of(
            new SocketPlan(
                "books",
                "/books",
                List.of(
                    "books "
                        + deep.stream().map(i -> i.id().symbol()).collect(Collectors.joining(","))),
                deep.stream().map(i -> new SocketPlan.Promise(Fact.BOOK, i.id(), quiet)).toList()));
  }

  @Override
  public Optional<RestCall> bookSnapshot(Instrument instrument) {
    String symbol = instrument.id().symbol();
    return booksByRest
        ? Optional.of(RestCall.of("book/" + symbol, "/book/" + symbol, 1))
        : Optional.empty();
  }

  @Override
  public Optional<RestCall> touch(Instrument instrument) {
    String symbol = instrument.id().symbol();
    return Optional.of(RestCall.of("touch/" + symbol, "/touch/" + symbol, 1));
  }

  /// The number of levels.
  @Override
  public long checksum(Levels bids, Levels asks) {
    return (long) bids.count() + asks.count();
  }

  @Override
  public VenueCodec codec(Instruments listed) {
    return new Codec();
  }

  private static final class Codec implements VenueCodec {
    @Override
    public void reset() {}

    @Override
    public Decoded decode(Frame frame) {
      List<MarketEvent> events = new ArrayList<>();
      String next = null;
      String gap = null;
      for (String line : frame.text().split("\n", -1)) {
        String[] words = line.strip().split(" ", -1);
        switch (words[0]) {
          case "" -> {}
          case "next" -> next = words[1];
          case "gap" -> gap = line.substring("gap ".length());
          case "ack", "refused", "beat", "closing" -> {
            return control(words[0], line);
          }
          case "book", "change" -> {
            return depth(words, frame.receivedAt());
          }
          case "boom" -> throw new IllegalStateException("boom");
          case "noise" -> {
            return new Decoded.Ignored("noise");
          }
          default -> {
            MarketEvent event = event(words, frame.receivedAt());
            if (event == null) {
              return new Decoded.Rejected("unknown word", words[0]);
            }
            events.add(event);
          }
        }
      }
      return new Decoded.Facts(events, List.of(), next, gap);
    }

    /// `book SYMBOL 7 - bid size ask size`, `change SYMBOL 8 7 bid size ask size`.
    private static Decoded depth(String[] words, Instant at) {
      Levels bids = Levels.of(List.of(new BigDecimal(words[4]), new BigDecimal(words[5])));
      Levels asks = Levels.of(List.of(new BigDecimal(words[6]), new BigDecimal(words[7])));
      Book book =
          new Book(
              TestVenue.id(words[1]),
              at,
              at,
              words[0].equals("book"),
              bids,
              asks,
              Instrument.SizeIn.BASE);
      long number = Long.parseLong(words[2]);
      Long after = words[3].equals("-") ? null : Long.valueOf(words[3]);
      return new Decoded.Depth(book, number, number, after, null);
    }

    private static Decoded control(String word, String line) {
      return switch (word) {
        case "ack" -> Decoded.Control.of(Decoded.Control.What.ACK, "");
        case "refused" -> Decoded.Control.of(Decoded.Control.What.REFUSED, line);
        case "closing" -> Decoded.Control.of(Decoded.Control.What.CLOSING_SOON, line);
        default ->
            new Decoded.Control(
                Decoded.Control.What.HEARTBEAT, "", "alive" + line.substring("beat".length()));
      };
    }

    private static @Nullable MarketEvent event(String[] words, Instant at) {
      InstrumentId id = words.length > 1 ? TestVenue.id(words[1]) : TestVenue.id("none");
      return switch (words[0]) {
        case "instrument" ->
            new Listing(
                Instrument.perpetual(id, words[1], "USDT")
                    .status(Instrument.Status.valueOf(words[2]))
                    .fundingPeriod(
                        words[3].equals("-") ? null : Duration.ofHours(Long.parseLong(words[3])))
                    .build(),
                null,
                at);
        case "mark" -> new MarkPrice(id, at, at, new BigDecimal(words[2]));
        case "trade" ->
            new Trade(
                id,
                at,
                at,
                words[2],
                new BigDecimal(words[3]),
                BigDecimal.ONE,
                Instrument.SizeIn.BASE,
                Side.BUY);
        case "estimate" ->
            new FundingEstimate(
                id,
                at,
                at,
                new BigDecimal(words[2]),
                Duration.ofHours(8),
                Instant.ofEpochMilli(Long.parseLong(words[3])),
                FundingEstimate.Which.COMING);
        case "settled" ->
            new FundingSettled(
                id,
                null,
                at,
                new BigDecimal(words[2]),
                null,
                Instant.ofEpochMilli(Long.parseLong(words[3])),
                null);
        case "interest" ->
            new OpenInterest(id, null, at, new BigDecimal(words[2]), Instrument.SizeIn.BASE, null);
        default -> null;
      };
    }
  }
}
