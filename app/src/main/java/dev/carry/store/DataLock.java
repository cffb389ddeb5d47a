package dev.carry.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The right to write in a data folder: one owner at a time. The operating system's lock on
/// `carry.lock` is the truth and ends with its process; `owner.properties` beside it says who holds
/// it and how to reach it. The lock file itself is never read: closing any handle on it would give
/// the lock up.
public final class DataLock implements AutoCloseable {
  private static final String LOCK = "carry.lock";
  private static final String OWNER = "owner.properties";
  private static final int TOKEN_BYTES = 16;

  private final Path folder;
  private final FileChannel channel;
  private final FileLock lock;
  private final String token;
  private final Optional<Owner> takenOverFrom;
  private final ReentrantLock writing = new ReentrantLock();
  private int port;

  /// Who owns, or last owned, a data folder.
  ///
  /// @param pid its process
  /// @param started when that process began; absent where the system does not say
  /// @param port where it serves, 0 while it does not
  /// @param token what it asks of those who call it; not for display
  public record Owner(long pid, @Nullable Instant started, int port, String token) {
    @Override
    public String toString() {
      return "process " + pid + (port == 0 ? "" : ", port " + port);
    }
  }

  private DataLock(Path folder, FileChannel channel, FileLock lock, Optional<Owner> takenOverFrom) {
    this.folder = folder;
    this.channel = channel;
    this.lock = lock;
    this.takenOverFrom = takenOverFrom;
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    this.token = HexFormat.of().formatHex(random);
  }

  /// Takes the right to write in a folder; makes the folder if need be.
  ///
  /// @throws StoreException when another process has it, naming that process
  public static DataLock take(Path folder) {
    try {
      Files.createDirectories(folder);
      Optional<Owner> before = owner(folder);
      if (before.isPresent() && isThisProcess(before.get())) {
        throw held(folder, before);
      }
      FileChannel channel =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      @Nullable FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw held(folder, owner(folder));
      }
      DataLock taken = new DataLock(folder, channel, lock, before);
      taken.tell();
      return taken;
    } catch (IOException e) {
      throw StoreException.cannotWrite(folder.resolve(LOCK), e);
    }
  }

  /// Who owns a folder now or died owning it; empty when the last owner left in order.
  public static Optional<Owner> owner(Path folder) {
    Path file = folder.resolve(OWNER);
    Properties read = new Properties();
    try (var in = Files.newBufferedReader(file)) {
      read.load(in);
      String started = read.getProperty("started", "");
      return Optional.of(
          new Owner(
              Long.parseLong(read.getProperty("pid", "0")),
              started.isEmpty() ? null : Instant.parse(started),
              Integer.parseInt(read.getProperty("port", "0")),
              read.getProperty("token", "")));
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // none, or half of one: the lock decides
    }
  }

  public Path folder() {
    return folder;
  }

  /// What local callers of the owner must show.
  public String token() {
    return token;
  }

  /// The owner that ended without leaving; empty when it left in order.
  public Optional<Owner> takenOverFrom() {
    return takenOverFrom;
  }

  /// Says where the owner serves.
  public void advertise(int newPort) {
    writing.lock();
    try {
      port = newPort;
      tell();
    } catch (IOException e) {
      throw StoreException.cannotWrite(folder.resolve(OWNER), e);
    } finally {
      writing.unlock();
    }
  }

  private void tell() throws IOException {
    Instant started = ProcessHandle.current().info().startInstant().orElse(null);
    String text =
        "pid="
            + ProcessHandle.current().pid()
            + "\nstarted="
            + (started == null ? "" : started)
            + "\nport="
            + port
            + "\ntoken="
            + token
            + "\n";
    Path temporary = folder.resolve(OWNER + ".new");
    Files.deleteIfExists(temporary);
    if (temporary.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          temporary,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(temporary, text);
    Files.move(
        temporary,
        folder.resolve(OWNER),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static boolean isThisProcess(Owner owner) {
    ProcessHandle self = ProcessHandle.current();
    return owner.pid() == self.pid()
        && owner.started() != null
        && owner.started().equals(self.info().startInstant().orElse(null));
  }

  private static StoreException held(Path folder, Optional<Owner> owner) {
    return new StoreException(
        folder
            + " is in use by "
            + owner.map(Owner::toString).orElse("another process")
            + ". Mend: stop it, or use another folder (--data DIR); reading beside it is allowed");
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(folder.resolve(OWNER));
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw StoreException.cannotWrite(folder.resolve(LOCK), e);
    }
  }
}
