package dev.carry.launch;

import dev.carry.cli.Calc;
import dev.carry.cli.Units;
import dev.carry.sim.SimException;
import dev.carry.sim.fault.FaultFile;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.function.Function;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/// `carry VERB …`. Data goes to standard output, everything else to standard error. Exit 0:
/// success; 1: the work failed; 2: the call was wrong.
@Command(
    name = "carry",
    version = "carry " + Build.VERSION,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "VERB",
    description = "What every crypto perpetual pays right now, and what is left after all costs.",
    subcommands = {
      DemoVerb.class,
      RunVerb.class,
      ScanVerb.class,
      DecodeVerb.class,
      ReplayVerb.class,
      RecordVerb.class,
      HistoryVerb.class,
      BasisVerb.class,
      BacktestVerb.class,
      AnalyseVerb.class,
      AlertsVerb.class,
      SimVerb.class,
      VenuesVerb.class,
      IdentityVerb.class,
      DoctorVerb.class,
      Calc.class
    },
    footer = {"", "Each verb has --help with an example. Begin with: carry demo"})
public final class Main {
  /// `2026-01-01`.
  private static final int DAY = 10;

  /// Columns of an option with its parameter; what is longer stands on a line of its own.
  private static final int LONGEST_OPTION = 28;

  private Main() {}

  public static void main(String[] args) {
    // Made by the main thread before others log: the first logger sets logging up.
    LoggerFactory.getLogger(Main.class).debug("carry {}", Build.VERSION);
    int status = commandLine().execute(args);
    Shutdown.closed();
    System.exit(status);
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Main());
    line.registerConverter(Duration.class, told(Units::duration));
    line.registerConverter(Instant.class, told(Main::instant));
    line.registerConverter(double.class, told(Units::fraction));
    line.registerConverter(Double.class, told(Units::fraction));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(true);
    line.setUsageHelpLongOptionsMaxWidth(LONGEST_OPTION);
    line.setParameterExceptionHandler(Main::wrongCall);
    line.setExecutionExceptionHandler(Main::failed);
    return line;
  }

  /// Our own words for a value that cannot be read, without the library's around them.
  private static <T> ITypeConverter<T> told(Function<String, T> parse) {
    return text -> {
      try {
        return parse.apply(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    };
  }

  /// A day is its first instant, UTC.
  private static Instant instant(String text) {
    try {
      return text.length() == DAY
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no time: 2026-01-01 or 2026-01-01T00:00:00Z", e);
    }
  }

  private static int wrongCall(ParameterException e, String[] args) {
    PrintWriter err = e.getCommandLine().getErr();
    err.println("carry: " + e.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
    err.println("Try: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
    return 2;
  }

  /// Whether an exception is one of a room: its message says what happened and the mend.
  static boolean isOurs(Exception e) {
    return e.getClass().getName().startsWith("dev.carry.");
  }

  private static boolean isWrongCall(Exception e) {
    return e instanceof ConfigException
        || e instanceof FaultFile.Bad
        || (e instanceof SimException sim && sim.isWrongCall());
  }

  private static int failed(Exception e, CommandLine line, CommandLine.ParseResult result) {
    PrintWriter err = line.getErr();
    if (isWrongCall(e)) {
      err.println("carry: " + e.getMessage());
      return 2;
    }
    if (isOurs(e)) {
      err.println("carry: " + e.getMessage());
      return 1;
    }
    err.println("carry: unexpected: " + e);
    e.printStackTrace(err);
    return 1;
  }
}
