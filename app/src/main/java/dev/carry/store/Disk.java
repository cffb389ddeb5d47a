package dev.carry.store;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/// What must be on the disk before the next step.
final class Disk {
  private Disk() {}

  /// Forces a file, or a folder's entries where the system knows such a thing.
  static void force(Path path) throws IOException {
    boolean folder = Files.isDirectory(path);
    if (folder && File.separatorChar == '\\') {
      return;
    }
    try (FileChannel channel =
        FileChannel.open(path, folder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  static int crc32c(Path file) throws IOException {
    CRC32C crc = new CRC32C();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read; (read = in.read(buffer)) >= 0; ) {
        crc.update(buffer, 0, read);
      }
    }
    return (int) crc.getValue();
  }
}
