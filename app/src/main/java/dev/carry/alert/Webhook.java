package dev.carry.alert;

import dev.carry.alert.Channel.Answer.Sent;
import dev.carry.model.JsonText;
import dev.carry.sink.Poster;
import dev.carry.sink.Secret;
import dev.carry.sink.Signature;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Any program that takes JSON by POST, signed where there is a secret: `docs/schema/alert.json`.
///
/// @param secret absent: not signed
/// @param wall the clock of the world, for the time of the signature
public record Webhook(Poster poster, URI address, @Nullable Secret secret, InstantSource wall)
    implements Channel {
  public static final String NAME = "webhook";

  /// Version of what stands in the schema: grows when a receiver would have to change.
  static final int SCHEMA = 1;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String place() {
    return address.getScheme()
        + "://"
        + address.getAuthority()
        + (secret == null ? ", not signed" : ", signed");
  }

  @Override
  public int most() {
    return 100;
  }

  @Override
  public Answer send(Message message, Words words) throws InterruptedException {
    String body =
        new JsonText()
            .put("schema", SCHEMA)
            .put("key", message.key())
            .put("subject", words.subject(message))
            .putRaw("alerts", JsonText.array(message.alerts().stream().map(Alert::json).toList()))
            .put("more", message.more())
            .end();
    Poster.Answer answer =
        poster.post(address, body, Signature.headers(secret, message.key(), wall.instant(), body));
    return answer.ok()
        ? new Sent("it answered " + answer.status())
        : Posted.failed(answer, secret == null ? List.of() : List.of(secret), null);
  }

  @Override
  public void close() {
    poster.close();
  }
}
