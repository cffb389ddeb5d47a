package dev.carry.insight;

import dev.carry.insight.InsightSettings.Limits;
import dev.carry.insight.Reply.Failed;
import dev.carry.insight.Reply.Said;
import dev.carry.insight.Reply.Usage;
import dev.carry.model.JsonText;
import dev.carry.sink.DayLines;
import dev.failsafe.CircuitBreaker;
import dev.failsafe.RateLimiter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Calls a model within its bounds: tries, calls a minute, money, and a breaker that leaves a
/// provider alone that keeps failing. Any thread.
final class Caller implements AutoCloseable {
  /// What a message costs beyond its words.
  private static final int TOKENS_AROUND = 100;

  private final InsightSettings.Service service;
  private final Limits limits;
  private final Spending spending;
  private final ChatClient client;
  private final InsightMeter meter;
  private final InstantSource clock;
  private final @Nullable DayLines prompts;
  private final CircuitBreaker<Object> breaker;
  private final RateLimiter<Object> rate;

  private volatile String lastFailure = "";

  /// Nobody is asked before this (epoch milliseconds): the provider said so.
  private final AtomicLong notBefore = new AtomicLong();

  /// @param prompts where every word that is asked and answered is kept; absent: nowhere
  Caller(
      InsightSettings.Service service,
      Limits limits,
      Spending spending,
      InsightMeter meter,
      InstantSource clock,
      @Nullable DayLines prompts) {
    this.service = service;
    this.limits = limits;
    this.spending = spending;
    this.meter = meter;
    this.clock = clock;
    this.prompts = prompts;
    this.client = new ChatClient(service);
    this.breaker =
        CircuitBreaker.builder()
            .withFailureThreshold(limits.breakAfter())
            .withDelay(limits.breakFor())
            .build();
    this.rate = RateLimiter.burstyBuilder(limits.callsPerMinute(), Duration.ofMinutes(1)).build();
  }

  /// What came of a question.
  ///
  /// @param said absent: no answer, see `because`
  /// @param because why there is none; empty where there is one
  /// @param usage tokens of all tries
  /// @param cost dollars of all tries
  record Told(@Nullable Said said, String because, Usage usage, BigDecimal cost) {}

  /// @param earlier as [ChatClient#ask] takes it
  Told ask(Prompt prompt, List<String> earlier) throws InterruptedException {
    long input = 0;
    long output = 0;
    BigDecimal cost = BigDecimal.ZERO;
    String because = "";
    for (int attempt = 1; attempt <= limits.tries(); attempt++) {
      because = closed();
      if (!because.isEmpty()) {
        break;
      }
      int outputTokens = service.outputTokens() * prompt.things();
      Spending.Answer put = spending.reserve(service.model(), most(prompt, earlier, outputTokens));
      Spending.Reserved reserved = put.reserved();
      if (reserved == null) {
        meter.refused("budget");
        because = put.because();
        break;
      }
      if (!breaker.tryAcquirePermit()) { // last: what is let in must be told of
        spending.settle(reserved, 0, 0, BigDecimal.ZERO, true, "not-made", 0);
        because = leftAlone();
        break;
      }
      long began = System.nanoTime();
      Reply reply = client.ask(prompt, earlier, outputTokens);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
      Paid paid = settle(reserved, reply, millis);
      input += paid.usage().input();
      output += paid.usage().output();
      cost = cost.add(paid.cost());
      log(prompt, earlier, reply);
      if (reply instanceof Said said) {
        breaker.recordSuccess();
        return new Told(said, "", new Usage(input, output), cost);
      }
      Failed failed = (Failed) reply;
      because = "the provider " + failed.words();
      if (!goesOn(failed, attempt)) {
        break;
      }
    }
    return new Told(null, because, new Usage(input, output), cost);
  }

  /// Why nobody may be asked now; empty: somebody may.
  private String closed() throws InterruptedException {
    long wait = notBefore.get() - clock.millis();
    if (wait > 0) {
      meter.refused("told-to-wait");
      return "the provider wants to be left alone for another " + (wait + 999) / 1_000 + " s";
    }
    if (broken()) {
      return leftAlone();
    }
    if (!rate.tryAcquirePermit(service.requestTimeout())) {
      meter.refused("rate");
      return "more than " + limits.callsPerMinute() + " calls a minute are not made";
    }
    return "";
  }

  private String leftAlone() {
    meter.refused("breaker");
    return "the provider is left alone for a while: it " + lastFailure;
  }

  /// More than a call can cost: no token is shorter than a byte.
  private BigDecimal most(Prompt prompt, List<String> earlier, int outputTokens) {
    long bytes = 3L * TOKENS_AROUND + bytes(Prompt.SYSTEM) + bytes(prompt.user());
    for (String message : earlier) {
      bytes += TOKENS_AROUND + bytes(message);
    }
    return cost(bytes + bytes(Prompt.SCHEMA), outputTokens);
  }

  private static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private BigDecimal cost(long input, long output) {
    LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return service
        .prices()
        .at(service.model(), day)
        .map(price -> price.of(input, output))
        .orElse(BigDecimal.ZERO);
  }

  private record Paid(Usage usage, BigDecimal cost) {}

  private Paid settle(Spending.Reserved reserved, Reply reply, long millis) {
    Usage usage = new Usage(0, 0);
    BigDecimal cost = BigDecimal.ZERO;
    boolean known = true;
    String outcome;
    switch (reply) {
      case Said said -> {
        outcome = said.cutOff() ? "cut-off" : "answered";
        known = said.usage() != null;
        usage = said.usage() == null ? usage : said.usage();
        cost = known ? cost(usage.input(), usage.output()) : reserved.most();
      }
      case Failed failed -> {
        outcome = JsonText.kebab(failed.kind());
        known = !failed.kind().maybeBilled();
        cost = known ? BigDecimal.ZERO : reserved.most();
      }
    }
    spending.settle(reserved, usage.input(), usage.output(), cost, known, outcome, millis);
    meter.call(service.model(), outcome, usage, cost, millis);
    return new Paid(usage, cost);
  }

  /// Whether another try follows, after its wait.
  private boolean goesOn(Failed failed, int attempt) throws InterruptedException {
    switch (failed.kind()) {
      case REFUSED -> {
        lastFailure = failed.words();
        breaker.open();
        return false;
      }
      case LIMITED -> breaker.recordSuccess(); // it is well, and busy
      case SERVER, TIMEOUT, UNREACHABLE, UNREADABLE -> {
        lastFailure = failed.words();
        breaker.recordFailure();
      }
    }
    Duration told = failed.retryAfter();
    if (told != null && told.compareTo(limits.mostWait()) > 0) {
      notBefore.accumulateAndGet(clock.millis() + told.toMillis(), Math::max);
      return false;
    }
    if (!failed.kind().again() || attempt == limits.tries()) {
      return false;
    }
    Duration own = limits.firstWait().multipliedBy(1L << (attempt - 1));
    Duration bounded = own.compareTo(limits.mostWait()) > 0 ? limits.mostWait() : own;
    Thread.sleep(told != null && told.compareTo(bounded) > 0 ? told : bounded);
    return true;
  }

  private void log(Prompt prompt, List<String> earlier, Reply reply) {
    if (prompts == null) {
      return;
    }
    JsonText line =
        new JsonText()
            .put("at", clock.instant())
            .put("model", service.model())
            .put("promptVersion", Prompt.VERSION)
            .put("asked", service.hide(prompt.user()));
    if (!earlier.isEmpty()) {
      line.put("askedAgain", service.hide(earlier.get(1)));
    }
    switch (reply) {
      case Said said -> line.put("answered", service.hide(said.text()));
      case Failed failed -> line.put("failed", failed.words());
    }
    prompts.append(line.end());
  }

  /// Whether the provider is left alone because it keeps failing.
  private boolean broken() {
    return breaker.isOpen() && breaker.getRemainingDelay().isPositive();
  }

  @Override
  public void close() {
    client.close();
  }
}
