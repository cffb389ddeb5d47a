package dev.carry.launch;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of verbs that serve the page, and the serving.
final class Serving {
  @Option(
      names = "--port",
      paramLabel = "N",
      description = "of the page; 0: any free one, printed (default: server.port, 8080)")
  private @Nullable Integer port;

  @Option(names = "--no-browser", description = "do not open the page")
  private boolean noBrowser;

  @Option(
      names = "--keep-frames",
      description = "keep every raw message under the data folder, as carry record does")
  private boolean keepFrames;

  boolean keepFrames() {
    return keepFrames;
  }

  @Nullable Integer port() {
    return port;
  }

  /// Runs until it is told to end.
  int serve(Live.Options options, @Nullable Duration lasts) throws InterruptedException {
    System.err.println("carry: starting with " + names(options));
    try (Shutdown shutdown = Shutdown.arm();
        Live live = Live.start(options)) {
      URI address = live.address();
      System.out.println(address);
      System.err.println("carry: watching; the page is at " + address);
      String account = live.began();
      if (account != null) {
        System.err.println("carry: " + account);
      }
      if (!noBrowser) {
        open(address);
      }
      Throwable failure = shutdown.await(lasts, live.failed());
      if (failure != null) {
        throw failure instanceof RuntimeException fault && Main.isOurs(fault)
            ? new StoppedException(fault)
            : new IllegalStateException("the engine stopped", failure);
      }
      System.err.println("carry: stopping");
    }
    return 0;
  }

  private static String names(Live.Options options) {
    return String.join(", ", options.venues().stream().map(venue -> venue.id().id()).toList());
  }

  /// Opens the page where there is a desktop to open it on; elsewhere the address was printed.
  private static void open(URI address) {
    String opener = System.getProperty("os.name", "").startsWith("Mac") ? "open" : "xdg-open";
    boolean desktop =
        opener.equals("open")
            || System.getenv("DISPLAY") != null
            || System.getenv("WAYLAND_DISPLAY") != null;
    if (!desktop) {
      return;
    }
    try {
      new ProcessBuilder(opener, address.toString())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      System.err.println("carry: no browser could be opened (" + e.getMessage() + ")");
    }
  }
}
