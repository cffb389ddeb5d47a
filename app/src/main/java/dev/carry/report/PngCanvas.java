package dev.carry.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/// A drawing as a PNG of twice as many pixels each way, for screens that have them. Needs no
/// display.
final class PngCanvas implements Canvas {
  private static final int SCALE = 2;

  private final BufferedImage image;
  private final Graphics2D graphics;

  PngCanvas(int width, int height) {
    System.setProperty("java.awt.headless", "true");
    image = new BufferedImage(SCALE * width, SCALE * height, BufferedImage.TYPE_INT_RGB);
    graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.scale(SCALE, SCALE);
  }

  @Override
  public void rectangle(
      double x, double y, double width, double height, String colour, double opacity) {
    Color plain = Color.decode(colour);
    graphics.setColor(
        new Color(plain.getRed(), plain.getGreen(), plain.getBlue(), (int) (255 * opacity)));
    graphics.fill(new Rectangle2D.Double(x, y, width, height));
  }

  @Override
  public void line(double x1, double y1, double x2, double y2, String colour, double width) {
    stroke(colour, width);
    graphics.draw(new Line2D.Double(x1, y1, x2, y2));
  }

  @Override
  public void path(double[] xs, double[] ys, String colour, double width) {
    if (xs.length == 0) {
      return;
    }
    Path2D.Double path = new Path2D.Double();
    path.moveTo(xs[0], ys[0]);
    for (int i = 1; i < xs.length; i++) {
      path.lineTo(xs[i], ys[i]);
    }
    stroke(colour, width);
    graphics.draw(path);
  }

  private void stroke(String colour, double width) {
    graphics.setColor(Color.decode(colour));
    graphics.setStroke(
        new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
  }

  @Override
  public void text(double x, double y, String text, int size, String colour, Anchor anchor) {
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, size));
    graphics.setColor(Color.decode(colour));
    FontMetrics metrics = graphics.getFontMetrics();
    double start =
        switch (anchor) {
          case START -> x;
          case MIDDLE -> x - metrics.stringWidth(text) / 2.0;
          case END -> x - metrics.stringWidth(text);
        };
    graphics.drawString(text, (float) start, (float) y);
  }

  byte[] png() {
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, "png", bytes)) {
        throw new IllegalStateException("this Java writes no PNG");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
