package dev.carry.launch;

import dev.carry.cli.Units;
import dev.carry.dashboard.Dashboard;
import dev.carry.insight.InsightSettings;
import dev.carry.journal.InputLogReader;
import dev.carry.launch.DoctorVerb.Check;
import dev.carry.store.DataLock;
import dev.carry.store.StoreReader;
import dev.carry.store.StoreSettings;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the doctor looks at on this machine.
final class HouseChecks {
  private static final int JAVA = 25;
  private static final long LEAST_FREE_BYTES = 1_000_000_000;

  private HouseChecks() {}

  static List<Check> all(Common common) {
    List<Check> checks = new ArrayList<>();
    checks.add(java());
    Path root = common.folder().root();
    Optional<DataLock.Owner> owner = Owner.running(root);
    try {
      Config config = common.config();
      checks.add(Check.pass("configuration", "valid"));
      checks.add(port(config.server(), owner));
      checks.add(analyst(config.insight()));
      checks.add(alerts(config.alerts()));
    } catch (ConfigException e) {
      checks.add(
          Check.fail("configuration", String.valueOf(e.getMessage()), "correct what is named"));
    }
    checks.add(folder(root, owner));
    checks.add(disk(root));
    if (Files.isDirectory(root.resolve("store"))) {
      checks.add(store(root));
    }
    if (Files.isDirectory(common.folder().inputLog())) {
      checks.add(inputLog(common.folder().inputLog()));
    }
    return checks;
  }

  private static Check java() {
    int version = Runtime.version().feature();
    String found =
        "Java "
            + Runtime.version()
            + ", heap at most "
            + Units.bytes(Runtime.getRuntime().maxMemory());
    return version == JAVA
        ? Check.pass("java", found)
        : Check.fail("java", found, "install a JDK " + JAVA + " or point JAVA_HOME at one");
  }

  private static Check port(Config.Server server, Optional<DataLock.Owner> owner) {
    String place = server.host() + ":" + server.port();
    if (owner.isPresent() && owner.get().port() == server.port()) {
      return Check.pass("port", place + " serves this data folder (" + owner.get() + ")");
    }
    try {
      Dashboard.tryPort(server.host(), server.port());
      return Check.pass("port", place + " is free");
    } catch (BindException e) {
      return Check.fail(
          "port", place + ": " + e.getMessage(), "stop what listens there, or use --port N");
    } catch (IOException e) {
      return Check.fail("port", place + ": " + e.getMessage(), "correct server.host");
    }
  }

  private static Check folder(Path root, Optional<DataLock.Owner> owner) {
    if (owner.isPresent()) {
      return Check.pass("data folder", root + " is in use by " + owner.get());
    }
    Path there = existing(root);
    boolean usable = Files.isDirectory(there) && Files.isWritable(there);
    return usable
        ? Check.pass("data folder", root + " is free")
        : Check.fail(
            "data folder",
            there + " cannot be written",
            "give it to this user, or use another folder (--data DIR)");
  }

  private static Check disk(Path root) {
    try {
      long free = Files.getFileStore(existing(root)).getUsableSpace();
      String found = Units.bytes(free) + " free";
      return free >= LEAST_FREE_BYTES
          ? Check.pass("disk", found)
          : Check.fail(
              "disk",
              found,
              "free some space: less than " + Units.bytes(LEAST_FREE_BYTES) + " does not last");
    } catch (IOException e) {
      return Check.fail("disk", String.valueOf(e), "look at the folder " + root);
    }
  }

  /// Who would answer; nobody is asked, for that may cost.
  private static Check analyst(InsightSettings settings) {
    InsightSettings.Service service = settings.service();
    return Check.pass(
        "analyst",
        service == null
            ? "rules answer: " + settings.because()
            : service.model() + " at " + service.baseUrl() + " is asked");
  }

  /// Whom alerts would reach; nobody is told anything.
  private static Check alerts(AlertConfig alerts) {
    if (!alerts.problems().isEmpty()) {
      return Check.fail(
          "alerts",
          String.join("; ", alerts.problems()),
          "correct what is named; carry alerts channels tells what each needs");
    }
    List<String> channels =
        alerts.settings().lines().stream()
            .map(line -> line.channel().name() + " (" + line.channel().place() + ")")
            .toList();
    return Check.pass(
        "alerts",
        channels.isEmpty()
            ? "no channel is set up: they are on the page alone"
            : String.join(", ", channels) + "; try each with carry alerts test CHANNEL");
  }

  /// The folder, or the nearest one above it that is there.
  private static Path existing(Path root) {
    Path at = root.toAbsolutePath();
    while (!Files.exists(at) && at.getParent() != null) {
      at = at.getParent();
    }
    return at;
  }

  private static Check store(Path root) {
    try (StoreReader reader = StoreReader.open(root, StoreSettings.DEFAULT)) {
      int newest = reader.findings(null, null, Instant.EPOCH, Instant.now(), 1).size();
      return Check.pass("store", "readable" + (newest == 0 ? ", no finding yet" : ""));
    } catch (RuntimeException e) {
      return Check.fail(
          "store",
          String.valueOf(e.getMessage()),
          "move the folder "
              + root.resolve("store")
              + " aside and start again: it is filled anew from the input log, as far back as that"
              + " is kept. Without only the file named, what it held would be missing");
    }
  }

  /// Reads the newest segment whole, every checksum.
  private static Check inputLog(Path folder) {
    try {
      Optional<Path> newest = InputLogReader.newestSegment(folder);
      if (newest.isEmpty()) {
        return Check.pass("input log", "empty");
      }
      try (InputLogReader reader = InputLogReader.open(newest.get())) {
        long inputs = 0;
        while (reader.next() != null) {
          inputs++;
        }
        String torn =
            reader.tornBytes() == 0
                ? ""
                : "; " + reader.tornBytes() + " torn bytes at its end, cut at the next start";
        return Check.pass(
            "input log", newest.get().getFileName() + " readable, " + inputs + " inputs" + torn);
      }
    } catch (RuntimeException e) {
      return Check.fail(
          "input log",
          String.valueOf(e.getMessage()),
          "move the folder aside: the store stands by itself, the log begins anew");
    }
  }
}
