package dev.carry.sim.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarketTest {
  private static final long HOUR = 3_600_000;
  private static final Instant START = Instant.parse("2026-05-04T13:27:00Z");

  static Market market(long seed, double speed) {
    return new Market(new Market.Setup(seed, START, 64, speed, 1, 30));
  }

  private static List<String> state(Market market) {
    List<String> rows = new ArrayList<>();
    for (SimVenue venue : SimVenue.values()) {
      for (Listing l : market.board(venue).listings()) {
        rows.add(
            l.symbol()
                + ' '
                + l.mark()
                + ' '
                + l.bid()
                + ' '
                + l.askSize()
                + ' '
                + l.fundingRate()
                + ' '
                + l.openInterest()
                + ' '
                + l.settlements().hashCode());
      }
    }
    return rows;
  }

  @Test
  void theSameSeedGivesTheSameMarket() {
    Market one = market(7, 10);
    Market two = market(7, 10);
    for (int i = 0; i < 500; i++) {
      one.step();
      two.step();
    }
    assertThat(state(one)).isEqualTo(state(two));
    Market other = market(8, 10);
    assertThat(state(other)).isNotEqualTo(state(market(7, 10)));
  }

  @Test
  void oneVenueListsAnotherCoinUnderAKnownName() {
    Market market = market(7, 1);
    Listing coin = market.find(SimVenue.BINANCE_USDM, "JTOUSDT");
    assertThat(market.find(SimVenue.BYBIT, "JTOUSDT").mark())
        .isCloseTo(coin.mark(), within(coin.mark() * 0.05));
    assertThat(market.find(SimVenue.OKX, "JTO-USDT-SWAP").mark()).isGreaterThan(coin.mark() * 1.5);
  }

  @Test
  void allCoinsListAsMuchAsTheRealVenues() {
    Market market = new Market(new Market.Setup(7, START, 600, 1, 1, 1));
    int all = 0;
    for (SimVenue venue : SimVenue.values()) {
      List<Listing> listings = market.board(venue).listings();
      assertThat(listings).extracting(Listing::symbol).doesNotHaveDuplicates();
      boolean options = venue.id().endsWith("-options"); // they list the option chain
      assertThat(listings).as(venue.id()).hasSizeBetween(options ? 0 : 6, 1_500);
      all += listings.size();
    }
    assertThat(all).isGreaterThan(3_000);
  }

  @Test
  void fewerCoinsLeaveTheOthersAsTheyWere() {
    Market few = new Market(new Market.Setup(7, START, 3, 1, 1, 30));
    Listing all = market(7, 1).find(SimVenue.BYBIT, "SOLUSDT");
    assertThat(few.find(SimVenue.BYBIT, "SOLUSDT").mark()).isEqualTo(all.mark());
  }

  @Test
  void everyVenueButDeribitListsDozensOfPerpetuals() {
    Market market = market(1, 1);
    for (SimVenue venue : List.of(SimVenue.BINANCE_USDM, SimVenue.BYBIT, SimVenue.OKX)) {
      assertThat(market.board(venue).listings().stream().filter(l -> l.spec().perpetual()))
          .hasSizeGreaterThanOrEqualTo(60);
    }
    assertThat(market.board(SimVenue.DERIBIT).listings()).hasSizeGreaterThanOrEqualTo(20);
  }

  @Test
  void aThousandOfACheapCoinCostsAThousandTimesTheCoin() {
    Market market = market(1, 1);
    double thousand = market.find(SimVenue.BINANCE_USDM, "1000PEPEUSDT").index();
    double single = market.find(SimVenue.OKX, "PEPE-USDT-SWAP").index();
    assertThat(thousand / single).isEqualTo(1_000, within(1e-6));
  }

  @Test
  void settledHistoryHasNoHoles() {
    Market market = market(3, 1);
    for (SimVenue venue : SimVenue.values()) {
      for (Listing listing : market.board(venue).listings()) {
        if (listing.spec().perpetual()) {
          long interval = venue == SimVenue.DERIBIT ? HOUR : listing.intervalMillis();
          List<Settlement> all = listing.settlements();
          assertThat(all).hasSizeGreaterThanOrEqualTo((int) (29 * 24 * HOUR / interval));
          for (int i = 1; i < all.size(); i++) {
            assertThat(all.get(i).time() - all.get(i - 1).time()).isEqualTo(interval);
          }
          assertThat(market.time() - all.getLast().time()).isBetween(0L, interval);
        }
      }
    }
  }

  @Test
  void fundingIsChargedOncePerBoundaryWhenTheBoundaryHasPassed() {
    Market market = market(5, 600);
    Listing listing = market.find(SimVenue.OKX, "BTC-USDT-SWAP");
    int before = listing.settlements().size();
    long boundary = Instant.parse("2026-05-04T16:00:00Z").toEpochMilli();
    while (market.time() < boundary) {
      assertThat(listing.settlements()).hasSize(before);
      market.step();
    }
    assertThat(listing.settlements()).hasSize(before + 1);
    assertThat(listing.settlements().getLast().time()).isEqualTo(boundary);
    market.step();
    assertThat(listing.settlements()).hasSize(before + 1);
    assertThat(listing.nextSettlement(market.time())).isEqualTo(boundary + 8 * HOUR);
  }

  @Test
  void theLastEstimateBeforeTheBoundaryIsWhatIsCharged() {
    Market market = market(5, 600);
    Listing listing = market.find(SimVenue.BYBIT, "SOLUSDT");
    long boundary = listing.nextSettlement(market.time());
    double estimate = Double.NaN;
    while (market.time() < boundary) {
      estimate = listing.fundingRate();
      market.step();
    }
    assertThat(listing.settlements().getLast().rate()).isEqualTo(estimate);
  }

  @Test
  void mostCoinsPayTheOrdinaryAndAFewPayFarMore() {
    Market market = market(1, 1);
    int ordinary = 0;
    int hot = 0;
    for (Listing listing : market.board(SimVenue.BINANCE_USDM).listings()) {
      if (listing.spec().perpetual()) {
        double per8h = listing.fundingRate() * 8 / listing.hours();
        assertThat(Math.abs(per8h)).isLessThan(0.01);
        ordinary += Math.abs(per8h) < 0.0003 ? 1 : 0;
        hot += Math.abs(per8h) > 0.0005 ? 1 : 0;
      }
    }
    assertThat(ordinary).isGreaterThan(40);
    assertThat(hot).isBetween(1, 15);
  }

  @Test
  void quotesNeverCrossAndStandOnTheTick() {
    Market market = market(2, 10);
    for (int i = 0; i < 300; i++) {
      market.step();
      for (SimVenue venue : SimVenue.values()) {
        for (Listing listing : market.board(venue).quotes()) {
          double tick = listing.spec().tick();
          assertThat(listing.ask()).as(listing.symbol()).isGreaterThan(listing.bid());
          assertThat(listing.bid() / tick).isEqualTo(Math.rint(listing.bid() / tick), within(1e-6));
          assertThat(listing.bidSize()).isPositive();
          assertThat(listing.bid() / listing.mark()).isEqualTo(1, within(0.01));
        }
      }
    }
  }

  @Test
  void booksAreSortedAndBeginAtTheTouch() {
    Market market = market(2, 1);
    Listing listing = market.find(SimVenue.BINANCE_USDM, "ETHUSDT");
    List<Quoter.Level> bids = Quoter.book(listing, true, 50);
    List<Quoter.Level> asks = Quoter.book(listing, false, 50);
    assertThat(bids.getFirst().price()).isEqualTo(listing.bid());
    assertThat(asks.getFirst().price()).isEqualTo(listing.ask());
    for (int i = 1; i < 50; i++) {
      assertThat(bids.get(i).price()).isLessThan(bids.get(i - 1).price());
      assertThat(asks.get(i).price()).isGreaterThan(asks.get(i - 1).price());
    }
  }

  @Test
  void anotherIntervalBringsAnotherNextSettlement() {
    Market market = market(1, 1);
    market.changeHours(SimVenue.BINANCE_USDM, "BTCUSDT", 1);
    Listing listing = market.find(SimVenue.BINANCE_USDM, "BTCUSDT");
    assertThat(Instant.ofEpochMilli(listing.nextSettlement(market.time())))
        .isEqualTo("2026-05-04T14:00:00Z");
  }

  @Test
  void anImpostorHasTheNameAndNotThePrice() {
    Market market = market(1, 1);
    double real = market.find(SimVenue.OKX, "LINK-USDT-SWAP").mark();
    market.impostor(SimVenue.OKX, "LINK-USDT-SWAP", 0.1);
    assertThat(market.find(SimVenue.OKX, "LINK-USDT-SWAP").mark() / real).isBetween(0.05, 0.2);
    assertThat(market.find(SimVenue.BYBIT, "LINKUSDT").mark()).isEqualTo(real, within(real / 20));
  }

  @Test
  void liquidationsComeInBursts() {
    Market market = market(4, 10);
    int most = 0;
    int all = 0;
    int inWindow = 0;
    for (int i = 0; i < 6_000; i++) {
      if (i % 100 == 0) {
        most = Math.max(most, inWindow);
        inWindow = 0;
      }
      market.step();
      for (SimVenue venue : SimVenue.values()) {
        inWindow += market.board(venue).liquidations().size();
        all += market.board(venue).liquidations().size();
      }
    }
    assertThat(all).isGreaterThan(20);
    assertThat(most).isGreaterThan(5 * all / 60);
  }

  @Test
  void aPerpetualMinusItsSpotIsItsPremium() {
    Market market = market(5, 1);
    Listing spot = spot(market);
    Listing perpetual = market.find(SimVenue.BYBIT, "BTCUSDT");
    for (int i = 0; i < 200; i++) {
      market.step();
      market.price(spot);
      assertThat(perpetual.mark() / spot.mark() - 1).isEqualTo(perpetual.premium(), within(1e-12));
    }
    assertThat(perpetual.premium()).isNotZero();
  }

  @Test
  void spotHasQuotesTradesAndDepthButNoFundingAndNoOpenInterest() {
    Market market = market(5, 1);
    Listing spot = spot(market);
    Board board = new Board(SimVenue.BYBIT);
    Trades.fill(spot);
    Quoter.quote(spot, market.time());
    for (int i = 0; i < 200; i++) {
      Trades.trade(board, spot, market.time() + i, 1);
    }
    assertThat(spot.bid()).isLessThan(spot.ask());
    assertThat(spot.ask() - spot.mark()).isCloseTo(0, within(spot.mark() * 0.001));
    assertThat(Quoter.book(spot, true, 50)).hasSize(50);
    assertThat(spot.volume()).isPositive();
    assertThat(board.trades()).isNotEmpty();
    assertThat(board.liquidations()).isEmpty();
    assertThat(spot.fundingRate()).isZero();
    assertThat(spot.openInterest()).isZero();
  }

  private static Listing spot(Market market) {
    Coins coin = Coins.first(1).getFirst();
    Spec spec = SpotLineup.pair(SimVenue.BYBIT, "BTCUSDT", "BTC", "USDT", coin);
    Listing spot = new Listing(spec, market.asset("BTC"), 0, 8, 1, 0, market.seeded("spot"));
    market.price(spot);
    return spot;
  }
}
