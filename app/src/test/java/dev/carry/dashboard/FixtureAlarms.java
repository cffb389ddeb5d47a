package dev.carry.dashboard;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/// Alerts that told a few things.
final class FixtureAlarms implements Alarms {
  private static final String OPEN =
      "{\"alert\":\"00c0ffee00c0ffee\",\"event\":\"raised\",\"rule\":\"net-apr\","
          + "\"condition\":\"net-apr\",\"severity\":\"info\",\"at\":\"2026-03-14T09:30:00Z\","
          + "\"since\":\"2026-03-14T09:29:00Z\",\"subject\":\"x/1\",\"about\":\"x\","
          + "\"asset\":\"BTC\",\"finding\":\"x/1\","
          + "\"legs\":[\"buy okx:BTC-USDT-SWAP\",\"sell bybit:BTCUSDT\"],"
          + "\"value\":0.1234,\"threshold\":0.1,\"facts\":{\"netApr\":0.1234},"
          + "\"headline\":{\"en\":\"BTC: net 12.34 % a year <b>\","
          + "\"th\":\"BTC: สุทธิ 12.34 % ต่อปี\"}}";
  private static final String KILL =
      "{\"alert\":\"00c0ffee00c0fff0\",\"event\":\"raised\",\"rule\":\"kill\","
          + "\"condition\":\"kill\",\"severity\":\"critical\",\"at\":\"2026-03-14T09:31:00Z\","
          + "\"since\":\"2026-03-14T09:31:00Z\",\"subject\":\"kill\",\"about\":\"kill\","
          + "\"legs\":[],\"facts\":{},"
          + "\"headline\":{\"en\":\"the kill switch was pulled\",\"th\":\"กดปุ่มหยุดแล้ว\"}}";

  /// By the clock of the world, as the page asks.
  final Instant toldAt = Instant.now().minusSeconds(60);

  /// What was done, in order.
  final List<String> done = new CopyOnWriteArrayList<>();

  @Override
  public String about() {
    return "{\"open\":["
        + OPEN
        + "],\"channels\":[{\"name\":\"telegram\",\"place\":\"chat -1001 at api.telegram.org\","
        + "\"waiting\":2,\"sent\":7,\"sentAt\":\"2026-03-14T09:00:00Z\","
        + "\"failsSince\":\"2026-03-14T09:20:00Z\",\"why\":\"it answered 401: Unauthorized\"}],"
        + "\"rules\":["
        + rule("net-apr", "net-apr", "10%", false)
        + ","
        + rule("feed", "feed", "", false)
        + "]}";
  }

  private static String rule(String name, String when, String at, boolean written) {
    return "{\"name\":\""
        + name
        + "\",\"when\":\""
        + when
        + "\","
        + (at.isEmpty() ? "" : "\"at\":\"" + at + "\",\"rearm\":\"8%\",")
        + "\"for\":\"1m\",\"cooldown\":\"1h\",\"severity\":\"info\",\"assets\":\"\","
        + "\"venues\":\"\",\"channels\":\"\",\"ends\":\"true\",\"escalate-after\":\"never\","
        + "\"escalate-to\":\"\",\"hold\":\"false\",\"on\":\"true\",\"written\":"
        + written
        + "}";
  }

  @Override
  public List<Row> last() {
    return List.of(
        row(KILL, toldAt, "failing", "it answered 401: Unauthorized"),
        row(OPEN, toldAt.minusSeconds(60), "sent", "message 42"));
  }

  private static Row row(String alert, Instant time, String state, String why) {
    boolean kill = alert.equals(KILL);
    return new Row(
        time,
        kill ? "" : "BTC",
        kill ? "kill" : "net-apr",
        kill ? "critical" : "info",
        "raised",
        () -> told(alert, time, state, why));
  }

  private static String told(String alert, Instant time, String state, String why) {
    return alert.substring(0, alert.length() - 1)
        + ",\"time\":\""
        + time
        + "\",\"channels\":{\"telegram\":{\"state\":\""
        + state
        + "\",\"at\":\""
        + time
        + "\",\"message\":\"telegram-1\",\"why\":\""
        + why
        + "\"}}}";
  }

  @Override
  public String put(String rule, Map<String, String> texts) {
    if (!Set.of("at", "when", "on", "for", "rearm", "cooldown", "severity", "channels")
        .containsAll(texts.keySet())) {
      throw new Refused("the page: unknown key alert.rules." + rule + ".abve");
    }
    done.add("put " + rule + " " + texts);
    return rule(rule, texts.getOrDefault("when", "net-apr"), texts.getOrDefault("at", ""), true);
  }

  @Override
  public void remove(String rule) {
    if (rule.equals("gone")) {
      throw new Refused("nothing was written of a rule gone on the page");
    }
    done.add("remove " + rule);
  }

  @Override
  public void acknowledge(String alert) {
    if (alert.equals("gone")) {
      throw new Refused("no alert gone is open");
    }
    done.add("acknowledge " + alert);
  }

  @Override
  public void test(String channel) {
    if (channel.equals("email")) {
      throw new Refused("email is not set up (alert.email.*); set up: telegram");
    }
    done.add("test " + channel);
  }
}
