package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.carry.alert.AlertSettings;
import dev.carry.alert.Channel.Answer;
import dev.carry.alert.Channel.Answer.Later;
import dev.carry.alert.Channel.Answer.Sent;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Mail as it is configured, against a real server that asks for a password and speaks TLS under a
/// certificate of its own.
class AlertMailTest {
  private static final Instant NOW = Instant.parse("2026-03-14T09:00:00Z");
  private static final String PASSWORD = "planted-password-9876";

  @TempDir private static Path folder;
  private final GreenMail server =
      new GreenMail(
          new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP)
          });

  /// A certificate for this machine, as a house makes one for its own server.
  @BeforeAll
  static void certificate() throws Exception {
    Path store = folder.resolve("server.p12");
    keytool(
        "-genkeypair",
        "-alias",
        "mail",
        "-keyalg",
        "EC",
        "-dname",
        "CN=mail",
        "-validity",
        "2",
        "-ext",
        "san=ip:127.0.0.1,dns:localhost",
        "-keystore",
        store.toString(),
        "-storetype",
        "PKCS12",
        "-storepass",
        "changeit");
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        "mail",
        "-keystore",
        store.toString(),
        "-storepass",
        "changeit",
        "-file",
        folder.resolve("ca.pem").toString());
    System.setProperty("greenmail.tls.keystore.file", store.toString());
    System.setProperty("greenmail.tls.keystore.password", "changeit");
  }

  private static void keytool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("keytool"))).isZero();
  }

  @AfterEach
  void close() {
    server.stop();
  }

  private void listen() {
    server.start();
    server.setUser("desk@example.org", "desk", PASSWORD);
  }

  private AlertConfig config(String password, String... more) {
    List<String> sets =
        new ArrayList<>(
            List.of(
                "alert.email.host=127.0.0.1",
                "alert.email.port=" + server.getSmtps().getPort(),
                "alert.email.tls=implicit",
                "alert.email.ca-file=" + folder.resolve("ca.pem"),
                "alert.email.user=desk",
                "alert.email.from=Carry <carry@example.org>",
                "alert.email.to=oncall@example.org, desk@example.org"));
    sets.addAll(List.of(more));
    return Config.of(Settings.read(null, Map.of("CARRY_ALERT_EMAIL_PASSWORD", password), sets))
        .alerts();
  }

  private static Answer test(AlertConfig config) throws InterruptedException {
    AlertSettings.Line line = config.settings().line("email").orElseThrow();
    return line.test(NOW);
  }

  @Test
  void isTakenOverTlsByAServerThatAsksForAPassword() throws Exception {
    listen();
    assertThat(test(config(PASSWORD, "alert.language=th"))).isInstanceOf(Sent.class);
    MimeMessage[] mails = server.getReceivedMessages();
    assertThat(mails).as("one for each receiver").hasSize(2);
    MimeMessage mail = mails[0];
    assertThat(mail.getSubject()).isEqualTo("Carry: ℹ️ ทดสอบ: การแจ้งเตือนของ Carry มาถึงที่นี่");
    assertThat(mail.getFrom()[0].toString()).isEqualTo("Carry <carry@example.org>");
    assertThat(mail.getContent().toString())
        .contains("การแจ้งเตือนของ Carry", "2026-03-14 09:00:00 UTC");
    assertThat(mail.getMessageID()).matches("<email-[0-9a-f]{16}@example\\.org>");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
  }

  @Test
  void aWrongPasswordIsToldWithoutIt() throws Exception {
    listen();
    Answer answer = test(config("planted-wrong-1234567"));
    assertThat(answer).isInstanceOf(Later.class);
    assertThat(((Later) answer).why()).contains("535").doesNotContain("planted-wrong-1234567");
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void aCertificateNobodyKnowsIsNotTrustedNorOneOfAnotherMachine() throws Exception {
    listen();
    Answer unknown =
        test(
            Config.of(
                    Settings.read(
                        null,
                        Map.of("CARRY_ALERT_EMAIL_PASSWORD", PASSWORD),
                        List.of(
                            "alert.email.host=127.0.0.1",
                            "alert.email.port=" + server.getSmtps().getPort(),
                            "alert.email.tls=implicit",
                            "alert.email.user=desk",
                            "alert.email.from=carry@example.org",
                            "alert.email.to=oncall@example.org")))
                .alerts());
    assertThat(unknown).isInstanceOf(Later.class);
    assertThat(((Later) unknown).why()).contains("PKIX");
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void withoutTlsOnTheOtherSideNothingIsSentWhereItIsAskedFor() throws Exception {
    listen();
    Answer plain =
        test(
            config(
                PASSWORD,
                "alert.email.tls=starttls",
                "alert.email.port=" + server.getSmtp().getPort()));
    assertThat(plain).isInstanceOf(Later.class);
    assertThat(((Later) plain).why()).contains("STARTTLS");
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void aServerThatIsNotThereIsTriedAgain() throws Exception {
    listen();
    AlertConfig config = config(PASSWORD);
    server.stop();
    assertThat(test(config)).isInstanceOf(Later.class);
  }

  /// One receiver has left the house: the others are told all the same, once.
  @Test
  void anAddressThatIsRefusedSilencesNoOther() throws Exception {
    List<String> heard = new CopyOnWriteArrayList<>();
    try (ServerSocket smtp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread serving = Thread.ofPlatform().daemon().start(() -> serve(smtp, heard));
      Answer answer =
          test(
              Config.of(
                      Settings.read(
                          null,
                          Map.of(),
                          List.of(
                              "alert.email.host=127.0.0.1",
                              "alert.email.port=" + smtp.getLocalPort(),
                              "alert.email.tls=none",
                              "alert.email.from=carry@example.org",
                              "alert.email.to=gone@example.org, oncall@example.org")))
                  .alerts());
      serving.join();
      assertThat(answer).isInstanceOf(Sent.class);
      assertThat(((Sent) answer).what()).contains("1 of 2", "550");
      assertThat(heard).contains("DATA").anyMatch(line -> line.startsWith("Message-ID: <email-"));
    }
  }

  /// As little SMTP as there can be: it knows everybody but who is gone.
  private static void serve(ServerSocket smtp, List<String> heard) {
    try (Socket client = smtp.accept();
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        PrintWriter out =
            new PrintWriter(client.getOutputStream(), true, StandardCharsets.US_ASCII)) {
      out.print("220 ready\r\n");
      out.flush();
      boolean data = false;
      for (String line; (line = in.readLine()) != null; ) {
        heard.add(line);
        boolean ends = data && line.equals(".");
        if (!data || ends) {
          String answer =
              ends
                  ? "250 taken"
                  : line.startsWith("DATA")
                      ? "354 go on"
                      : line.contains("<gone@") ? "550 no such user" : "250 ok";
          data = line.startsWith("DATA");
          out.print(answer + "\r\n");
          out.flush();
        }
      }
    } catch (IOException e) {
      heard.add(e.toString());
    }
  }

  @Test
  void aFileThatHoldsNoCertificateIsToldOf() {
    Path file = folder.resolve("keytool");
    assertThatThrownBy(() -> Certificates.trusting(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(file.toString());
  }
}
