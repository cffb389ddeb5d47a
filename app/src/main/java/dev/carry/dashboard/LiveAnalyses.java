package dev.carry.dashboard;

import dev.carry.model.Analysis;
import dev.carry.model.Finding;
import dev.carry.model.Step;
import java.util.concurrent.locks.ReentrantLock;

/// What stands beside the findings that are open. Written by those who ask the analyst and by the
/// sink's thread, read by the event loop.
final class LiveAnalyses {
  private static final int MOST = 20_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Changes<Analysis> analyses = new Changes<>(MOST);

  void said(Analysis analysis) {
    if (analysis.task() != Analysis.Task.FINDING) {
      return; // a report is told to who asked
    }
    lock.lock();
    try {
      analyses.put(analysis.about(), analysis);
    } finally {
      lock.unlock();
    }
  }

  void accept(Step step) {
    if (step.findings().isEmpty()) {
      return;
    }
    lock.lock();
    try {
      for (Finding finding : step.findings()) {
        if (finding.head().status() == Finding.Status.CLOSED) {
          analyses.remove(finding.head().id());
        }
      }
    } finally {
      lock.unlock();
    }
  }

  Changes.Delta<Analysis> since(long version) {
    lock.lock();
    try {
      return analyses.since(version);
    } finally {
      lock.unlock();
    }
  }
}
