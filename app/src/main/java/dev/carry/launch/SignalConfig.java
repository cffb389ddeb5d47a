package dev.carry.launch;

import dev.carry.dashboard.SignalWebhook;
import dev.carry.sink.Hold;
import dev.carry.sink.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the section `signal`.
///
/// @param hold how long bots wait for the analyst that want to
/// @param webhook where a bot is posted to; absent: none is
/// @param secret what is posted is signed with; absent: it is not
/// @param filter what it is told of, as the parameters of `/api/v1/signals` are written
record SignalConfig(Hold hold, @Nullable URI webhook, @Nullable Secret secret, String filter) {

  /// The variable of the environment that holds the secret.
  static String secretEnv(Settings s) {
    return s.get("signal.webhook.secret-env", "CARRY_SIGNAL_WEBHOOK_SECRET", Function.identity());
  }

  static SignalConfig of(Settings s) {
    return new SignalConfig(
        Config.hold(s, "signal"),
        s.find("signal.webhook.url", AlertConfig::anyAddress).orElse(null),
        s.secret(secretEnv(s), s.find("signal.webhook.secret-file", Path::of).orElse(null))
            .orElse(null),
        s.get("signal.webhook.filter", "", SignalConfig::filter));
  }

  private static String filter(String text) {
    SignalWebhook.check(text, VenueChoice.followed());
    return text;
  }

  /// The bot that is posted to; absent: none is.
  ///
  /// @param file where it is kept how far it is
  @Nullable SignalWebhook webhook(Path file) {
    if (webhook != null && secret == null) {
      System.err.println(
          "carry: what signal.webhook.url is posted is not signed: no secret is set");
    }
    return webhook == null ? null : new SignalWebhook(webhook, secret, filter, file);
  }
}
