package dev.carry.launch;

/// The configuration cannot be used; the message says where, what was found and what is allowed.
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ConfigException(String message) {
    super(message);
  }
}
