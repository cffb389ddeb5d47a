package dev.carry.launch;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.carry.engine.Verdicts;
import dev.carry.model.Analysis;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// The arrows and bans of ARCHITECTURE.md.
class ArchitectureTest {
  private static final String[] CORE = {
    "dev.carry.model..",
    "dev.carry.valuation..",
    "dev.carry.engine..",
    "dev.carry.detect..",
    "dev.carry.portfolio..",
    "dev.carry.backtest.."
  };
  private static final List<String> ROOMS =
      List.of(
          "transport",
          "journal",
          "store",
          "dashboard",
          "sim",
          "cli",
          "tardis",
          "report",
          "insight",
          "alert");

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar")) // core's test kit
          .importPackages("dev.carry");

  @Test
  void theEngineSeesNoInputOutputNoThreadsAndNoHashOrder() {
    noClasses()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net..", "java.io..", "java.nio.file..", "org.slf4j..")
        .check(classes);
    noClasses()
        .that()
        .resideInAnyPackage(CORE)
        .and()
        .resideOutsideOfPackage("dev.carry.backtest..") // threads between runs, never inside one
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.concurrent..")
        .check(classes);
    for (Class<?> banned :
        List.of(
            java.util.HashMap.class,
            java.util.HashSet.class,
            java.util.Random.class,
            java.time.Clock.class,
            java.time.InstantSource.class)) {
      noClasses()
          .that()
          .resideInAnyPackage(CORE)
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(banned)
          .check(classes);
    }
    noClasses()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(classes);
  }

  /// The order of an unmodifiable set or map differs from one process to the next, and the last
  /// digit of `Math` from one processor to the next.
  @Test
  void theEngineComputesTheSameInEveryProcess() {
    for (Class<?> type : List.of(Set.class, Map.class)) {
      neverCalls(type, "of|copyOf|ofEntries");
    }
    neverCalls(Math.class, "a?(sin|cos|tan)h?|atan2|exp|expm1|log|log10|log1p|pow|cbrt|hypot");
  }

  private void neverCalls(Class<?> owner, String names) {
    noClasses()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .callMethodWhere(target(owner(equivalentTo(owner))).and(target(nameMatching(names))))
        .check(classes);
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(classes.stream().map(JavaClass::getPackage).distinct())
        .isNotEmpty()
        .allMatch(room -> room.isAnnotatedWith(NullMarked.class));
  }

  @Test
  void coreArrowsPointOneWay() {
    never("dev.carry.model..", "valuation", "engine", "detect", "portfolio", "backtest");
    never("dev.carry.valuation..", "engine", "detect", "portfolio", "backtest");
    never("dev.carry.engine..", "detect", "portfolio", "backtest");
    never("dev.carry.detect..", "portfolio", "backtest");
    never("dev.carry.portfolio..", "detect", "backtest");
    never("dev.carry.backtest..", "detect");
  }

  @Test
  void aVenueFolderSeesNoSessionAndNoSibling() {
    noClasses()
        .that()
        .resideInAPackage("dev.carry.venue.*..")
        .and()
        .resideOutsideOfPackages("dev.carry.venue.session..", "dev.carry.venue.roster..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.carry.venue.session..", "dev.carry.venue.roster..", "org.slf4j..")
        .check(classes);
    slices().matching("dev.carry.venue.(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void roomsNeverSeeEachOther() {
    for (String room : ROOMS) {
      for (String other : ROOMS) {
        if (!room.equals(other)) {
          never("dev.carry." + room + "..", other);
        }
      }
      never("dev.carry." + room + "..", "launch");
    }
  }

  /// Histories go into the store and come out of it: the one room that may see another.
  @Test
  void historySeesTheStoreAlone() {
    for (String other : ROOMS) {
      never("dev.carry." + other + "..", "history");
      if (!other.equals("store")) {
        never("dev.carry.history..", other);
      }
    }
    never("dev.carry.history..", "launch", "venue", "detect");
  }

  /// What sinks share is shared by sinks alone.
  @Test
  void whatSinksShareSeesNoRoom() {
    for (String room : ROOMS) {
      never("dev.carry.sink..", room);
    }
    never("dev.carry.sink..", "launch", "venue", "model", "engine");
  }

  /// What an analyst says never becomes a number: nobody who finds, prices or trades can see it.
  @Test
  void nothingTheAnalystSaysReachesWhoFindsOrTrades() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.carry.valuation..",
            "dev.carry.detect..",
            "dev.carry.portfolio..",
            "dev.carry.backtest..",
            "dev.carry.venue..",
            "dev.carry.transport..")
        .or()
        .haveFullyQualifiedName("dev.carry.engine.Engine")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Analysis.class, Verdicts.class)
        .check(classes);
  }

  @Test
  void theSimulatorSharesNothingWithTheCodecs() {
    never("dev.carry.sim..", "venue", "model", "valuation");
  }

  private void never(String from, String... to) {
    for (String name : to) {
      noClasses()
          .that()
          .resideInAPackage(from)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.carry." + name + "..")
          .check(classes);
    }
  }
}
