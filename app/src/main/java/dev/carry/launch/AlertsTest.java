package dev.carry.launch;

import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Tries a channel.
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = "Sends one message that says that it is a test, and tells what the channel said.",
    footer = {
      "",
      "Example:",
      "  CARRY_ALERT_TELEGRAM_TOKEN=… carry alerts test telegram --set"
          + " alert.telegram.chat=-1001234",
      "  carry alerts test webhook --set alert.webhook.url=http://127.0.0.1:9000/alerts"
    })
final class AlertsTest implements Callable<Integer> {
  // set by picocli
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Mixin private final Common common = new Common();

  // set by picocli
  @Parameters(
      paramLabel = "CHANNEL",
      description = "telegram, slack, discord, webhook, email or console")
  @SuppressWarnings("NullAway.Init")
  private String channel;

  @Override
  public Integer call() throws InterruptedException {
    if (!AlertChannels.NAMES.contains(channel)) {
      throw new ParameterException(
          spec.commandLine(),
          "no channel is called "
              + channel
              + "; allowed is "
              + String.join(", ", AlertChannels.NAMES));
    }
    AlertConfig alerts = common.config().alerts();
    if (alerts.settings().line(channel).isEmpty()) {
      alerts.check(); // says why it is not there, if it is half there
      throw new ConfigException(
          channel + " is not set up (alert." + channel + ".*): carry alerts channels tells how");
    }
    String failed = LiveAlerts.test(alerts.settings(), channel, InstantSource.system());
    if (failed != null) {
      throw new RefusedException(failed);
    }
    System.err.println("carry: " + channel + " took the test message");
    return 0;
  }
}
