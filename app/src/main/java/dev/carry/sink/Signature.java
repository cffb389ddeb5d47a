package dev.carry.sink;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Signs what is posted, as [Standard Webhooks](https://www.standardwebhooks.com) writes it: who
/// has the secret can tell that it is from us, unchanged, and how old it is.
public final class Signature {
  private static final String ALGORITHM = "HmacSHA256";

  /// In front of a secret that is written in Base64.
  private static final String PREFIX = "whsec_";

  private Signature() {}

  /// The headers of a body: its key, the same at every try, and with a secret the second it is sent
  /// at and the signature over both and the body.
  ///
  /// @param secret its bytes in UTF-8, or behind `whsec_` in Base64; absent: it is not signed
  public static Map<String, String> headers(
      @Nullable Secret secret, String key, Instant at, String body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Idempotency-Key", key);
    if (secret != null) {
      String seconds = Long.toString(at.getEpochSecond());
      headers.put("webhook-id", key);
      headers.put("webhook-timestamp", seconds);
      headers.put("webhook-signature", "v1," + sign(secret, key + "." + seconds + "." + body));
    }
    return headers;
  }

  private static String sign(Secret secret, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key(secret), ALGORITHM));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  private static byte[] key(Secret secret) {
    String text = secret.reveal();
    if (!text.startsWith(PREFIX)) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    try {
      return Base64.getDecoder().decode(text.substring(PREFIX.length()));
    } catch (IllegalArgumentException e) {
      // without its cause, which may tell of it
      throw new SinkException("a secret that begins with " + PREFIX + " is not Base64 behind it");
    }
  }
}
