package dev.carry.dashboard;

import dev.carry.model.JsonText;
import org.jspecify.annotations.Nullable;

/// A request that cannot be answered, as RFC 9457 tells it.
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String title;
  private final String detail;
  private final @Nullable String parameter;
  private final @Nullable String found;
  private final @Nullable String allowed;

  private Problem(
      int status,
      String title,
      String detail,
      @Nullable String parameter,
      @Nullable String found,
      @Nullable String allowed) {
    super(title + ": " + detail, null, false, false);
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.parameter = parameter;
    this.found = found;
    this.allowed = allowed;
  }

  static Problem of(int status, String title, String detail) {
    return new Problem(status, title, detail, null, null, null);
  }

  static Problem parameter(String name, String found, String allowed) {
    String shown = found.length() > 200 ? found.substring(0, 200) + "…" : found;
    return new Problem(
        400,
        "Bad parameter",
        "parameter '" + name + "': found '" + shown + "', allowed: " + allowed,
        name,
        shown,
        allowed);
  }

  String detail() {
    return detail;
  }

  int status() {
    return status;
  }

  String json(String instance) {
    return new JsonText()
        .put("type", "about:blank")
        .put("title", title)
        .put("status", status)
        .put("detail", detail)
        .put("instance", instance)
        .put("parameter", parameter)
        .put("found", found)
        .put("allowed", allowed)
        .end();
  }
}
