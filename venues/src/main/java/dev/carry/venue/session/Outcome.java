package dev.carry.venue.session;

import java.time.Duration;
import java.time.Instant;

/// What became of one REST call. Errors are told apart before anything is done about them: a
/// timeout is no ban, and a refused symbol is no outage.
sealed interface Outcome {

  /// For a person on call: what happened, and what it means.
  String words();

  /// The venue answered the question.
  ///
  /// @param body decompressed
  /// @param at when the answer was complete, our clock
  // Nobody compares answers.
  @SuppressWarnings("ArrayRecordComponent")
  record Answer(int status, byte[] body, Instant at) implements Outcome {
    @Override
    public String words() {
      return "answered with status " + status + ", " + body.length + " bytes";
    }
  }

  /// No answer. Trying again soon may help where [#again()] says so.
  sealed interface Failure extends Outcome {
    boolean again();
  }

  record TimedOut(Duration after) implements Failure {
    @Override
    public String words() {
      return "no complete answer within " + Words.of(after) + ": venue or network is slow";
    }

    @Override
    public boolean again() {
      return true;
    }
  }

  /// The venue was not reached at all.
  record NoNetwork(String detail) implements Failure {
    @Override
    public String words() {
      return "not reached (" + detail + "): check network, DNS and firewall";
    }

    @Override
    public boolean again() {
      return true;
    }
  }

  record BadTls(String detail) implements Failure {
    @Override
    public String words() {
      return "no secure connection ("
          + detail
          + "): check this machine's clock, its certificates and any proxy in between";
    }

    @Override
    public boolean again() {
      return false;
    }
  }

  /// The connection broke before the answer was complete.
  record Broken(String detail) implements Failure {
    @Override
    public String words() {
      return "connection broke (" + detail + ")";
    }

    @Override
    public boolean again() {
      return true;
    }
  }

  /// A status 4xx that is about this call, not about us.
  record Refused(int status, String said) implements Failure {
    @Override
    public String words() {
      return "refused with status " + status + Words.said(said) + ": the call itself is wrong";
    }

    @Override
    public boolean again() {
      return false;
    }
  }

  record VenueFault(int status, String said) implements Failure {
    @Override
    public String words() {
      return "venue failed with status " + status + Words.said(said);
    }

    @Override
    public boolean again() {
      return true;
    }
  }

  /// Status 429: asked too much; nothing is asked before `until`.
  record SlowDown(Instant until) implements Failure {
    @Override
    public String words() {
      return "asked to slow down (status 429): nothing is asked before " + until;
    }

    @Override
    public boolean again() {
      return true;
    }
  }

  /// Shut out: every further call before `until` would make it last longer.
  record Banned(int status, Instant until) implements Failure {
    @Override
    public String words() {
      return "shut out with status "
          + status
          + ": staying away until "
          + until
          + "; look for other programs that use this address";
    }

    @Override
    public boolean again() {
      return false;
    }
  }

  record TooLarge(int limit) implements Failure {
    @Override
    public String words() {
      return "the answer is larger than " + limit + " bytes and was dropped";
    }

    @Override
    public boolean again() {
      return false;
    }
  }

  /// Not asked: the budget has no room soon enough.
  record NotNow(Instant from, String why) implements Failure {
    @Override
    public String words() {
      return why + ": not asked before " + from;
    }

    @Override
    public boolean again() {
      return false;
    }
  }
}
