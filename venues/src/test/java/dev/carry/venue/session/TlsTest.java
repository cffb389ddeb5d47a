package dev.carry.venue.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.JksOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real venues are reached by TLS only: certificates and names are checked.
@Timeout(60)
class TlsTest {
  private static final String TRUST = "javax.net.ssl.trustStore";
  private static final String TRUST_PASSWORD = "javax.net.ssl.trustStorePassword";

  @TempDir private Path folder;
  private final Vertx vertx = Vertx.vertx();
  private Path store;
  private int port;

  @BeforeEach
  void serve() throws Exception {
    store = folder.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                "loopback")
            .redirectErrorStream(true)
            .start();
    assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    HttpServer server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost("127.0.0.1")
                    .setPort(0)
                    .setSsl(true)
                    .setKeyCertOptions(
                        new JksOptions().setPath(store.toString()).setPassword("loopback")))
            .requestHandler(request -> request.response().end("{}"))
            .webSocketHandler(socket -> socket.writeTextMessage("secret"))
            .listen()
            .toCompletionStage()
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS);
    port = server.actualPort();
  }

  @AfterEach
  void stop() throws Exception {
    System.clearProperty(TRUST);
    System.clearProperty(TRUST_PASSWORD);
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private URI at(String scheme, String host) {
    return URI.create(scheme + "://" + host + ":" + port + "/x");
  }

  private static Wire wire() {
    return new Wire(InstantSource.system(), Bounds.DEFAULT);
  }

  @Test
  void aTrustedVenueIsReached() throws Exception {
    System.setProperty(TRUST, store.toString());
    System.setProperty(TRUST_PASSWORD, "loopback");
    try (Wire wire = wire();
        WireSocket socket = wire.open(at("wss", "localhost"))) {
      WireSocket.Message message = socket.receive(Duration.ofSeconds(20));
      if (message == null) {
        throw new AssertionError("nothing arrived");
      }
      assertThat(new String(message.bytes(), StandardCharsets.UTF_8)).isEqualTo("secret");
      assertThatThrownBy(() -> wire.open(at("wss", "127.0.0.1")))
          .as("the certificate is for another name")
          .isInstanceOf(WireFailure.class)
          .hasMessageContaining("no secure connection");
    }
  }

  @Test
  void anUntrustedCertificateIsRefusedWithWords() throws Exception {
    try (Wire wire = wire()) {
      assertThatThrownBy(() -> wire.open(at("wss", "localhost")))
          .isInstanceOf(WireFailure.class)
          .hasMessageContaining("no secure connection")
          .hasMessageContaining("certificates");
      assertThat(wire.ask(at("https", "localhost"), null).outcome())
          .isInstanceOf(Outcome.BadTls.class);
    }
  }
}
