package dev.carry.sim.frames;

import dev.carry.sim.wire.RestAnswer;
import dev.carry.sim.wire.RestRequest;
import dev.carry.sim.wire.VenueSide;
import dev.carry.sim.wire.Wire;
import dev.carry.sim.world.SimClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A venue that says again what it once said.
public final class FramesSide implements VenueSide {
  private static final int MAX_FILES = 5_000;
  private static final int MAX_PATHS = 100;

  private final List<Path> sockets;
  private final RestBook rest;
  private final Formats formats;
  private final SimClock clock;
  private final double pace;
  private final Map<String, Player> players = new LinkedHashMap<>();

  /// Throws [IllegalArgumentException] where a file there is no recording.
  ///
  /// @param folder the venue's recordings
  /// @param pace speed of the recording's time, infinite for as fast as the clients read
  public FramesSide(String venue, Path folder, SimClock clock, double pace) {
    this.formats = new Formats(venue);
    this.clock = clock;
    this.pace = pace;
    try (Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      List<Path> files =
          walk.filter(Files::isRegularFile)
              .filter(Recording::isRecording)
              .sorted()
              .limit(MAX_FILES)
              .toList();
      files.forEach(FramesSide::mustBeReadable);
      this.sockets = files.stream().filter(file -> !RestBook.isRest(file)).toList();
      this.rest = new RestBook(files.stream().filter(RestBook::isRest).toList());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }

  /// What holds bytes and no message that can be read is no recording.
  private static void mustBeReadable(Path file) {
    try (Recording recording = new Recording(file)) {
      if (recording.next() != null || Files.size(file) == 0) {
        return;
      }
    } catch (IOException | UncheckedIOException e) {
      // told below
    }
    throw new IllegalArgumentException(file + ": no recorded message can be read from it");
  }

  /// Recorded streams and REST bodies; both 0 for a folder without any.
  public int size() {
    return sockets.size() + rest.size();
  }

  @Override
  public RestAnswer answer(RestRequest request) {
    String body = rest.find(request);
    return body == null ? formats.unknown(request.path()) : RestAnswer.ok(body);
  }

  @Override
  public RestAnswer refusal(int status, long retrySeconds) {
    return RestAnswer.of(status, "{}").with("Retry-After", Long.toString(retrySeconds));
  }

  @Override
  public boolean serves(String path) {
    return players.containsKey(path) || players.size() < MAX_PATHS;
  }

  @Override
  public Session open(Wire wire) {
    Player player =
        players.computeIfAbsent(wire.path(), path -> new Player(sockets, pace, formats, Wire::cut));
    player.add(wire);
    return new Session() {
      @Override
      public void text(String message) {
        formats.replies(message).forEach(wire::control);
      }

      @Override
      public void closed() {
        player.remove(wire);
      }
    };
  }

  @Override
  public void step() {
    long now = clock.millis();
    players.values().forEach(player -> player.advance(now));
  }
}
