package dev.carry.report;

import java.util.Locale;

/// A drawing as an SVG document.
final class SvgCanvas implements Canvas {
  private final StringBuilder out = new StringBuilder();

  SvgCanvas(int width, int height) {
    out.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " height=\"%d\" font-family=\"sans-serif\">%n",
            width,
            height,
            width,
            height));
  }

  @Override
  public void rectangle(
      double x, double y, double width, double height, String colour, double opacity) {
    out.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\""
                + " fill-opacity=\"%.2f\"/>%n",
            x,
            y,
            width,
            height,
            colour,
            opacity));
  }

  @Override
  public void line(double x1, double y1, double x2, double y2, String colour, double width) {
    out.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\""
                + " stroke-width=\"%.1f\"/>%n",
            x1,
            y1,
            x2,
            y2,
            colour,
            width));
  }

  @Override
  public void path(double[] xs, double[] ys, String colour, double width) {
    if (xs.length == 0) {
      return;
    }
    out.append("<polyline fill=\"none\" stroke=\"").append(colour).append('"');
    out.append(String.format(Locale.ROOT, " stroke-width=\"%.1f\" points=\"", width));
    for (int i = 0; i < xs.length; i++) {
      out.append(String.format(Locale.ROOT, "%.1f,%.1f ", xs[i], ys[i]));
    }
    out.append("\"/>\n");
  }

  @Override
  public void text(double x, double y, String text, int size, String colour, Anchor anchor) {
    String place =
        switch (anchor) {
          case START -> "start";
          case MIDDLE -> "middle";
          case END -> "end";
        };
    out.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%d\" fill=\"%s\""
                + " text-anchor=\"%s\">%s</text>%n",
            x,
            y,
            size,
            colour,
            place,
            escape(text)));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  String document() {
    return out + "</svg>\n";
  }
}
