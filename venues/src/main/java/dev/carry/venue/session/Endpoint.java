package dev.carry.venue.session;

import dev.carry.venue.VenueDescriptor;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// Where a venue is reached: its own addresses, or a simulator's or proxy's in their place.
///
/// @param rest REST base, `http` or `https`; paths of calls follow it
/// @param ws WebSocket base, `ws` or `wss`; paths of sockets follow it
public record Endpoint(URI rest, URI ws) {

  public Endpoint {
    require(rest, "rest", "http", "https");
    require(ws, "ws", "ws", "wss");
  }

  public static Endpoint of(VenueDescriptor venue) {
    return new Endpoint(venue.rest(), venue.sockets());
  }

  public static Endpoint of(String rest, String ws) {
    return new Endpoint(URI.create(rest), URI.create(ws));
  }

  URI restAddress(String path) {
    return join(rest, path);
  }

  URI socketAddress(String path) {
    return join(ws, path);
  }

  private static URI join(URI base, String path) {
    String start = base.toString();
    if (start.endsWith("/") && path.startsWith("/")) {
      start = start.substring(0, start.length() - 1);
    }
    return URI.create(start + escape(path));
  }

  /// Venues list symbols that no URI may hold as they are (`币安人生USDT`); what is escaped already
  /// stays.
  private static String escape(String path) {
    StringBuilder escaped = new StringBuilder(path.length());
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c > ' ' && c < 0x7f && "\"<>\\^`{|}[]".indexOf(c) < 0) {
        escaped.append(c);
      } else {
        escaped.append('%').append(String.format("%02X", b & 0xff));
      }
    }
    return escaped.toString();
  }

  private static void require(URI uri, String what, String plain, String secure) {
    String scheme = uri.getScheme();
    if (uri.getHost() == null || !(plain.equals(scheme) || secure.equals(scheme))) {
      throw new IllegalArgumentException(
          what + " address '" + uri + "': expected " + plain + "://… or " + secure + "://…");
    }
  }
}
