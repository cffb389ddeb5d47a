package dev.carry.sim.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carry.sim.world.OptionChain.Contract;
import dev.carry.sim.world.OptionChain.Worth;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The chain that all simulated venues of options write in their own units.
class OptionChainTest {
  private final OptionChain chain = MarketTest.market(7, 10).options();

  @Test
  void fiveExpiriesOfElevenStrikesCallAndPutForTwoCoins() {
    assertThat(chain.contracts()).hasSize(2 * 5 * 11 * 2);
    assertThat(
            chain.contracts().stream()
                .collect(Collectors.groupingBy(Contract::coin, Collectors.counting())))
        .containsOnlyKeys("BTC", "ETH")
        .containsValue(110L);
  }

  /// Call − put = forward − strike, whatever the volatility.
  @Test
  void callsAndPutsOfAStrikeAreOfOneForward() {
    List<Contract> contracts = chain.contracts();
    for (int i = 0; i < contracts.size(); i += 2) {
      Contract call = contracts.get(i);
      Worth c = chain.worth(call, SimVenue.DERIBIT);
      Worth p = chain.worth(contracts.get(i + 1), SimVenue.DERIBIT);
      double parity = c.forward() - call.strike();
      assertThat(c.price() - p.price()).isCloseTo(parity, within(c.forward() * 1e-5));
      assertThat(c.delta() - p.delta()).isCloseTo(1, within(1e-9));
      assertThat(c.volatility()).isEqualTo(p.volatility());
    }
  }

  @Test
  void theDownsideIsDearerThanTheMiddleAndTheUpside() {
    List<Worth> calls =
        chain.contracts().stream()
            .filter(contract -> contract.coin().equals("BTC") && contract.call())
            .limit(11)
            .map(contract -> chain.worth(contract, SimVenue.DERIBIT))
            .toList();
    double lowest = calls.getFirst().volatility();
    double middle = calls.get(5).volatility();
    double highest = calls.getLast().volatility();
    assertThat(lowest).isGreaterThan(middle).isGreaterThan(highest);
  }

  /// Each venue has its own touch and interest around one price.
  @Test
  void allVenuesPriceTheSameMarket() {
    for (Contract contract : chain.contracts()) {
      Worth deribit = chain.worth(contract, SimVenue.DERIBIT);
      Worth bybit = chain.worth(contract, SimVenue.BYBIT_OPTIONS);
      assertThat(bybit.price()).isEqualTo(deribit.price());
      assertThat(bybit.openInterest()).isNotEqualTo(deribit.openInterest());
      assertThat(deribit.bid()).isLessThanOrEqualTo(deribit.price());
      assertThat(deribit.ask()).isGreaterThanOrEqualTo(deribit.price());
    }
  }

  /// Greeks against differences of the price.
  @Test
  void greeksAreTheSlopesOfThePrice() {
    for (boolean call : new boolean[] {true, false}) {
      Black76 at = new Black76(call, 68_500, 70_000, 0.2, 0.56);
      double up = new Black76(call, 68_600, 70_000, 0.2, 0.56).price();
      double down = new Black76(call, 68_400, 70_000, 0.2, 0.56).price();
      assertThat(at.delta()).isCloseTo((up - down) / 200, within(1e-4));
      assertThat(at.gamma()).isCloseTo((up - 2 * at.price() + down) / 1e4, within(1e-6));
      double wilder = new Black76(call, 68_500, 70_000, 0.2, 0.57).price();
      double calmer = new Black76(call, 68_500, 70_000, 0.2, 0.55).price();
      assertThat(at.vega()).isCloseTo((wilder - calmer) / 0.02, within(5.0));
      double later = new Black76(call, 68_500, 70_000, 0.199, 0.56).price();
      assertThat(at.theta()).isCloseTo((later - at.price()) / 0.001, within(60.0));
    }
  }
}
