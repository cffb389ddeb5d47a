package dev.carry.alert;

import dev.carry.alert.Channel.Answer.Later;
import dev.carry.alert.Channel.Answer.Never;
import dev.carry.alert.Channel.Answer.Sent;
import dev.carry.sink.Secret;
import jakarta.mail.Address;
import jakarta.mail.Authenticator;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/// Mail over SMTP, with TLS. The key of a message is its `Message-ID`.
public final class Email implements Channel {
  public static final String NAME = "email";
  private static final int MOST_CHARACTERS = 60_000;
  private static final int MOST_SUBJECT = 150;
  private static final int MOST_WHY = 200;
  private static final String CONNECT_MILLIS = "10000";
  private static final String READ_MILLIS = "20000";

  /// SMTP's answers that speak of the message or its receivers for good: 5xx.
  private static final int PERMANENT = 500;

  /// How it is kept secret on its way.
  public enum Tls {
    /// From the first byte.
    IMPLICIT,
    /// The server must offer it.
    STARTTLS,
    /// Not at all: to a server on this machine.
    NONE
  }

  /// @param user absent: the server asks for none
  /// @param trusted makes sockets that trust what the configuration names; absent: what Java trusts
  public record Server(
      String host,
      int port,
      Tls tls,
      @Nullable String user,
      @Nullable Secret password,
      @Nullable SSLSocketFactory trusted) {}

  private static final Layout LAYOUT =
      new Layout(UnaryOperator.identity(), UnaryOperator.identity(), MOST_CHARACTERS);

  private final Server server;
  private final InternetAddress from;
  private final List<InternetAddress> to;
  private final InstantSource wall;
  private final Session session;

  public Email(Server server, String from, List<String> to, InstantSource wall) {
    this.server = server;
    this.from = address(from);
    this.to = to.stream().map(Email::address).toList();
    this.wall = wall;
    this.session = Session.getInstance(properties(server), authenticator(server));
  }

  private static InternetAddress address(String text) {
    try {
      InternetAddress address = new InternetAddress(text.strip(), true);
      if (!text.contains("@")) {
        throw new AddressException("no @");
      }
      return address;
    } catch (AddressException e) {
      throw new AlertException(
          "found '" + text + "', an address as desk@example.org is allowed", e);
    }
  }

  private static Properties properties(Server server) {
    String prefix = "mail.smtp.";
    Properties p = new Properties();
    p.setProperty(prefix + "host", server.host());
    p.setProperty(prefix + "port", Integer.toString(server.port()));
    p.setProperty(prefix + "auth", Boolean.toString(server.user() != null));
    p.setProperty(prefix + "connectiontimeout", CONNECT_MILLIS);
    p.setProperty(prefix + "timeout", READ_MILLIS);
    p.setProperty(prefix + "writetimeout", READ_MILLIS);
    p.setProperty(prefix + "ssl.checkserveridentity", "true");
    p.setProperty(prefix + "sendpartial", "true"); // one bad address silences no other
    p.setProperty(prefix + "ssl.enable", Boolean.toString(server.tls() == Tls.IMPLICIT));
    if (server.tls() == Tls.STARTTLS) {
      p.setProperty(prefix + "starttls.enable", "true");
      p.setProperty(prefix + "starttls.required", "true");
    }
    if (server.trusted() != null) {
      p.put(prefix + "ssl.socketFactory", server.trusted());
    }
    return p;
  }

  private static @Nullable Authenticator authenticator(Server server) {
    String user = server.user();
    Secret password = server.password();
    return user == null
        ? null
        : new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            return new PasswordAuthentication(user, password == null ? "" : password.reveal());
          }
        };
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String place() {
    return String.join(", ", to.stream().map(InternetAddress::getAddress).toList())
        + " through "
        + server.host()
        + ":"
        + server.port()
        + (server.tls() == Tls.NONE ? ", without TLS" : "");
  }

  @Override
  public int most() {
    return 1_000;
  }

  @Override
  public Answer send(Message message, Words words) {
    try {
      Keyed mail = new Keyed(session, "<" + message.key() + "@" + domain() + ">");
      mail.setFrom(from);
      mail.setRecipients(jakarta.mail.Message.RecipientType.TO, to.toArray(new InternetAddress[0]));
      mail.setSubject(subject(message, words), StandardCharsets.UTF_8.name());
      mail.setSentDate(Date.from(wall.instant()));
      mail.setHeader("Auto-Submitted", "auto-generated");
      mail.setText(LAYOUT.text(message, words) + "\n", StandardCharsets.UTF_8.name());
      Transport.send(mail);
      return new Sent("the server took it");
    } catch (MessagingException e) {
      return failed(e);
    }
  }

  private String domain() {
    String address = from.getAddress();
    return address.substring(address.indexOf('@') + 1);
  }

  private static String subject(Message message, Words words) {
    String mark = message.alerts().isEmpty() ? "" : Words.mark(message.alerts().getFirst()) + " ";
    String line = (mark + words.subject(message)).replaceAll("\\s+", " ");
    return Layout.cut("Carry: " + line, MOST_SUBJECT);
  }

  private Answer failed(MessagingException e) {
    StringBuilder why = new StringBuilder();
    boolean never = false;
    for (Exception at = e; at != null; at = next(at)) {
      String words = String.valueOf(at.getMessage()).strip().replaceAll("\\s+", " ");
      why.append(why.isEmpty() ? "" : "; ").append(words);
      never |=
          at instanceof SMTPSendFailedException refused && refused.getReturnCode() >= PERMANENT;
    }
    Secret password = server.password();
    String text = password == null ? why.toString() : password.hide(why.toString());
    text = Layout.cut(text, MOST_WHY);
    Address[] taken = e instanceof SendFailedException some ? some.getValidSentAddresses() : null;
    if (taken != null && taken.length > 0) {
      return new Sent("the server took it for " + taken.length + " of " + to.size() + ": " + text);
    }
    return never && e instanceof SendFailedException ? new Never(text) : new Later(text, null);
  }

  private static @Nullable Exception next(Exception e) {
    return e instanceof MessagingException mail ? mail.getNextException() : null;
  }

  /// A mail that keeps the id it was given.
  private static final class Keyed extends MimeMessage {
    private final String id;

    Keyed(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
