package dev.carry.sink;

import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// How far the input log is on the disk: what is told waits for what caused it, so that nobody acts
/// on what a crash takes back. Called from any thread; must not block.
public interface Durability {
  /// The last sequence that is on the disk.
  long sequence();

  /// Has a listener called whenever more is on the disk, by any thread; it must not block.
  void onAdvance(Runnable listener);

  /// Something waits for what was taken last.
  void hurry();

  static Durability of(LongSupplier sequence, Consumer<Runnable> onAdvance, Runnable hurry) {
    return new Durability() {
      @Override
      public long sequence() {
        return sequence.getAsLong();
      }

      @Override
      public void onAdvance(Runnable listener) {
        onAdvance.accept(listener);
      }

      @Override
      public void hurry() {
        hurry.run();
      }
    };
  }
}
