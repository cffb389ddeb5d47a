package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carry.alert.AlertRule;
import dev.carry.alert.ChannelSettings;
import dev.carry.alert.Condition;
import dev.carry.insight.InsightSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private Config read(String yaml, Map<String, String> environment, String... sets)
      throws IOException {
    Path file = Files.writeString(folder.resolve("carry.yaml"), yaml);
    return Config.of(Settings.read(file, environment, List.of(sets)));
  }

  @Test
  void noFileIsNeeded() {
    Config config = Config.of(Settings.read(null, Map.of(), List.of()));
    assertThat(config.server().port()).isEqualTo(8080);
    assertThat(config.server().host()).isEqualTo("127.0.0.1");
    assertThat(config.gates().settlementHold()).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void unitsAreUnderstoodAndLaterSourcesWin() throws IOException {
    String yaml = "gates:\n  quiet: 30s\n  price-ratio: 3%\npremium:\n  open: 7bp\n";
    Config config =
        read(yaml, Map.of("CARRY_GATES_QUIET", "45s"), "premium.open=9bp", "costs.transfer=1bp");
    assertThat(config.gates().quiet()).isEqualTo(Duration.ofSeconds(45));
    assertThat(config.gates().priceRatio()).isEqualTo(0.03);
    assertThat(config.premium().open()).isEqualTo(0.0009);
    assertThat(config.crossVenue().pairs().costs().transfer()).isEqualTo(0.0001);
    assertThat(config.crossVenue().pairs().costs().financingApr()).isNull();
  }

  @Test
  void eachKindOfPairHasASectionAndAllShareTheCosts() throws IOException {
    String yaml =
        """
        costs:
          borrow: {BTC: 1.5%, ETH: 2%}
        spot-perp:
          convergence: 50%
        dated-basis:
          min-days: 5
          open-apr: 3%
        """;
    Config config =
        read(yaml, Map.of("CARRY_COSTS_BORROW_SOL", "0.07"), "spot-perp.max-slippage=5bp");
    assertThat(config.spotPerp().pairs().costs().borrowApr())
        .isEqualTo(Map.of("BTC", 0.015, "ETH", 0.02, "SOL", 0.07));
    assertThat(config.datedBasis().pairs().costs()).isEqualTo(config.spotPerp().pairs().costs());
    assertThat(config.spotPerp().convergence()).isEqualTo(0.5);
    assertThat(config.spotPerp().pairs().maxSlippage()).isEqualTo(0.0005);
    assertThat(config.datedBasis().minLeft()).isEqualTo(Duration.ofDays(5));
    assertThat(config.datedBasis().pairs().openApr()).isEqualTo(0.03);
    assertThat(config.crossVenue().pairs().openApr()).isEqualTo(0.01);
    assertThat(config.pairs("spot-perp-carry")).isSameAs(config.spotPerp().pairs());
    assertThat(config.pairs("dated-basis")).isSameAs(config.datedBasis().pairs());
    assertThat(config.pairs("cross-venue-funding")).isSameAs(config.crossVenue().pairs());
    assertThat(config.hash()).isNotEqualTo(read("", Map.of()).hash());
  }

  @Test
  void whatAPairCannotBeIsRefusedWithItsPlace() {
    assertThatThrownBy(() -> read("spot-perp:\n  convergence: 2\n", Map.of()))
        .hasMessageContaining("carry.yaml:2: spot-perp.convergence")
        .hasMessageContaining("0 to 1");
    assertThatThrownBy(() -> read("costs:\n  borrow: {BTC: -1%}\n", Map.of()))
        .hasMessageContaining("costs.borrow.BTC")
        .hasMessageContaining("0 or more");
    assertThatThrownBy(() -> read("dated-basis:\n  close-apr: 5%\n", Map.of()))
        .hasMessageContaining("dated-basis: close-apr 0.05 must not be above open-apr 0.01");
  }

  @Test
  void aUsersIdentitiesStandAboveOursAndABadLineStopsTheStart() throws IOException {
    Path mine = folder.resolve("mine.txt");
    Files.writeString(mine, "okx | JTO-USDT-SWAP | JTO.OKX | 1 | 2026-10-01 | another coin | seen");
    assertThat(read("identity:\n  file: " + mine, Map.of()).identity().overrides())
        .anyMatch(line -> line.asset().equals("JTO.OKX"))
        .anyMatch(line -> line.asset().equals("OPENAI"));
    Files.writeString(mine, "# mine\nokx | JTO-USDT-SWAP | JTO.OKX | none | 2026-10-01 | x | y");
    assertThatThrownBy(() -> read("identity:\n  file: " + mine, Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("carry.yaml:2: identity.file: " + mine + ":2: units none")
        .hasMessageContaining("a number above 0 of at most 18 digits is allowed");
  }

  @Test
  void anUnknownKeyStopsTheStartWithItsLineAndTheNearestKey() {
    assertThatThrownBy(() -> read("gates:\n  quite: 30s\n", Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("carry.yaml:2")
        .hasMessageContaining("gates.quite")
        .hasMessageContaining("did you mean gates.quiet ");
    assertThatThrownBy(() -> read("server:\n  prot: 1\n", Map.of()))
        .hasMessageContaining("did you mean server.port ");
    assertThatThrownBy(() -> read("server:\n  certificate: x\n", Map.of()))
        .hasMessageContaining("known are server.host, server.port, server.token-env");
    assertThatThrownBy(() -> read("nonsense: 1\n", Map.of()))
        .hasMessageContaining("sections are alert, costs, cross-venue,");
  }

  @ParameterizedTest
  @CsvSource({
    "CARRY_SERVER_PRT, server.port",
    "CARRY_SERVR_PORT, server.port",
    "CARRY_CROSS_VENUE_OPENAPR, cross-venue.open-apr",
    "CARRY_FEES_BYBIT_TEIR, fees.bybit.tier",
  })
  void anUnknownNameInTheEnvironmentStopsTheStartToo(String name, String near) {
    assertThatThrownBy(() -> read("", Map.of(name, "3")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(name + " in the environment")
        .hasMessageContaining("did you mean " + near + " (CARRY_");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CARRY_JAVA_OPTS",
        "CARRY_SERVER_TOKEN",
        "CARRY_SERVICE_HOST",
        "CARRY_SERVICE_PORT_HTTP",
        "CARRY_PORT",
        "CARRY_PORT_8080_TCP_ADDR",
        "CARRYING_ON",
      })
  void namesThatAreNoKeysAreLeftAlone(String name) throws IOException {
    assertThat(read("", Map.of(name, "3")).server().port()).isEqualTo(8080);
  }

  @Test
  void theTokenMayHaveAnotherName() throws IOException {
    Map<String, String> environment = Map.of("CARRY_PAGE_TOKEN", "secret");
    assertThat(read("server:\n  token-env: CARRY_PAGE_TOKEN\n", environment).server().tokenEnv())
        .isEqualTo("CARRY_PAGE_TOKEN");
    assertThatThrownBy(() -> read("", environment))
        .hasMessageContaining("CARRY_PAGE_TOKEN")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aWrongValueNamesThePlaceTheKeyWhatWasFoundAndWhatIsAllowed() {
    assertThatThrownBy(() -> read("server:\n  port: 99999\n", Map.of()))
        .hasMessageContaining("carry.yaml:2")
        .hasMessageContaining("server.port")
        .hasMessageContaining("found 99999")
        .hasMessageContaining("from 0 to 65535");
    assertThatThrownBy(() -> read("gates:\n  quiet: 30\n", Map.of()))
        .hasMessageContaining("gates.quiet")
        .hasMessageContaining("30s");
  }

  @Test
  void aKeySetTwiceInTheFileIsNamedWithBothLines() {
    assertThatThrownBy(() -> read("server:\n  port: 1\n  port: 2\n", Map.of()))
        .hasMessageContaining("carry.yaml:3: server.port is set at ")
        .hasMessageContaining("carry.yaml:2 too");
  }

  @Test
  void brokenYamlNamesTheLine() {
    assertThatThrownBy(() -> read("gates:\n  - a: [\n", Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("carry.yaml:");
  }

  // --- the analyst -------------------------------------------------------------------------

  @Test
  void withoutAKeyTheRulesAnswerAndSayWhy() throws IOException {
    assertThat(read("", Map.of()).insight().because())
        .isEqualTo("no model is set up (insight.provider, CARRY_INSIGHT_KEY)");
    InsightSettings keyless = read("insight: {provider: deepseek}", Map.of()).insight();
    assertThat(keyless.service()).isNull();
    assertThat(keyless.because()).isEqualTo("there is no key: CARRY_INSIGHT_KEY is not set");
    assertThat(read("", Map.of("CARRY_INSIGHT_KEY", "sk-1234567")).insight().because())
        .as("a key is sent nowhere it was not meant for")
        .contains("neither insight.provider nor insight.base-url");
  }

  @Test
  void aProviderBringsItsAddressModelAndPrices() throws IOException {
    Map<String, String> key = Map.of("CARRY_INSIGHT_KEY", "sk-1234567");
    InsightSettings.Service preset =
        Objects.requireNonNull(read("insight: {provider: holysheep}", key).insight().service());
    assertThat(preset.baseUrl()).hasToString("https://api.holysheep.ai/v1");
    assertThat(preset.prices().at("gpt-4.1", LocalDate.parse("2026-06-01"))).isPresent();
    String yaml =
        """
        insight:
          base-url: https://llm.example/v1/
          model: big
          key-env: MY_KEY
          prices:
            - big 2026-01-01 3.00 15.00
            - big 2026-06-01 2.00 10.00
          budget-day: 2.50
          temperature: 0
          language: th
          batch-wait: 2s
        """;
    InsightSettings own = read(yaml, Map.of("MY_KEY", "sk-7654321")).insight();
    InsightSettings.Service service = Objects.requireNonNull(own.service());
    assertThat(service.baseUrl()).hasToString("https://llm.example/v1");
    assertThat(Objects.requireNonNull(service.key()).reveal()).isEqualTo("sk-7654321");
    assertThat(own.toString()).doesNotContain("sk-7654321");
    assertThat(own.limits().budgetDay()).isEqualByComparingTo("2.50");
    assertThat(own.limits().batchWait()).isEqualTo(Duration.ofSeconds(2));
    assertThat(own.language()).isEqualTo("th");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          provider: nobody                                | insight.provider: found nobody, allowed is holysheep, openai
          base-url: http://llm.example/v1                 | over http the key could be read on its way
          base-url: https://user:pass@llm.example/v1      | without a user or a query
          base-url: https://llm.example/v1?key=x          | without a user or a query
          base-url: nonsense                              | that is no address
          {base-url: 'https://llm.example/v1'}            | insight.model: none is named
          {base-url: 'https://llm.example/v1', model: m}  | insight.prices: no price of m is known
          prices: [m 1.0]                                 | insight.prices: found 'm 1.0'
          budget-day: -1                                  | insight.budget-day: found -1
          budget-day: much                                | insight.budget-day: found much
          language: de                                    | insight.language: found de, en or th
          batch: 11                                       | insight.batch: found 11
          structured: xml                                 | schema, object or none
          prompt-log: maybe                               | true or false
          {key-env: NONE, key-file: nowhere/at/all}       | cannot be read
          keys: 1                                         | unknown key insight.keys
          """)
  void aWrongAnalystIsToldByItsKeyAndTheMend(String line, String told) {
    String yaml = line.startsWith("{") ? "insight: " + line : "insight:\n  " + line;
    assertThatThrownBy(() -> read(yaml, Map.of("CARRY_INSIGHT_KEY", "sk-1234567")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(told)
        .hasMessageNotContaining("sk-1234567")
        .hasMessageNotContaining("user:pass");
  }

  @Test
  void aServerOfThisMachineNeedsNeitherKeyNorPrice() throws IOException {
    InsightSettings own =
        read("insight: {base-url: 'http://127.0.0.1:11434/v1', model: small}", Map.of()).insight();
    assertThat(Objects.requireNonNull(own.service()).key()).isNull();
  }

  // --- alerts ------------------------------------------------------------------------------

  private AlertConfig alerts(String yaml, Map<String, String> environment) throws IOException {
    return read(yaml, environment).alerts();
  }

  private static List<String> channels(AlertConfig alerts) {
    return alerts.settings().lines().stream().map(line -> line.channel().name()).toList();
  }

  @Test
  void withoutAWordNobodyIsToldAndEachConditionHasARule() throws IOException {
    AlertConfig none = alerts("", Map.of());
    assertThat(channels(none)).isEmpty();
    assertThat(none.problems()).isEmpty();
    assertThat(none.settings().rules())
        .extracting(AlertRule::when)
        .containsExactly(Condition.values());
  }

  @Test
  void aRuleIsWrittenOverItsOwnNameOrUnderANewOne() throws IOException {
    String yaml =
        """
        alert:
          rules:
            net-apr: {at: 15%, for: 5m, severity: warning, escalate-after: 30m}
            big-btc: {when: net-apr, at: 40%, assets: [BTC], venues: 'bybit,okx', hold: true}
            fast: {when: break-even, at: 12h}
            feed: {for: 30s, on: false}
        """;
    List<AlertRule> rules =
        alerts(yaml, Map.of("CARRY_ALERT_RULES_FAST_COOLDOWN", "2h")).settings().rules();
    AlertRule own = rule(rules, "net-apr");
    assertThat(own.at()).isEqualTo(0.15);
    assertThat(own.rearm()).as("a fifth below").isEqualTo(0.12);
    assertThat(own.lasts()).isEqualTo(Duration.ofMinutes(5));
    assertThat(own.escalateAfter()).isEqualTo(Duration.ofMinutes(30));
    AlertRule big = rule(rules, "big-btc");
    assertThat(big.assets()).containsExactly("BTC");
    assertThat(big.venues()).containsExactly("bybit", "okx");
    assertThat(big.hold()).isTrue();
    assertThat(big.lasts()).as("of its condition").isEqualTo(Duration.ofMinutes(1));
    AlertRule fast = rule(rules, "fast");
    assertThat(fast.at()).isEqualTo(12);
    assertThat(fast.rearm()).as("a quarter above").isEqualTo(15);
    assertThat(fast.cooldown()).isEqualTo(Duration.ofHours(2));
    assertThat(fast.on()).as("one that is written is wanted").isTrue();
    assertThat(rule(rules, "feed").on()).isFalse();
  }

  private static AlertRule rule(List<AlertRule> rules, String name) {
    return rules.stream().filter(rule -> rule.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void eachChannelIsSetUpByWhatItNeedsAndItsSecretIsInNoText() throws IOException {
    Map<String, String> secrets =
        Map.of(
            "CARRY_ALERT_TELEGRAM_TOKEN", "123456:planted-token",
            "CARRY_ALERT_SLACK_URL", "https://hooks.slack.com/services/T/B/planted",
            "CARRY_ALERT_DISCORD_URL", "https://discord.com/api/webhooks/1/planted",
            "MY_SECRET", "planted-signing",
            "CARRY_ALERT_EMAIL_PASSWORD", "planted-password");
    String yaml =
        """
        alert:
          language: th
          time-zone: Asia/Bangkok
          quiet: 22:00-07:00
          telegram: {chat: -1001234, language: en, per-minute: 10}
          webhook: {url: 'https://desk.example/hook', secret-env: MY_SECRET, least: warning}
          email: {host: mail.example, user: desk@example.org, to: [a@example.org, b@example.org]}
          console: {on: true}
        """;
    AlertConfig alerts = alerts(yaml, secrets);
    assertThat(alerts.problems()).isEmpty();
    assertThat(channels(alerts))
        .containsExactly("telegram", "slack", "discord", "webhook", "email", "console");
    assertThat(alerts.toString()).doesNotContain("planted");
    assertThat(alerts.settings().lines())
        .extracting(line -> line.channel().place())
        .noneMatch(place -> place.contains("planted"))
        .contains("chat -1001234 at api.telegram.org", "https://desk.example, signed")
        .contains("a@example.org, b@example.org through mail.example:587");
    ChannelSettings telegram = alerts.settings().line("telegram").orElseThrow().settings();
    assertThat(telegram.language()).isEqualTo("en");
    assertThat(telegram.perMinute()).isEqualTo(10);
    assertThat(telegram.quiet()).isNotNull();
  }

  /// Only who would tell somebody stops: a scan needs no channel.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          telegram: {chat: -100}                            | alert.telegram.chat is set, and there is no secret: CARRY_ALERT_TELEGRAM_TOKEN is not set
          email: {host: m.example}                          | alert.email.to is not set
          email: {to: a@example.org}                        | alert.email.host is not set
          email: {host: m.example, to: a@example.org}       | alert.email.from is not set
          email: {host: m, to: a@b.c, from: a@b.c, user: x} | CARRY_ALERT_EMAIL_PASSWORD is not set
          email: {host: m, to: a@b.c, from: a@b.c, tls: none} | alert.email.tls is none, and m is another machine
          rules: {feed: {channels: slack}}                  | alert.rules.feed names slack, which is not set up
          """)
  void aChannelThatIsHalfSetUpIsToldByWhatItLacks(String line, String told) throws IOException {
    AlertConfig alerts = alerts("alert:\n  " + line, Map.of());
    assertThat(alerts.problems()).singleElement().asString().contains(told);
    assertThatThrownBy(alerts::check).isInstanceOf(ConfigException.class);
  }

  @Test
  void anAddressThatIsASecretIsNotToldWhenItIsWrong() throws IOException {
    for (String wrong :
        List.of("planted", "http://hooks.example/planted", "https://h.example/planted?x=1")) {
      AlertConfig alerts = alerts("", Map.of("CARRY_ALERT_SLACK_URL", wrong));
      assertThat(alerts.problems())
          .singleElement()
          .asString()
          .contains("CARRY_ALERT_SLACK_URL holds no address")
          .doesNotContain("planted");
    }
    assertThat(
            alerts(
                    "alert: {telegram: {chat: 1}}",
                    Map.of("CARRY_ALERT_TELEGRAM_TOKEN", "planted / token"))
                .problems())
        .singleElement()
        .asString()
        .contains("holds no token")
        .doesNotContain("planted");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rules: {x: {at: 1%}}                    | alert.rules.x.when is not set
          rules: {x: {when: rain}}                | alert.rules.x.when: found rain, allowed is net-apr, break-even
          rules: {net-apr: {at: much}}            | alert.rules.net-apr.at: 'much' is no number
          rules: {net-apr: {at: 5%, rearm: 6%}}   | alert.rules.net-apr.rearm: found 6%, allowed is less than what is told, 5%
          rules: {break-even: {at: 1d, rearm: 2h}} | rearm: found 2h, allowed is more than what is told, 1d
          rules: {feed: {at: 1}}                  | feed is or is not, it has no number
          rules: {premium: {per: pair}}           | alert.rules.premium.per: it is of opportunities, and premium is of none
          rules: {premium: {hold: true}}          | alert.rules.premium.hold: it is of opportunities
          rules: {net-aprr: {at: 5%}}             | rules there are: net-apr, break-even
          rules: {feed: {severity: loud}}         | found loud, allowed is info, warning, critical
          rules: {feed: {channels: pager}}        | found pager, allowed is console, discord
          rules: {feed: {venues: mtgox}}          | found mtgox, allowed is backpack
          rules: {feed: {abve: 1}}                | unknown key alert.rules.feed.abve
          rules: {Feed: {when: feed}}             | a name of small letters
          quiet: 22-7                             | alert.quiet: found '22-7', hours as 22:00-07:00
          time-zone: Bangkok                      | alert.time-zone: found Bangkok, a zone as Asia/Bangkok
          webhook: {url: 'ftp://x/'}              | alert.webhook.url: that is no address
          webhook: {url: 'http://u:planted@x/'}   | alert.webhook.url: that is no address
          telegram: {chat: '#desk'}               | alert.telegram.chat: found '#desk'
          email: {to: nobody}                     | found 'nobody', an address as desk@example.org
          slack: {url: 'https://h/planted'}       | unknown key alert.slack.url
          """)
  void aWrongAlertIsToldByItsKeyAndTheMend(String line, String told) {
    assertThatThrownBy(() -> read("alert:\n  " + line, Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(told)
        .hasMessageNotContaining("planted");
  }

  @Test
  void aMisspeltSecretIsToldByTheRightName() {
    assertThatThrownBy(() -> read("", Map.of("CARRY_ALERT_WEBHOK_SECRET", "planted")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("did you mean CARRY_ALERT_WEBHOOK_SECRET?")
        .hasMessageNotContaining("planted");
  }

  @Test
  void aWebhookThatIsNotSignedIsAllowedAndTold() throws IOException {
    assertThat(alerts("alert: {webhook: {url: 'http://127.0.0.1/x'}}", Map.of()).warnings())
        .singleElement()
        .asString()
        .contains("is not signed: CARRY_ALERT_WEBHOOK_SECRET is not set");
  }

  @Test
  void aFilterOfSignalsIsReadAsTheAddressReadsIt() throws IOException {
    SignalConfig signals =
        read("signal: {webhook: {filter: 'kind=opportunity&min-net=0.05&analyst=hold'}}", Map.of())
            .signals();
    assertThat(signals.filter()).startsWith("kind=opportunity");
    for (String wrong : List.of("venue=nowhere", "min-net=much", "after=3", "x", "analyst=no")) {
      assertThatThrownBy(() -> read("signal: {webhook: {filter: '" + wrong + "'}}", Map.of()))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("signal.webhook.filter: parameter");
    }
  }
}
