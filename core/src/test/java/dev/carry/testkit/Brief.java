package dev.carry.testkit;

import dev.carry.model.Burst;
import dev.carry.model.Finding;
import dev.carry.model.JsonText;
import dev.carry.model.ListingFinding;
import dev.carry.model.Opportunity;
import dev.carry.model.PremiumFinding;
import dev.carry.model.Quarantine;
import dev.carry.model.ViewFinding;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// A finding in one short line, for tests that people read.
public final class Brief {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Brief() {}

  public static String of(Finding finding) {
    Finding.Head head = finding.head();
    return String.format(
        Locale.ROOT,
        "%s %-7s r%d %s %s",
        TIME.format(head.lastSeen()),
        JsonText.kebab(head.status()),
        head.revision(),
        finding.kind(),
        what(finding));
  }

  private static String what(Finding finding) {
    return switch (finding) {
      case Opportunity o ->
          String.format(
              Locale.ROOT,
              "long %s short %s gross %.5f net %.5f%s",
              o.legs().get(0).instrument(),
              o.legs().get(1).instrument(),
              o.grossApr(),
              o.netApr(),
              o.because() == null ? "" : " because " + o.because());
      case ListingFinding l ->
          l.instrument() + " " + l.change() + ": " + l.before() + " -> " + l.after();
      case ViewFinding v ->
          String.format(
              Locale.ROOT,
              "%s expected to %s from %.8f an hour, score %d, %d trades",
              v.instrument(),
              JsonText.kebab(v.expectation()),
              v.settled(),
              v.score(),
              v.trades().size());
      case PremiumFinding p -> String.format(Locale.ROOT, "%s %.6f", p.instrument(), p.premium());
      case Burst b ->
          String.format(
              Locale.ROOT,
              "%s %d of %.0f at %.2f",
              b.head().asset(),
              b.count(),
              b.notional(),
              b.vwap());
      case Quarantine q ->
          String.format(
              Locale.ROOT,
              "%s %s of %s because %s",
              JsonText.kebab(q.gate()),
              q.fact().label(),
              q.id(),
              q.because());
    };
  }
}
