package dev.carry.venue.bitget;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.venue.SocketPlan;
import dev.carry.venue.SocketPlan.Promise;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which channels carry which facts, split over connections. One connection takes contracts of all
/// families; of the wrong family a subscription is accepted and silent.
final class BitgetSockets {
  /// Bitget takes 1,000 a connection, advises fewer than 50, and streamed 150 books without a
  /// hole.
  static final int MOST_CHANNELS = 150;

  /// 4,096 bytes of arguments in one message.
  static final int MOST_BYTES = 3_900;

  private static final String V2 = "/v2/ws/public";
  private static final String V3 = "/v3/ws/public";

  /// Tickers are pushed several times a second even where nothing moves.
  private static final Duration TICKER = Duration.ofMinutes(2);

  /// The ticker of a contract without a settlement named carries no estimate.
  private static final Duration FUNDING = Duration.ofMinutes(5);

  private static final Duration ON_CHANGE = Duration.ofMinutes(30);

  private static final Set<Fact> OF_TICKERS =
      Set.of(
          Fact.FUNDING_ESTIMATE,
          Fact.MARK,
          Fact.INDEX,
          Fact.QUOTE,
          Fact.OPEN_INTEREST,
          Fact.VOLUME);

  private final String name;
  private final String path;
  private final List<SocketPlan> plans = new ArrayList<>();
  private List<String> arguments = new ArrayList<>();
  private List<Promise> promises = new ArrayList<>();

  private BitgetSockets(String name, String path) {
    this.name = name;
    this.path = path;
  }

  static List<SocketPlan> plan(List<Instrument> perpetuals, Set<Fact> facts) {
    BitgetSockets sockets = new BitgetSockets("public", V2);
    for (Instrument instrument : perpetuals) {
      sockets.of(instrument, facts);
    }
    sockets.close();
    List<SocketPlan> plans = new ArrayList<>(sockets.plans);
    if (facts.contains(Fact.LIQUIDATION)) {
      plans.addAll(liquidations(perpetuals));
    }
    return plans;
  }

  private void of(Instrument instrument, Set<Fact> facts) {
    InstrumentId id = instrument.id();
    if (facts.stream().anyMatch(OF_TICKERS::contains)) {
      subscribe("ticker", instrument);
      for (Fact fact : List.of(Fact.MARK, Fact.INDEX, Fact.QUOTE, Fact.OPEN_INTEREST)) {
        if (facts.contains(fact)) {
          promises.add(new Promise(fact, id, fact == Fact.QUOTE ? ON_CHANGE : TICKER));
        }
      }
      if (facts.contains(Fact.FUNDING_ESTIMATE)) {
        promises.add(new Promise(Fact.FUNDING_ESTIMATE, id, FUNDING));
      }
    }
    if (facts.contains(Fact.BOOK)) {
      subscribe("books", instrument);
      promises.add(new Promise(Fact.BOOK, id, ON_CHANGE));
    }
    if (facts.contains(Fact.TRADE)) {
      // No promise: a quiet contract has no trades for hours.
      subscribe("trade", instrument);
    }
    // Pushed candles do not say that they are closed: those of the past come by REST.
    if (arguments.size() > MOST_CHANNELS - OF_TICKERS.size()) {
      close();
    }
  }

  /// Only the newer socket has them, of all contracts of a family at once. The coin-settled ones
  /// have other names there and are left out.
  private static List<SocketPlan> liquidations(List<Instrument> perpetuals) {
    BitgetSockets sockets = new BitgetSockets("liquidations", V3);
    for (String family : Bitget.families(perpetuals)) {
      if (!family.equals("COIN-FUTURES")) {
        sockets.arguments.add(
            "{\"instType\":\"" + family.toLowerCase(Locale.ROOT) + "\",\"topic\":\"liquidation\"}");
      }
    }
    sockets.close();
    return sockets.plans;
  }

  static List<SocketPlan> books(List<Instrument> deep) {
    BitgetSockets sockets = new BitgetSockets("books", V2);
    deep.forEach(instrument -> sockets.of(instrument, Set.of(Fact.BOOK)));
    sockets.close();
    return sockets.plans;
  }

  private void subscribe(String channel, Instrument instrument) {
    arguments.add(
        "{\"instType\":\""
            + Bitget.family(instrument)
            + "\",\"channel\":\""
            + channel
            + "\",\"instId\":\""
            + instrument.id().symbol()
            + "\"}");
  }

  private void close() {
    if (!arguments.isEmpty()) {
      plans.add(new SocketPlan(name + "-" + (plans.size() + 1), path, batches(), promises));
      arguments = new ArrayList<>();
      promises = new ArrayList<>();
    }
  }

  private List<String> batches() {
    List<String> texts = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    int bytes = 0;
    for (String argument : arguments) {
      int more = argument.getBytes(StandardCharsets.UTF_8).length + 1;
      if (bytes + more > MOST_BYTES) {
        texts.add(text.append("]}").toString());
        text.setLength(0);
        bytes = 0;
      }
      text.append(text.isEmpty() ? "{\"op\":\"subscribe\",\"args\":[" : ",").append(argument);
      bytes += more;
    }
    texts.add(text.append("]}").toString());
    return texts;
  }
}
