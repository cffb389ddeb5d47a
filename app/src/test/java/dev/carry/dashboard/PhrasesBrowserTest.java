package dev.carry.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carry.launch.SimulatedRun;
import dev.carry.model.Fact;
import dev.carry.sim.SimOptions;
import dev.carry.sim.fault.Storm;
import dev.carry.venue.Identity;
import dev.carry.venue.VenueDescriptor;
import dev.carry.venue.roster.Venues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The engine writes English; the Thai page shows none of it.
class PhrasesBrowserTest extends InPage {
  /// One of each sentence that the detectors and gates can write.
  private static final List<String> SENTENCES =
      List.of(
          "the analyst vetoed it",
          "the analyst said nothing of it in time",
          "it answered 401: Unauthorized",
          "it did not answer within 20 s",
          "it cannot be reached",
          "it cannot be reached (Connection refused)",
          "the connection broke (Connection reset)",
          "no model is set up (insight.provider, CARRY_INSIGHT_KEY)",
          "there is no key: CARRY_INSIGHT_KEY is not set",
          "CARRY_INSIGHT_KEY is set, and neither insight.provider nor insight.base-url says whose"
              + " key it is",
          "more than 1000 findings wait for the model",
          "it leaves less than insight.least-net-apr",
          "the budget of the day is 1.00 dollars, of which 0.98 are spent or put aside; this call"
              + " may cost 0.05",
          "the budget of the month is 10 dollars, of which 9.98 are spent or put aside; this call"
              + " may cost 0.05",
          "the provider wants to be left alone for another 3600 s",
          "the provider is left alone for a while: it answered 500: oops",
          "more than 10 calls a minute are not made",
          "the provider answered 503: down",
          "the provider gave no answer within 30.0 s",
          "the provider cannot be reached (x)",
          "the provider broke off (x)",
          "the answer could not be used: JSON",
          "both rates are estimates until they settle, then may differ",
          "the rate is an estimate until it settles, then may differ",
          "7.12 bps of the basis are counted as earned at the exit",
          "futures deliver at their index: a spot market may be elsewhere then",
          "from 2026-03-27T08:00:00Z on the asset itself is held in the nearer's place: its costs"
              + " are those of okx-spot:BTC-USDT now",
          "the asset itself is borrowed: the loan may be called or become dearer",
          "no borrow rate is known for BTC",
          "deribit:BTC-27MAR26 delivers within PT48H",
          "no spot market is known where the asset itself could be held",
          "costs are not earned back within PT168H",
          "counted on: bybit:BTCUSDT goes back to 0.0876 a year, half of the way in PT16H",
          "of 8 past episodes 4 lived to break-even",
          "3.21 bps are paid out before income comes",
          "the entry gives up 4.50 bps of price",
          "slippage is not known: no sizes at the touch",
          "slippage is not known: the touch holds 766 of 10000 asked",
          "slippage on exit is not known: the touch holds less than 10000",
          "3 orders must fill together, on prices of up to 1.2 s ago",
          "deribit:BTC-PERPETUAL has no expiry: funding until then is counted as 4.90 bps, as the"
              + " rate is now, and it is left at its price of then",
          "option and future settle on the indexes of two venues, which may differ",
          "premiums in coin are counted at the price of deribit:BTC-PERPETUAL: it must be traded"
              + " too",
          "bought at an implied volatility of 24.2 %, sold at one of none; the venues may settle"
              + " on different prices",
          "edge of -106.6 bps after costs is below the minimum 50.0",
          "an edge of 1627 bps is more than a market leaves: one of its prices is wrong",
          "a price of it is missing or too old",
          "the burst is over",
          "no options of BTC are followed",
          "the chain is stale: its youngest price is 7.0 s old",
          "no strike is within 200 bps of 60000.00",
          "prices are in USDT and USDC: the coins may drift apart",
          "legs settle in USDT and USDC: the coins may drift apart",
          "margin of bybit:BTCUSD is held in BTC: 0.33 of the notional moves with its price",
          "bybit:BTCUSD pays in XBT at a fixed rate: the hedge drifts with its price",
          "net APR below the threshold 0.01",
          "net APR fell below the closing threshold 0.0",
          "gross APR below that of a candidate",
          "now offered",
          "the other leg pays more now",
          "stopped by the kill switch",
          "pays -0.012 a year, less than 0.0",
          "held for PT720H",
          "the view is over",
          "kill switch",
          "a leg is being delisted, or its prices end",
          "a future is about to expire",
          "lost 120.5, more than the stop allows",
          "a leg was liquidated",
          "a leg was auto-deleveraged",
          "at 61234.5 the venue closed what had gained",
          "neither leg filled",
          "one leg did not fill",
          "of the long leg 12.50 % filled, of the short 100.00 %",
          "margin runs low at 61234.5; more arrives at 2026-03-14T10:00:00Z",
          "at 66666.6 its margin of 3333.33 was used up",
          "the settlement of 2026-03-14T08:00:00Z was never told",
          "no price is known to pay the settlement of 2026-03-14T08:00:00Z on",
          "the settlement of 2026-03-14T08:00:00Z is paid on a price of 2026-03-14T08:00:05Z",
          "not known",
          "no quote is known",
          "the last quote is of 2026-03-14T08:00:00Z, too old at 2026-03-14T08:01:00Z",
          "no size at the touch and no slippage declared",
          "a side of the book is empty",
          "nothing is offered within the slippage allowed",
          "bybit:BTCUSDT expected to fall",
          "bybit:BTCUSDT expected to rise",
          "a leg is no longer listed",
          "a rate cannot be valued",
          "bybit:BTCUSD no longer trades: not listed",
          "bybit:BTCUSD no longer trades: pre-launch",
          "bybit:BTCUSD is quarantined: last heard 61 s ago",
          "bybit:BTCUSD has no rate that can be valued",
          "bybit:BTCUSD has no two-sided quote",
          "the venue lists it as without funding",
          "no funding period is known: a rate without its period cannot be valued",
          "period PT1S: from PT1M to PT168H is allowed",
          "no settlement time is known",
          "it settles at 2026-03-14T16:00:00Z, further away than its period PT1H: one of them is"
              + " wrong",
          "rate 0.0291 is above the venue's cap 0.02",
          "rate -0.0291 is below the venue's floor -0.02",
          "rate 0.2 per PT8H is more than 0.01 an hour",
          "rate -0.0005 against a premium of 0.0123",
          "mark -1: more than 0 is allowed",
          "index 0: more than 0 is allowed",
          "bid 0, ask 1.5: more than 0 is allowed",
          "bid 2.5 is above ask 1.5",
          "its settlement has passed and no newer one came",
          "last heard 61 s ago",
          "received at 2026-03-14T09:26:53Z, more than PT5S ahead of the last tick",
          "within PT1M30S after a settlement",
          "price is 41.7000 of the median over 4 instruments: another coin or unit",
          "the prices of this and okx:BTC-USDT-SWAP differ by a factor of 41.7000: another coin or"
              + " unit");

  /// Why a venue's list was not read, one for each way in which a call fails.
  private static final List<String> DARK =
      List.of(
          "instruments not read",
          "instruments not read (exchangeInfo not reached (DNS): check network, DNS and firewall)",
          "instruments not read (exchangeInfo no complete answer within 10 s: venue or network is"
              + " slow)",
          "instruments not read (exchangeInfo no secure connection (PKIX): check this machine's"
              + " clock, its certificates and any proxy in between)",
          "instruments not read (exchangeInfo connection broke (EOF))",
          "instruments not read (exchangeInfo refused with status 404 (none): the call itself is"
              + " wrong)",
          "instruments not read (exchangeInfo venue failed with status 503)",
          "instruments not read (exchangeInfo asked to slow down (status 429): nothing is asked"
              + " before 2026-03-14T09:26:53Z)",
          "instruments not read (exchangeInfo shut out with status 418: staying away until"
              + " 2026-03-14T09:26:53Z; look for other programs that use this address)");

  /// One of each sentence that a gap in a feed can write.
  private static final List<String> GAPS =
      List.of(
          "order book of okx:BTC-USDT-SWAP: a change after 1041 came, known is 1039",
          "order book of okx-spot:BTC-USDT: its checksum is -855196043, ours 1200412",
          "order book of okx:BTC-USDT-SWAP: its sides cross",
          "trades of deribit:BTC-PERPETUAL after number 17 and before 21",
          "messages 12 to 14 of the connection",
          "nothing of the market for 16 s, longer than ever before");

  private static final Pattern THAI = Pattern.compile("[\\u0e01-\\u0e5b]");
  private static final Pattern ENGLISH = Pattern.compile("\\b[a-z]{2,} [a-z]{2,}\\b");
  private static final Pattern LITERAL = Pattern.compile("\"([^\"\\\\]*)\"");

  /// These end in the words of the system or of a library, which stay as they are.
  private static final Pattern SYSTEM = Pattern.compile("^(socket failed|not sent): ");

  PhrasesBrowserTest() throws IOException {}

  private List<String> told(String language, List<String> sentences) {
    Object told =
        chrome.executeAsyncScript(
            "const [sentences, language, done] = arguments;"
                + "Promise.all([import('/page/phrases.js'), import('/page/i18n.js')])"
                + ".then(([p, i]) => { i.useLanguage(language); done(sentences.map((s) =>"
                + " p.told(s))); }, (e) => done([String(e)]))",
            sentences,
            language);
    List<String> list = new ArrayList<>();
    ((List<?>) Objects.requireNonNull(told)).forEach(t -> list.add(String.valueOf(t)));
    assertThat(list).hasSameSizeAs(sentences);
    return list;
  }

  /// What the engine said in the lists of an API.
  private static Set<String> said(Function<String, List<JsonNode>> items) {
    Set<String> said = new LinkedHashSet<>();
    for (String list : List.of("opportunities", "rejections", "quarantine", "feeds")) {
      for (JsonNode row : items.apply("/api/v1/" + list + "?limit=5000")) {
        row.path("risks").forEach(risk -> said.add(risk.asText()));
        said.add(row.path("because").asText());
        said.add(row.path("reason").asText());
      }
    }
    said.remove("");
    return said;
  }

  private static void thai(List<String> texts) {
    assertThat(texts).allMatch(text -> THAI.matcher(text).find(), "Thai");
    assertThat(texts).noneMatch(text -> ENGLISH.matcher(text).find());
    assertThat(texts).noneMatch(text -> text.matches(".*PT\\d.*") || text.matches(".*[{}$].*"));
  }

  @Test
  void everySentenceHasAThaiRendering() {
    thai(told("th", SENTENCES));
  }

  @Test
  void everyGapHasAThaiRendering() {
    thai(told("th", GAPS));
  }

  @Test
  void aVenueThatNeverCameUpHasAThaiRendering() {
    thai(told("th", DARK));
  }

  @Test
  void whatEveryVenueSaysOfItselfHasAThaiRendering() {
    Set<String> said = new LinkedHashSet<>();
    for (VenueDescriptor venue : Venues.all()) {
      said.add(venue.periodSource());
      said.addAll(venue.lacks().values());
    }
    thai(told("th", List.copyOf(said)));
    assertThat(told("en", List.copyOf(said))).containsExactlyElementsOf(said);
  }

  @Test
  void whyAListingIsItsAssetHasAThaiRendering() {
    List<String> said =
        new ArrayList<>(
            List.of("the ticker", "the ticker names its unit", "the venue's own name of it"));
    Identity.reviewed().overrides().forEach(line -> said.add(line.reason()));
    thai(told("th", said));
    assertThat(told("en", said)).containsExactlyElementsOf(said);
  }

  @Test
  void everyFactHasANameInBothLanguages() {
    for (String language : List.of("en", "th")) {
      List<String> keys = Stream.of(Fact.values()).map(fact -> "fact." + fact.label()).toList();
      assertThat(words(language, keys)).doesNotContainAnyElementsOf(keys);
    }
  }

  /// What a dictionary itself has under the keys: no other language stands in.
  private List<String> words(String language, List<String> keys) {
    Object words =
        chrome.executeAsyncScript(
            "const [keys, language, done] = arguments;import(`/page/i18n-${language}.js`).then((d)"
                + " => done(keys.map((k) => d.default[k] ?? k)), (e) => done([String(e)]))",
            keys,
            language);
    List<String> list = new ArrayList<>();
    ((List<?>) Objects.requireNonNull(words)).forEach(word -> list.add(String.valueOf(word)));
    assertThat(list).hasSameSizeAs(keys);
    return list;
  }

  /// A sentence added to the engine and not to the list above fails here.
  @Test
  void theListHasEverySentenceOfTheSources() throws IOException {
    Set<String> missing = new LinkedHashSet<>();
    for (String folder : List.of("detect", "engine")) {
      try (Stream<Path> files = Files.list(Path.of("../core/src/main/java/dev/carry", folder))) {
        for (Path file : files.filter(PhrasesBrowserTest::writesSentences).sorted().toList()) {
          Files.readAllLines(file).stream()
              .filter(line -> !line.strip().startsWith("//"))
              .flatMap(line -> LITERAL.matcher(line).results())
              .map(literal -> literal.group(1))
              .filter(literal -> ENGLISH.matcher(literal).find())
              .flatMap(literal -> Stream.of(literal.split("%[\\d.$]*[sdf]")))
              .map(String::strip)
              .filter(part -> SENTENCES.stream().noneMatch(s -> s.contains(part)))
              .forEach(missing::add);
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  /// What `ListingWatcher` composes are the terms of an instrument before and after a change:
  /// values of its findings, no sentences.
  private static boolean writesSentences(Path file) {
    String name = file.getFileName().toString();
    return !name.endsWith("Settings.java")
        && !name.equals("Engine.java")
        && !name.equals("ListingWatcher.java");
  }

  @Test
  void valuesAreWrittenAsThePageWritesNumbersInBothLanguages() {
    List<String> sentences =
        List.of(
            "costs are not earned back within PT168H",
            "net APR below the threshold 0.01",
            "rate 0.0291 is above the venue's cap 0.02",
            "slippage is not known: the touch holds 766 of 10000 asked",
            "bybit:BTCUSD is quarantined: within PT1M30S after a settlement",
            "words nobody knows");
    assertThat(told("en", sentences))
        .containsExactly(
            "costs are not earned back within 7 d",
            "net APR below the threshold +1.00%",
            "rate +2.9100% is above the venue's cap +2.0000%",
            "slippage is not known: the touch holds 766 of 10,000 asked",
            "bybit:BTCUSD is quarantined: within 1 min 30 s after a settlement",
            "words nobody knows");
    assertThat(told("th", sentences).getFirst()).contains("7 วัน");
    assertThat(told("th", sentences).getLast()).isEqualTo("words nobody knows");
  }

  @Test
  void whatTheMarketMadeTheEngineSayIsThai() {
    Set<String> said = said(api::items);
    assertThat(said).hasSizeGreaterThan(10);
    thai(told("th", List.copyOf(said)));
  }

  /// The real venues' words, from the simulator, in a storm across a settlement.
  @Test
  void whatARunOfTheWholeMakesCarrySayIsThai(@TempDir Path folder) throws InterruptedException {
    SimOptions options =
        SimOptions.defaults()
            .withAssets(12)
            .withDensity(0.2)
            .withFaults(Storm.of(1, Duration.ofMinutes(12), 80));
    Set<String> said = new LinkedHashSet<>();
    try (SimulatedRun run =
        new SimulatedRun(folder, Instant.parse("2026-05-04T07:54:00Z"), 40, options)) {
      for (int minute = 0; minute < 12; minute++) {
        run.pass(Duration.ofMinutes(1));
        said.addAll(said(run::items));
        said.removeIf(words -> SYSTEM.matcher(words).find());
      }
      thai(told("th", List.copyOf(said)));
      chrome.executeScript("location.href = arguments[0]", run.address() + "#/feeds");
      until(() -> !all(".venue-card").isEmpty());
      chrome.executeScript("localStorage.setItem('carry', JSON.stringify({lang: 'th'}))");
      chrome.navigate().refresh();
      until(() -> !all(".venue-card").isEmpty());
      noEnglish(".venue-card dd");
    }
    assertThat(said).hasSizeGreaterThan(20);
  }

  /// Facts have names that Thai takes over: open interest.
  private void noEnglish(String css) {
    assertThat(texts(css).stream().map(text -> text.replace("open interest", "")))
        .isNotEmpty()
        .noneMatch(text -> ENGLISH.matcher(text).find());
  }

  @Test
  void theThaiPageShowsNoEnglishReason() {
    speak("th");
    click("tr[data-key]");
    until(() -> !all(".risks li").isEmpty());
    thai(texts(".risks li"));
    for (String view : List.of("rejections", "quarantine")) {
      turn(view);
      thai(texts("td.c-because > :first-child, td.c-because:not(:has(*))"));
    }
    turn("feeds");
    until(() -> !all(".venue-card").isEmpty());
    noEnglish("td.c-because, .venue-card dd");
  }
}
