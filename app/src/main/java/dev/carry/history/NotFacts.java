package dev.carry.history;

import java.nio.file.Path;

/// Files that lie beside histories and hold nothing the store keeps: each is passed over with the
/// reason. Asked last.
final class NotFacts implements Importer {
  private static final int SHOWN = 40;

  @Override
  public Judged judge(Path file, String firstLine) {
    String name = String.valueOf(file.getFileName());
    if (name.endsWith(".md") || name.endsWith(".json") || name.endsWith(".txt")) {
      return new Judged.Skip("a description");
    }
    if (firstLine.contains("\"depth_50bps\"") || firstLine.contains("\"mid_price\"")) {
      return new Judged.Skip("derived from order books, which are not in it: no venue said this");
    }
    if (firstLine.startsWith("{") || firstLine.matches("\\d{13,19} \\{.*")) {
      return new Judged.Skip("raw messages of a venue: carry decode and carry replay read those");
    }
    return new Judged.Skip(
        "no layout that is known; its first line is '"
            + (firstLine.length() > SHOWN ? firstLine.substring(0, SHOWN) + "…" : firstLine)
            + "'");
  }
}
