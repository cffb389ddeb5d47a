package dev.carry.alert;

import dev.carry.alert.Channel.Answer.Sent;
import dev.carry.model.JsonText;
import dev.carry.sink.Poster;
import dev.carry.sink.Secret;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// A channel of Slack, through an
/// [incoming webhook](https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks).
///
/// @param address of the webhook, which is a secret: who has it may write
public record Slack(Poster poster, Secret address) implements Channel {
  public static final String NAME = "slack";
  private static final int MOST_CHARACTERS = 3000;
  private static final Layout LAYOUT =
      new Layout(Slack::escape, text -> "*" + text + "*", MOST_CHARACTERS);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String place() {
    return "incoming webhook at " + URI.create(address.reveal()).getHost();
  }

  @Override
  public int most() {
    return 150;
  }

  /// Stars and the like would make words bold; a character of no width between them does not.
  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replaceAll("([*_~`])", "\u200b$1");
  }

  @Override
  public Answer send(Message message, Words words) throws InterruptedException {
    String section =
        new JsonText()
            .put("type", "section")
            .putRaw(
                "text",
                new JsonText()
                    .put("type", "mrkdwn")
                    .put("text", LAYOUT.text(message, words))
                    .put("verbatim", true)
                    .end())
            .end();
    String body =
        new JsonText()
            .put("text", escape(Layout.cut(words.subject(message), MOST_CHARACTERS / 6)))
            .putRaw("blocks", JsonText.array(List.of(section)))
            .put("unfurl_links", false)
            .end();
    Poster.Answer answer =
        poster.post(URI.create(address.reveal()), body, Map.of("Idempotency-Key", message.key()));
    return answer.ok() && answer.body().strip().equals("ok")
        ? new Sent("ok")
        : Posted.failed(answer, Posted.parts(address), null);
  }

  @Override
  public void close() {
    poster.close();
  }
}
