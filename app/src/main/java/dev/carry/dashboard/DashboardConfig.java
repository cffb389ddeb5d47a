package dev.carry.dashboard;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Where the dashboard listens and who may use it.
///
/// @param host address to bind; anything but this machine itself needs a token
/// @param port 0 to 65535; 0: any free one
/// @param token secret of every POST, and of everything where others can reach the address; absent:
///     a random one, which only the page of this machine is given
/// @param ownerToken what other processes of this user show, who can read the data folder; absent:
///     there is none
/// @param names host names, besides addresses, under which users reach it
public record DashboardConfig(
    String host, int port, @Nullable String token, @Nullable String ownerToken, Set<String> names) {
  private static final int LEAST_TOKEN = 12;

  public DashboardConfig {
    if (port < 0 || port > 65_535) {
      throw new DashboardException("server.port: found " + port + ", allowed 0 to 65535");
    }
    if (token != null && token.length() < LEAST_TOKEN) {
      throw new DashboardException(
          "server token: found "
              + token.length()
              + " characters, allowed "
              + LEAST_TOKEN
              + " or more");
    }
    if (token == null && !loopback(host)) {
      throw new DashboardException(
          "server.host "
              + host
              + " can be reached from other machines: name a token in server.token-env, or bind"
              + " 127.0.0.1");
    }
    TreeSet<String> lower = new TreeSet<>();
    names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
    names = lower;
  }

  public DashboardConfig(String host, int port, @Nullable String token) {
    this(host, port, token, null, Set.of());
  }

  /// The same for other processes of this user too.
  public DashboardConfig withOwner(String otherToken) {
    return new DashboardConfig(host, port, token, otherToken, names);
  }

  /// This machine only, on a port of its choice.
  public static DashboardConfig local(int port) {
    return new DashboardConfig("127.0.0.1", port, null);
  }

  boolean loopback() {
    return loopback(host);
  }

  static boolean loopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.equals("::1")
        || host.equals("[::1]")
        || host.matches("127(\\.\\d{1,3}){3}");
  }

  /// Without the token.
  @Override
  public String toString() {
    return "DashboardConfig[" + host + ":" + port + ", names " + names + "]";
  }
}
