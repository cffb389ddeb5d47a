package dev.carry.alert;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carry.alert.Channel.Answer.Sent;
import dev.carry.model.JsonText;
import dev.carry.sink.Poster;
import dev.carry.sink.Secret;
import java.net.URI;
import java.util.Map;

/// A channel of Discord, through a
/// [webhook](https://discord.com/developers/docs/resources/webhook#execute-webhook). It is asked to
/// answer with the message it made: only then it has it.
///
/// @param address of the webhook, which is a secret: who has it may write
public record Discord(Poster poster, Secret address) implements Channel {
  public static final String NAME = "discord";
  private static final int MOST_CHARACTERS = 2000;
  private static final Layout LAYOUT =
      new Layout(Discord::escape, text -> "**" + text + "**", MOST_CHARACTERS);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String place() {
    return "webhook at " + URI.create(address.reveal()).getHost();
  }

  @Override
  public int most() {
    return 100;
  }

  private static String escape(String text) {
    return text.replaceAll("([\\\\*_~`|>#\\[\\]()<-])", "\\\\$1");
  }

  @Override
  public Answer send(Message message, Words words) throws InterruptedException {
    String body =
        new JsonText()
            .put("content", LAYOUT.text(message, words))
            .putRaw("allowed_mentions", "{\"parse\":[]}") // no text of ours wakes everyone
            .end();
    URI waiting = URI.create(address.reveal() + "?wait=true");
    Poster.Answer answer = poster.post(waiting, body, Map.of("Idempotency-Key", message.key()));
    JsonNode said = Posted.json(answer.body());
    return answer.ok() && said.hasNonNull("id")
        ? new Sent("message " + said.path("id").asText())
        : Posted.failed(answer, Posted.parts(address), Posted.seconds(said.path("retry_after")));
  }

  @Override
  public void close() {
    poster.close();
  }
}
