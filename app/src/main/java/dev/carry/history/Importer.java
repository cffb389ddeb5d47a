package dev.carry.history;

import dev.carry.model.MarketEvent;
import dev.carry.store.StoredRow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/// One layout of files that histories come in.
public interface Importer {

  /// What an importer says of a file.
  sealed interface Judged {
    /// It reads the file.
    ///
    /// @param what the file holds, in words
    record Mine(String what, Reader reader) implements Judged {}

    /// The file is of its layout, but holds nothing that can be stored.
    record Skip(String why) implements Judged {}

    /// It knows nothing of such files.
    record NotMine() implements Judged {}
  }

  /// Reads one file.
  interface Reader {
    void read(Facts into) throws IOException;
  }

  /// Where facts go, one after the other, as far as the file says so in the order of time.
  interface Facts {
    /// @param line where it stands in the file, from 1
    /// @param knownAt when it could first be known
    /// @param source who said so, as the file tells; else what the import is called
    void fact(long line, MarketEvent event, Instant knownAt, String source);

    /// A row as a store wrote it.
    void row(long line, StoredRow row);

    /// What stands there is no fact.
    void rejected(long line, String reason);

    /// Something worth knowing of the whole file.
    void note(String text);

    /// How many more bytes of the file were read.
    void progress(long bytes);
  }

  /// Whether this importer reads a file.
  ///
  /// @param firstLine up to some hundred characters; of binary files, whatever stands there
  Judged judge(Path file, String firstLine);
}
