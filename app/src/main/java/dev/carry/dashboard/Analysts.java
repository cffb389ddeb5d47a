package dev.carry.dashboard;

import java.time.LocalDate;
import java.util.List;

/// What the dashboard asks the analyst. Every method may block; none is called by the event loop.
public interface Analysts {

  /// Who answers, what was spent by day and model, and how verdicts stood against what findings
  /// paid: one JSON object.
  String about();

  /// What was said between two days (UTC, both inclusive), oldest first, one JSON object each.
  List<String> past(LocalDate from, LocalDate to);

  /// What the rules say of an opportunity that is open: nobody else is told, and nothing is paid.
  ///
  /// @return the analysis, one JSON object
  /// @throws CannotJudge where none of that id is open
  String rules(String finding, String language);

  /// Has something judged now.
  ///
  /// @return the analysis, one JSON object
  /// @throws CannotJudge saying why
  String judge(Question question) throws InterruptedException;

  /// @param what which of the three it is
  /// @param name the id of an open opportunity, an instrument, or the name of a report
  /// @param report what `backtest` or `basis` wrote; empty for the others
  /// @param language `en` or `th`
  record Question(What what, String name, String report, String language) {}

  enum What {
    FINDING,
    SERIES,
    REPORT
  }

  /// There is nothing of that name, or it says too little.
  final class CannotJudge extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CannotJudge(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
