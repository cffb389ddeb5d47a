package dev.carry.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/// A Binance of [#SYMBOLS] perpetuals on loopback that sends at an even pace: each message has the
/// instant at which it should leave, and whatever delays it counts. One in [#MARKS] is a mark that
/// crosses the premium's threshold, so that it is a finding; its last digits name the message.
final class PacedVenue implements AutoCloseable {
  static final int SYMBOLS = 400;
  static final int MARKS = 50;
  private static final long BATCH_NANOS = 50_000;

  /// What a named mark is above its plain value: the number of the message times this.
  static final double DIGIT = 1e-9;

  private final HttpServer rest;
  private final ServerSocket sockets;
  private final List<OutputStream> clients = new CopyOnWriteArrayList<>();

  /// The instant at which the mark of each number should leave, `System.nanoTime`.
  private final AtomicLongArray intended;

  /// How late the sender itself was with the marks, nanoseconds: what the machine's scheduler costs
  /// before anything is received. Written by the sending thread.
  final Histogram lateness = new Histogram(60_000_000_000L, 3);

  private final QuoteFrame[] quotes = new QuoteFrame[SYMBOLS];
  private volatile boolean closed;

  /// @param marks most marks ever sent
  PacedVenue(int marks) throws IOException {
    intended = new AtomicLongArray(marks);
    Arrays.setAll(quotes, QuoteFrame::new);
    InetAddress here = InetAddress.getLoopbackAddress();
    rest = HttpServer.create(new InetSocketAddress(here, 0), 0);
    answer("/fapi/v1/exchangeInfo", exchangeInfo());
    answer("/fapi/v1/fundingInfo", "[]");
    answer("/fapi/v1/premiumIndex", "[]");
    answer("/fapi/v1/ticker/bookTicker", "[]");
    rest.start();
    sockets = new ServerSocket(0, 16, here);
    Thread.ofPlatform().daemon().name("venue-accept").start(this::accept);
  }

  String restAddress() {
    return "http://127.0.0.1:" + rest.getAddress().getPort();
  }

  String socketAddress() {
    return "ws://127.0.0.1:" + sockets.getLocalPort();
  }

  int clients() {
    return clients.size();
  }

  long intended(long mark) {
    return mark < 0 || mark >= intended.length() ? 0 : intended.get((int) mark);
  }

  private void answer(String path, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    rest.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, bytes.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
          }
        });
  }

  private static String exchangeInfo() {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < SYMBOLS; i++) {
      rows.add(
          """
          {"symbol":"%1$sUSDT","pair":"%1$sUSDT","contractType":"PERPETUAL","status":"TRADING",\
          "baseAsset":"%1$s","quoteAsset":"USDT","marginAsset":"USDT","underlyingType":"COIN",\
          "deliveryDate":4133404800000,\
          "filters":[{"filterType":"PRICE_FILTER","tickSize":"0.00000001"}]}\
          """
              .formatted(asset(i)));
    }
    return "{\"serverTime\":0,\"symbols\":[" + String.join(",", rows) + "]}";
  }

  private static String asset(int i) {
    return "C" + i;
  }

  // --- sockets -----------------------------------------------------------------------------

  private void accept() {
    while (!closed) {
      try {
        Socket socket = sockets.accept();
        socket.setTcpNoDelay(true);
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        String key = "";
        for (String line; (line = in.readLine()) != null && !line.isEmpty(); ) {
          if (line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:")) {
            key = line.substring(line.indexOf(':') + 1).strip();
          }
        }
        OutputStream out = socket.getOutputStream();
        out.write(
            ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: "
                    + accepted(key)
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        clients.add(out);
        // what the client says is read and of no interest
        Thread.ofVirtual().start(() -> drain(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private static void drain(Socket socket) {
    byte[] buffer = new byte[4_096];
    try {
      while (socket.getInputStream().read(buffer) >= 0) {
        // on to its end
      }
    } catch (IOException e) {
      // its end
    }
  }

  private static String accepted(String key) {
    try {
      byte[] sha =
          MessageDigest.getInstance("SHA-1")
              .digest(
                  (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                      .getBytes(StandardCharsets.ISO_8859_1));
      return Base64.getEncoder().encodeToString(sha);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  // --- messages ----------------------------------------------------------------------------

  /// Sends `count` messages, `perSecond` of them a second, over the connections in turn.
  ///
  /// @param firstMark the number of the first mark
  /// @return the number after the last mark
  long send(long count, int perSecond, long firstMark) throws IOException {
    List<OutputStream> to = List.copyOf(clients);
    ByteArrayOutputStream[] batches = new ByteArrayOutputStream[to.size()];
    for (int i = 0; i < batches.length; i++) {
      batches[i] = new ByteArrayOutputStream(1 << 16);
    }
    double gap = 1e9 / perSecond;
    long start = System.nanoTime() + 1_000_000;
    long mark = firstMark;
    long sent = 0;
    while (sent < count) {
      long due = Math.min(count, (long) ((System.nanoTime() - start) / gap) + 1);
      for (; sent < due; sent++) {
        ByteArrayOutputStream batch = batches[(int) (sent % batches.length)];
        if (sent % MARKS == 0) {
          long at = start + (long) (sent * gap);
          intended.set((int) mark, at);
          lateness.recordValue(Math.max(0, System.nanoTime() - at));
          frame(batch, mark(mark++));
        } else {
          quotes[(int) (sent % SYMBOLS)].write(batch, sent);
        }
      }
      for (int i = 0; i < batches.length; i++) {
        if (batches[i].size() > 0) {
          batches[i].writeTo(to.get(i));
          batches[i].reset();
        }
      }
      LockSupport.parkNanos(BATCH_NANOS);
    }
    return mark;
  }

  /// A quote in its frame, rendered once; only its number, its last digits and its times change, so
  /// that the sender takes little of the cores it shares.
  private static final class QuoteFrame {
    /// As many digits as a time in milliseconds.
    private static final long FIRST = 1_000_000_000_000L;

    private static final int DIGITS = 13;

    private final byte[] bytes;
    private final int number;
    private final int bid;
    private final int ask;
    private final int changed;
    private final int sent;

    QuoteFrame(int symbol) {
      String text =
          """
          {"stream":"c%1$dusdt@bookTicker","data":{"e":"bookTicker","u":%2$d,"s":"%3$sUSDT",\
          "b":"99.90","B":"2.507","a":"100.10","A":"2.510","T":%2$d,"E":%2$d}}\
          """
              .formatted(symbol, FIRST, asset(symbol));
      ByteArrayOutputStream framed = new ByteArrayOutputStream();
      frame(framed, text);
      bytes = framed.toByteArray();
      int head = bytes.length - text.length();
      number = head + text.indexOf("\"u\":") + 4;
      bid = head + text.indexOf("99.90") + 4;
      ask = head + text.indexOf("100.10") + 5;
      changed = head + text.indexOf("\"T\":") + 4;
      sent = head + text.indexOf("\"E\":") + 4;
    }

    void write(ByteArrayOutputStream to, long n) {
      long now = System.currentTimeMillis();
      put(number, FIRST + n);
      put(changed, now);
      put(sent, now);
      bytes[bid] = (byte) ('0' + n % 10);
      bytes[ask] = (byte) ('0' + n % 10);
      to.write(bytes, 0, bytes.length);
    }

    private void put(int at, long value) {
      for (int i = at + DIGITS - 1; i >= at; i--, value /= 10) {
        bytes[i] = (byte) ('0' + value % 10);
      }
    }
  }

  /// Above the threshold, then below the closing one, symbol by symbol.
  private static String mark(long n) {
    long now = System.currentTimeMillis();
    int symbol = (int) (n % SYMBOLS);
    boolean apart = n / SYMBOLS % 2 == 0;
    String price = String.format(Locale.ROOT, "%s%09d", apart ? "101." : "100.", n);
    return "{\"stream\":\"!markPrice@arr@1s\",\"data\":[{\"e\":\"markPriceUpdate\",\"E\":"
        + now
        + ",\"s\":\""
        + asset(symbol)
        + "USDT\",\"p\":\""
        + price
        + "\",\"P\":\"100.0\",\"i\":\"100.0\",\"r\":\"0.0001\",\"T\":"
        + (now / 28_800_000 + 1) * 28_800_000
        + "}]}";
  }

  private static void frame(ByteArrayOutputStream to, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    to.write(0x81);
    if (bytes.length < 126) {
      to.write(bytes.length);
    } else {
      to.write(126);
      to.write(bytes.length >> 8);
      to.write(bytes.length & 0xff);
    }
    to.writeBytes(bytes);
  }

  @Override
  public void close() throws IOException {
    closed = true;
    sockets.close();
    rest.stop(0);
    for (OutputStream client : clients) {
      client.close();
    }
  }
}
