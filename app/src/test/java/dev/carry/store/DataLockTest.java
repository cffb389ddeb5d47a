package dev.carry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carry.journal.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataLockTest {
  @TempDir private Path folder;

  /// Holds the folder until it is killed.
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      DataLock lock = DataLock.take(Path.of(arguments[0]));
      lock.advertise(4242);
      System.out.println(ProcessHandle.current().pid());
      Thread.currentThread().join();
    }
  }

  @Test
  void aSecondOpenerIsToldWhoHasIt() throws Exception {
    try (ChildJvm child =
        ChildJvm.start(folder.resolve("child.err"), Holder.class, folder.toString())) {
      String pid = child.mustSay();

      assertThatThrownBy(() -> DataLock.take(folder))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(folder.toString())
          .hasMessageContaining("in use by process " + pid + ", port 4242")
          .hasMessageContaining("--data DIR");
      assertThatThrownBy(() -> DataLock.take(folder)).hasMessageContaining(pid);

      child.kill();
      try (DataLock lock = DataLock.take(folder)) {
        assertThat(lock.takenOverFrom())
            .hasValueSatisfying(
                before -> {
                  assertThat(before.pid()).isEqualTo(Long.parseLong(pid));
                  assertThat(before.port()).isEqualTo(4242);
                });
      }
    }
  }

  @Test
  void theSameProcessCannotTakeItTwiceNorLoseItByTrying() {
    try (DataLock lock = DataLock.take(folder)) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> DataLock.take(folder))
            .hasMessageContaining("process " + ProcessHandle.current().pid());
      }
      assertThat(DataLock.owner(folder)).map(DataLock.Owner::token).contains(lock.token());
    }
  }

  @Test
  void leavingInOrderLeavesNoTrace() {
    DataLock.take(folder).close();

    assertThat(DataLock.owner(folder)).isEmpty();
    try (DataLock again = DataLock.take(folder)) {
      assertThat(again.takenOverFrom()).isEmpty();
    }
  }

  @Test
  void theTokenIsReadableByItsOwnerAloneAndNotShown() throws Exception {
    try (DataLock lock = DataLock.take(folder)) {
      assertThat(lock.token()).hasSize(32);
      assertThat(DataLock.owner(folder).orElseThrow().toString()).doesNotContain(lock.token());
      Path owner = folder.resolve("owner.properties");
      if (Files.getFileStore(owner).supportsFileAttributeView("posix")) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(owner)))
            .isEqualTo("rw-------");
      }
    }
  }
}
