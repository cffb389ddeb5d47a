package dev.carry.venue.backpack;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What Backpack's private side wants signed, and how: ED25519 over a text of the instruction, the
/// parameters in the order of their names, the time, and how long the request is good for.
///
/// Both keys come from outside, as the venue gives them to its user: in Base64, 32 bytes each. The
/// secret one is in no text this class makes. Thread-safe.
public final class BackpackSigning {
  /// What private streams are subscribed with.
  public static final String SUBSCRIBE = "subscribe";

  public static final Duration DEFAULT_WINDOW = Duration.ofSeconds(5);
  public static final Duration LONGEST_WINDOW = Duration.ofMinutes(1);

  private static final int KEY_BYTES = 32;
  private static final String ALGORITHM = "Ed25519";

  private final String apiKey;
  private final PrivateKey secret;

  private BackpackSigning(String apiKey, PrivateKey secret) {
    this.apiKey = apiKey;
    this.secret = secret;
  }

  /// @param apiKey the public key, Base64
  /// @param seed the secret key, Base64
  /// @throws IllegalArgumentException where they are no keys, or not of one pair; it names neither
  public static BackpackSigning of(String apiKey, String seed) {
    byte[] open = bytes(apiKey, "API key");
    byte[] closed = bytes(seed, "secret");
    try {
      KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
      PrivateKey secret =
          keys.generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, closed));
      BackpackSigning signing = new BackpackSigning(apiKey, secret);
      String probe = "one pair";
      Signature check = Signature.getInstance(ALGORITHM);
      check.initVerify(publicKey(open));
      check.update(probe.getBytes(StandardCharsets.UTF_8));
      if (!check.verify(Base64.getDecoder().decode(signing.sign(probe)))) {
        throw new IllegalArgumentException("Backpack: the API key is not of the secret");
      }
      return signing;
    } catch (GeneralSecurityException e) {
      // Its message may tell of the key: it is left out.
      throw new IllegalArgumentException("Backpack: an ED25519 key that cannot be used");
    }
  }

  private static byte[] bytes(String key, String what) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(key);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Backpack: the " + what + " is no Base64");
    }
    if (bytes.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "Backpack: the " + what + " has " + bytes.length + " bytes, not " + KEY_BYTES);
    }
    return bytes;
  }

  /// A public key as the standard writes it: the point's y, lowest byte first, and whether its x is
  /// odd in the highest bit.
  static PublicKey publicKey(byte[] key) throws GeneralSecurityException {
    byte[] highestFirst = new byte[KEY_BYTES];
    for (int i = 0; i < KEY_BYTES; i++) {
      highestFirst[i] = key[KEY_BYTES - 1 - i];
    }
    boolean odd = highestFirst[0] < 0;
    highestFirst[0] &= 0x7f;
    EdECPoint point = new EdECPoint(odd, new BigInteger(1, highestFirst));
    return KeyFactory.getInstance(ALGORITHM)
        .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
  }

  /// The text of a request.
  ///
  /// @param instruction the venue's word for what is asked, `orderCancel`
  /// @param parameters of the body or the query, as they are sent
  public static String text(
      String instruction, Map<String, String> parameters, Instant at, Duration window) {
    return one(instruction, parameters) + ending(at, window);
  }

  /// The text of a batch: every order with the instruction in front, time and window once.
  public static String text(
      String instruction, List<Map<String, String>> orders, Instant at, Duration window) {
    if (orders.isEmpty()) {
      throw new IllegalArgumentException("Backpack: a batch without an order");
    }
    return orders.stream().map(order -> one(instruction, order)).collect(Collectors.joining("&"))
        + ending(at, window);
  }

  private static String one(String instruction, Map<String, String> parameters) {
    StringBuilder text = new StringBuilder("instruction=").append(instruction);
    new TreeMap<>(parameters)
        .forEach((name, value) -> text.append('&').append(name).append('=').append(value));
    return text.toString();
  }

  /// The window is part of it where no header says it, too.
  private static String ending(Instant at, Duration window) {
    if (!window.isPositive() || window.compareTo(LONGEST_WINDOW) > 0) {
      throw new IllegalArgumentException(
          "Backpack: a window of " + window + ", at most " + LONGEST_WINDOW + " is allowed");
    }
    return "&timestamp=" + at.toEpochMilli() + "&window=" + window.toMillis();
  }

  /// The four headers of a request whose text was made with the same time and window.
  public Map<String, String> headers(String text, Instant at, Duration window) {
    if (!text.endsWith(ending(at, window))) {
      throw new IllegalArgumentException("Backpack: the text is of another time or window");
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-API-Key", apiKey);
    headers.put("X-Signature", sign(text));
    headers.put("X-Timestamp", Long.toString(at.toEpochMilli()));
    headers.put("X-Window", Long.toString(window.toMillis()));
    return headers;
  }

  /// The signature of a text, Base64.
  public String sign(String text) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(secret);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Backpack: signing failed");
    }
  }

  /// Names the public key only.
  @Override
  public String toString() {
    return "BackpackSigning[" + apiKey + "]";
  }
}
