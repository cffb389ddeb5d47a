package dev.carry.launch;

import dev.carry.model.EventJson;
import dev.carry.model.MarketEvent;
import dev.carry.model.VenueId;
import dev.carry.tardis.Exchange;
import dev.carry.tardis.TardisJson;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Instruments;
import dev.carry.venue.VenueDescriptor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Raw venue messages in, events out.
@Command(
    name = "decode",
    mixinStandardHelpOptions = true,
    description = {
      "Turns raw venue messages into events, one JSON object a line.",
      "Lines may be bare JSON, Tardis raw lines (arrival time, space, message), or bare JSON with"
          + " a .recv_ts file beside it; files may be .gz or .zst; a .json file is one message."
    },
    footer = {
      "",
      "Example:",
      "  carry decode --venue bybit tickers.jsonl",
      "  carry decode --venue okx --at 2026-01-01T00:00:00Z - < message.json"
    })
final class DecodeVerb implements Callable<Integer> {
  // set by picocli
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(names = "--venue", required = true, paramLabel = "ID", description = "whose messages")
  private String venue = "";

  @Option(
      names = "--stream",
      defaultValue = "-",
      paramLabel = "NAME",
      description = "the REST call they answer, where the message does not say")
  private String stream = "-";

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "receive time where a line has none (default: when it is read)")
  private @Nullable Instant at;

  @Option(
      names = "--as",
      defaultValue = "carry",
      paramLabel = "FORM",
      description = "carry (default) or tardis: Tardis normalised messages")
  private Form form = Form.CARRY;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "files, or - for standard input")
  private List<String> files = List.of();

  enum Form {
    CARRY,
    TARDIS
  }

  private final Map<String, Long> events = new TreeMap<>();
  private final Map<String, Long> ignored = new TreeMap<>();
  private final Map<String, Long> rejected = new TreeMap<>();
  private final Instant start = Instant.now();
  private long untimed;
  private long messages;
  private long controls;
  private long disconnects;
  private long gaps;

  @Override
  public Integer call() throws IOException {
    VenueDescriptor descriptor = VenueChoice.one(spec, "--venue", venue);
    PrintStream out =
        new PrintStream(
            new BufferedOutputStream(System.out, 1 << 16), false, StandardCharsets.UTF_8);
    Printer printer = printer(out);
    for (String file : files) {
      if (!file.equals("-")) {
        RecordedFile.existing(spec, file);
      }
    }
    for (String file : files) {
      decode(descriptor, file, printer);
    }
    out.flush();
    summary();
    return events.isEmpty() && controls == 0 && ignored.isEmpty() ? 1 : 0;
  }

  /// Takes what a recording turned into, in order.
  private interface Printer {
    /// @param events what one message stated
    void events(List<MarketEvent> events, Instruments known);

    void disconnected(VenueId venue, Instant at);
  }

  private Printer printer(PrintStream out) {
    return switch (form) {
      case CARRY -> carry(out);
      case TARDIS -> tardis(out);
    };
  }

  private static Printer carry(PrintStream out) {
    return new Printer() {
      @Override
      public void events(List<MarketEvent> events, Instruments known) {
        for (MarketEvent event : events) {
          out.println(EventJson.write(event, known.find(event.id())));
        }
      }

      @Override
      public void disconnected(VenueId venue, Instant at) {
        // a lost connection is no event of the market
      }
    };
  }

  private static Printer tardis(PrintStream out) {
    TardisJson json = new TardisJson();
    return new Printer() {
      @Override
      public void events(List<MarketEvent> events, Instruments known) {
        json.write(events, known).forEach(out::println);
      }

      @Override
      public void disconnected(VenueId venue, Instant at) {
        out.println(json.disconnected(Exchange.idOf(venue, ""), at, List.of()));
      }
    };
  }

  private void decode(VenueDescriptor descriptor, String file, Printer printer) throws IOException {
    RecordedFile recording = new RecordedFile(descriptor, stream, at == null ? start : at);
    recording.read(
        spec,
        file,
        new RecordedFile.Taker() {
          @Override
          public void decoded(String where, Frame frame, Decoded decoded, Instruments known) {
            messages++;
            untimed += frame.receivedAt().equals(start) ? 1 : 0;
            take(where, decoded, known, printer);
          }

          @Override
          public void disconnected(Instant when) {
            disconnects++;
            printer.disconnected(descriptor.id(), when);
          }

          @Override
          public void unreadable(String where, String why) {
            reject(where, "line not readable", why);
          }
        });
  }

  private void take(String where, Decoded decoded, Instruments known, Printer printer) {
    switch (decoded) {
      case Decoded.Facts facts -> {
        facts.events().forEach(event -> events.merge(event.fact().label(), 1L, Long::sum));
        printer.events(facts.events(), known);
        facts.unusable().forEach(part -> unusable(part, where));
        String gap = facts.gap();
        if (gap != null) {
          gaps++;
          System.err.println("gap: " + where + ": " + gap);
        }
      }
      case Decoded.Depth depth -> {
        events.merge(depth.book().fact().label(), 1L, Long::sum);
        printer.events(List.of(depth.book()), known);
      }
      case Decoded.Control _ -> controls++;
      case Decoded.Unusable part -> unusable(part, where);
    }
  }

  private void unusable(Decoded.Unusable part, String where) {
    switch (part) {
      case Decoded.Ignored ignore -> ignored.merge(ignore.why(), 1L, Long::sum);
      case Decoded.Rejected reject -> reject(where, reject.why(), reject.detail());
    }
  }

  private void reject(String where, String why, String detail) {
    rejected.merge(why, 1L, Long::sum);
    // a message must not speak to the terminal
    String shown = detail.replaceAll("\\p{Cntrl}", "\uFFFD");
    System.err.println("rejected: " + where + ": " + why + ": " + shown);
  }

  private void summary() {
    System.err.println(
        "decode: "
            + messages
            + " messages; events "
            + events
            + "; control "
            + controls
            + "; disconnects "
            + disconnects
            + "; gaps "
            + gaps
            + "; ignored "
            + ignored
            + "; rejected "
            + rejected
            + (untimed == 0
                ? ""
                : "; " + untimed + " without a receive time, taken as now: --at TIME says it"));
  }
}
