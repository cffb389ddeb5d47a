package dev.carry.testkit;

import dev.carry.detect.CrossVenueFunding;
import dev.carry.detect.CrossVenueSettings;
import dev.carry.detect.DatedBasis;
import dev.carry.detect.DatedBasisSettings;
import dev.carry.detect.FundingMeanReversion;
import dev.carry.detect.LiquidationOptions;
import dev.carry.detect.LiquidationOptionsSettings;
import dev.carry.detect.ListingWatcher;
import dev.carry.detect.MarkIndexPremium;
import dev.carry.detect.PremiumSettings;
import dev.carry.detect.SpotPerpCarry;
import dev.carry.detect.SpotPerpSettings;
import dev.carry.engine.Engine;
import dev.carry.engine.FeeSchedule;
import dev.carry.engine.GateSettings;
import dev.carry.model.Burst;
import dev.carry.model.Finding;
import dev.carry.model.FindingJson;
import dev.carry.model.Input;
import dev.carry.model.Instrument;
import dev.carry.model.ListingFinding;
import dev.carry.model.Opportunity;
import dev.carry.model.PremiumFinding;
import dev.carry.model.Quarantine;
import dev.carry.model.Step;
import dev.carry.model.ViewFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a real engine with all detectors made of some inputs.
///
/// @param engine as it stood after the last input
/// @param steps every input with what came of it
public record Run(Engine engine, List<Step> steps) {

  public Run {
    steps = List.copyOf(steps);
  }

  private record Fees(double taker, double maker) implements FeeSchedule {
    @Override
    public double taker(Instrument instrument) {
      return taker;
    }

    @Override
    public double maker(Instrument instrument) {
      return maker;
    }
  }

  /// Settings of an engine under test; a test changes what it is about.
  ///
  /// @param fees taker fee of an instrument
  public record Setup(
      GateSettings gates,
      CrossVenueSettings crossVenue,
      SpotPerpSettings spotPerp,
      DatedBasisSettings datedBasis,
      PremiumSettings premium,
      LiquidationOptionsSettings liquidationOptions,
      FeeSchedule fees) {

    /// The defaults, and 0.05 % taker, 0.02 % maker everywhere.
    public static final Setup DEFAULT =
        new Setup(
            GateSettings.DEFAULT,
            CrossVenueSettings.DEFAULT,
            SpotPerpSettings.DEFAULT,
            DatedBasisSettings.DEFAULT,
            PremiumSettings.DEFAULT,
            LiquidationOptionsSettings.DEFAULT,
            new Fees(0.0005, 0.0002));

    public Setup with(FeeSchedule other) {
      return new Setup(gates, crossVenue, spotPerp, datedBasis, premium, liquidationOptions, other);
    }

    public Setup with(CrossVenueSettings other) {
      return new Setup(gates, other, spotPerp, datedBasis, premium, liquidationOptions, fees);
    }

    public Setup with(SpotPerpSettings other) {
      return new Setup(gates, crossVenue, other, datedBasis, premium, liquidationOptions, fees);
    }

    public Setup with(DatedBasisSettings other) {
      return new Setup(gates, crossVenue, spotPerp, other, premium, liquidationOptions, fees);
    }

    public Setup with(PremiumSettings other) {
      return new Setup(gates, crossVenue, spotPerp, datedBasis, other, liquidationOptions, fees);
    }

    public Setup with(GateSettings other) {
      return new Setup(other, crossVenue, spotPerp, datedBasis, premium, liquidationOptions, fees);
    }

    public Setup with(LiquidationOptionsSettings other) {
      return new Setup(gates, crossVenue, spotPerp, datedBasis, premium, other, fees);
    }

    public Engine engine() {
      return new Engine(
          gates,
          fees,
          () ->
              List.of(
                  CrossVenueFunding.of(crossVenue),
                  SpotPerpCarry.of(spotPerp),
                  DatedBasis.of(datedBasis),
                  new MarkIndexPremium(premium),
                  new FundingMeanReversion(),
                  new LiquidationOptions(liquidationOptions, crossVenue.pairs()),
                  new ListingWatcher()));
    }

    public Run run(List<Input> inputs) {
      Engine engine = engine();
      List<Step> steps = new ArrayList<>(inputs.size());
      for (Input input : inputs) {
        steps.add(new Step(steps.size() + 1L, input, engine.apply(input)));
      }
      return new Run(engine, steps);
    }

    public Run run(String tape) {
      return run(Tape.parse(tape));
    }
  }

  /// Runs a tape with the defaults.
  public static Run of(String tape) {
    return Setup.DEFAULT.run(tape);
  }

  public List<Finding> findings() {
    return steps.stream().flatMap(step -> step.findings().stream()).toList();
  }

  /// Opportunities that were offered, every revision.
  public List<Opportunity> offered() {
    return all(Opportunity.class).filter(o -> !o.rejected()).toList();
  }

  /// Candidates that were turned down, every revision.
  public List<Opportunity> turnedDown() {
    return all(Opportunity.class).filter(Opportunity::rejected).toList();
  }

  public List<PremiumFinding> premiums() {
    return all(PremiumFinding.class).toList();
  }

  public List<ViewFinding> views() {
    return all(ViewFinding.class).toList();
  }

  public List<Burst> bursts() {
    return all(Burst.class).toList();
  }

  public List<Quarantine> quarantines() {
    return all(Quarantine.class).toList();
  }

  public List<ListingFinding> listings() {
    return all(ListingFinding.class).toList();
  }

  private <T extends Finding> Stream<T> all(Class<T> kind) {
    return findings().stream().filter(kind::isInstance).map(kind::cast);
  }

  /// One finding a line, short, with the time of day it was told.
  public String brief() {
    return steps.stream()
        .flatMap(step -> step.findings().stream())
        .map(Brief::of)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /// One finding a line, as users see them.
  public String json() {
    return findings().stream().map(FindingJson::write).collect(Collectors.joining("\n", "", "\n"));
  }

  /// What became of findings, in order.
  public static List<Finding.Status> statuses(List<? extends Finding> revisions) {
    return revisions.stream().map(finding -> finding.head().status()).toList();
  }
}
