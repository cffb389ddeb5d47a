package dev.carry.venue.backpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The signed texts word for word as documented, the signatures by the JDK's own verification.
class BackpackSigningTest {
  private static final Duration WINDOW = BackpackSigning.DEFAULT_WINDOW;

  /// The first key pair and signature of RFC 8032, section 7.1.
  private static final String RFC_SEED =
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
  private static final String RFC_PUBLIC =
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
  private static final String RFC_SIGNATURE_OF_NOTHING =
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b4"
          + "6bd25bf5f0595bbe24655141438e7a100b";

  @Test
  void aRequestIsSignedAsDocumented() {
    assertThat(
            BackpackSigning.text(
                "orderCancel",
                Map.of("symbol", "BTC_USDT", "orderId", "28"),
                Instant.ofEpochMilli(1_614_550_000_000L),
                WINDOW))
        .isEqualTo(
            "instruction=orderCancel&orderId=28&symbol=BTC_USDT&timestamp=1614550000000&window=5000");
  }

  @Test
  void aBatchRepeatsTheInstructionForEachOrderAndEndsOnce() {
    assertThat(
            BackpackSigning.text(
                "orderExecute",
                List.of(order("141", "12"), order("140", "11")),
                Instant.ofEpochMilli(1_750_793_021_519L),
                WINDOW))
        .isEqualTo(
            "instruction=orderExecute&orderType=Limit&price=141&quantity=12&side=Bid"
                + "&symbol=SOL_USDC_PERP&instruction=orderExecute&orderType=Limit&price=140"
                + "&quantity=11&side=Bid&symbol=SOL_USDC_PERP&timestamp=1750793021519&window=5000");
  }

  @Test
  void withoutParametersOnlyTimeAndWindowFollowTheInstruction() {
    assertThat(
            BackpackSigning.text(
                BackpackSigning.SUBSCRIBE,
                Map.of(),
                Instant.ofEpochMilli(1),
                Duration.ofMinutes(1)))
        .isEqualTo("instruction=subscribe&timestamp=1&window=60000");
  }

  @Test
  void theFourHeadersCarryWhatTheJdkVerifies() throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    String apiKey = base64(raw((EdECPublicKey) pair.getPublic()));
    BackpackSigning signing =
        BackpackSigning.of(
            apiKey, base64(((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow()));
    Instant at = Instant.ofEpochMilli(1_790_134_357_267L);
    String text = BackpackSigning.text("balanceQuery", Map.of(), at, WINDOW);
    Map<String, String> headers = signing.headers(text, at, WINDOW);
    assertThat(headers)
        .containsOnlyKeys("X-API-Key", "X-Signature", "X-Timestamp", "X-Window")
        .containsEntry("X-API-Key", apiKey)
        .containsEntry("X-Timestamp", "1790134357267")
        .containsEntry("X-Window", "5000");
    Signature verification = Signature.getInstance("Ed25519");
    verification.initVerify(pair.getPublic());
    verification.update(text.getBytes(StandardCharsets.UTF_8));
    assertThat(verification.verify(Base64.getDecoder().decode(headers.get("X-Signature"))))
        .isTrue();
  }

  @Test
  void theStandardsFirstExampleComesOutByteForByte() {
    BackpackSigning signing = BackpackSigning.of(base64(hex(RFC_PUBLIC)), base64(hex(RFC_SEED)));
    assertThat(signing.sign("")).isEqualTo(base64(hex(RFC_SIGNATURE_OF_NOTHING)));
  }

  @Test
  void theSecretIsInNoTextAndNoError() throws GeneralSecurityException {
    String seed = base64(hex(RFC_SEED));
    assertThat(BackpackSigning.of(base64(hex(RFC_PUBLIC)), seed).toString()).doesNotContain(seed);
    KeyPair other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    assertThatThrownBy(
            () -> BackpackSigning.of(base64(raw((EdECPublicKey) other.getPublic())), seed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Backpack: the API key is not of the secret")
        .hasNoCause();
    assertThatThrownBy(() -> BackpackSigning.of("AAAA", seed))
        .hasMessage("Backpack: the API key has 3 bytes, not 32");
    assertThatThrownBy(() -> BackpackSigning.of(base64(hex(RFC_PUBLIC)), "no key!"))
        .hasMessage("Backpack: the secret is no Base64")
        .hasNoCause();
  }

  @Test
  void noWindowIsLongerThanAMinute() {
    assertThatThrownBy(
            () ->
                BackpackSigning.text(
                    "balanceQuery", Map.of(), Instant.EPOCH, Duration.ofMillis(60_001)))
        .hasMessageContaining("at most PT1M");
  }

  @Test
  void headersOfAnotherTimeThanTheTextAreRefused() {
    BackpackSigning signing = BackpackSigning.of(base64(hex(RFC_PUBLIC)), base64(hex(RFC_SEED)));
    String text = BackpackSigning.text("balanceQuery", Map.of(), Instant.EPOCH, WINDOW);
    assertThatThrownBy(() -> signing.headers(text, Instant.EPOCH.plusMillis(1), WINDOW))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Map<String, String> order(String price, String quantity) {
    return Map.of(
        "symbol", "SOL_USDC_PERP",
        "side", "Bid",
        "orderType", "Limit",
        "price", price,
        "quantity", quantity);
  }

  /// 32 bytes, the lowest of y first, the oddness of x in the highest bit.
  private static byte[] raw(EdECPublicKey key) {
    byte[] y = key.getPoint().getY().toByteArray();
    byte[] raw = new byte[32];
    for (int i = 0; i < y.length && i < raw.length; i++) {
      raw[i] = y[y.length - 1 - i];
    }
    if (key.getPoint().isXOdd()) {
      raw[31] |= (byte) 0x80;
    }
    return raw;
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
