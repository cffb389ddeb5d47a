package dev.carry.alert;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carry.alert.Channel.Answer.Sent;
import dev.carry.model.JsonText;
import dev.carry.sink.Poster;
import dev.carry.sink.Secret;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// A chat of Telegram, through a bot: `sendMessage` of its
/// [Bot API](https://core.telegram.org/bots/api#sendmessage).
///
/// @param base of the Bot API
/// @param token of the bot
/// @param chat its id, or `@name` of a channel
public record Telegram(Poster poster, URI base, Secret token, String chat) implements Channel {
  public static final String NAME = "telegram";
  private static final int MOST_CHARACTERS = 4096;
  private static final Layout LAYOUT =
      new Layout(Telegram::escape, text -> "<b>" + text + "</b>", MOST_CHARACTERS);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String place() {
    return "chat " + chat + " at " + base.getHost();
  }

  @Override
  public int most() {
    return 200;
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @Override
  public Answer send(Message message, Words words) throws InterruptedException {
    String body =
        new JsonText()
            .put("chat_id", chat)
            .put("text", LAYOUT.text(message, words))
            .put("parse_mode", "HTML")
            .putRaw("link_preview_options", "{\"is_disabled\":true}")
            .end();
    URI address = URI.create(base + "/bot" + token.reveal() + "/sendMessage");
    Poster.Answer answer = poster.post(address, body, Map.of("Idempotency-Key", message.key()));
    JsonNode said = Posted.json(answer.body());
    if (answer.ok() && said.path("ok").asBoolean()) {
      return new Sent("message " + said.path("result").path("message_id").asText());
    }
    return Posted.failed(
        answer, List.of(token), Posted.seconds(said.path("parameters").path("retry_after")));
  }

  @Override
  public void close() {
    poster.close();
  }
}
