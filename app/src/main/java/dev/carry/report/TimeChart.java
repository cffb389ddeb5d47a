package dev.carry.report;

import dev.carry.report.Canvas.Anchor;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Lines over time with a stretch of them shaded: what happened, in one picture that needs no
/// explanation beside it.
///
/// @param title what it shows
/// @param about lines below the title: where from, what is shaded
/// @param unit of all values, for the axis
/// @param lines what is drawn, the first one last and above the others
/// @param shaded stretches of time behind the lines
/// @param rules values at which a dashed level is drawn
public record TimeChart(
    String title,
    List<String> about,
    String unit,
    List<Line> lines,
    List<Shade> shaded,
    List<Double> rules) {
  private static final int WIDTH = 1_200;
  private static final int HEIGHT = 540;
  private static final int LEFT = 76;
  private static final int RIGHT = 24;
  private static final int TOP = 104;
  private static final int BOTTOM = 64;

  private static final String INK = "#1f2933";
  private static final String FAINT = "#d3d9e0";
  private static final String PALE = "#6b7785";
  private static final String SHADE = "#e8a33d";

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /// One line.
  ///
  /// @param millis times, milliseconds since 1970, ascending
  /// @param values as many, in the chart's unit
  /// @param colour `#rrggbb`
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Line(String name, long[] millis, double[] values, String colour) {

    /// The same shape with fewer points: the lowest and the highest of each of so many stretches of
    /// time, in their order. No peak is lost.
    Line thinned(int stretches) {
      int count = millis.length;
      if (count <= 2 * stretches) {
        return this;
      }
      long from = millis[0];
      double each = Math.max(1, (double) (millis[count - 1] - from + 1) / stretches);
      long[] at = new long[2 * stretches + 2];
      double[] kept = new double[at.length];
      int size = 0;
      for (int i = 0; i < count; ) {
        long stretch = (long) ((millis[i] - from) / each);
        int low = i;
        int high = i;
        for (; i < count && (long) ((millis[i] - from) / each) == stretch; i++) {
          low = values[i] < values[low] ? i : low;
          high = values[i] > values[high] ? i : high;
        }
        for (int point : low < high ? new int[] {low, high} : new int[] {high, low}) {
          at[size] = millis[point];
          kept[size++] = values[point];
        }
      }
      return new Line(name, Arrays.copyOf(at, size), Arrays.copyOf(kept, size), colour);
    }
  }

  /// A stretch of time.
  public record Shade(Instant from, Instant to) {}

  public TimeChart {
    about = List.copyOf(about);
    lines = List.copyOf(lines);
    shaded = List.copyOf(shaded);
    rules = List.copyOf(rules);
    if (lines.stream().allMatch(line -> line.millis().length == 0)) {
      throw new IllegalArgumentException(title + ": a chart of no points");
    }
  }

  /// As a document.
  public String svg() {
    SvgCanvas canvas = new SvgCanvas(WIDTH, HEIGHT);
    draw(canvas);
    return canvas.document();
  }

  /// As a picture.
  public byte[] png() {
    PngCanvas canvas = new PngCanvas(WIDTH, HEIGHT);
    draw(canvas);
    return canvas.png();
  }

  /// From values to places.
  private record Scale(long from, long to, double low, double high) {
    double x(long millis) {
      return LEFT + (WIDTH - LEFT - RIGHT) * (double) (millis - from) / Math.max(1, to - from);
    }

    double y(double value) {
      return TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low);
    }
  }

  private void draw(Canvas canvas) {
    Scale scale = scale();
    canvas.rectangle(0, 0, WIDTH, HEIGHT, "#ffffff", 1);
    canvas.text(LEFT, 30, title, 18, INK, Anchor.START);
    for (int i = 0; i < about.size(); i++) {
      canvas.text(LEFT, 50 + 16 * i, about.get(i), 12, PALE, Anchor.START);
    }
    for (Shade shade : shaded) {
      double from = scale.x(Math.max(scale.from, shade.from().toEpochMilli()));
      double to = scale.x(Math.min(scale.to, shade.to().toEpochMilli()));
      double wide = Math.max(1, to - from);
      canvas.rectangle(from, TOP, wide, HEIGHT - TOP - BOTTOM, SHADE, 0.25);
    }
    values(canvas, scale);
    times(canvas, scale);
    for (double rule : rules) {
      dashes(canvas, scale, rule);
    }
    for (Line line : lines.reversed()) {
      path(canvas, scale, line);
    }
    legend(canvas);
  }

  private Scale scale() {
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    double low = 0;
    double high = 0;
    for (Line line : lines) {
      for (int i = 0; i < line.millis.length; i++) {
        from = Math.min(from, line.millis[i]);
        to = Math.max(to, line.millis[i]);
        low = Math.min(low, line.values[i]);
        high = Math.max(high, line.values[i]);
      }
    }
    for (double rule : rules) {
      low = Math.min(low, rule);
      high = Math.max(high, rule);
    }
    double room = high > low ? 0.06 * (high - low) : 1;
    return new Scale(from, to, low - room, high + room);
  }

  private void values(Canvas canvas, Scale scale) {
    double step = niceStep((scale.high - scale.low) / 7);
    for (double value = Math.ceil(scale.low / step) * step; value <= scale.high; value += step) {
      double y = scale.y(value);
      canvas.line(LEFT, y, WIDTH - RIGHT, y, FAINT, Math.abs(value) < step / 2 ? 1.6 : 0.7);
      canvas.text(LEFT - 8, y + 4, number(value, step), 12, PALE, Anchor.END);
    }
    canvas.text(LEFT - 8, TOP - 10, unit, 12, PALE, Anchor.END);
  }

  /// 1, 2 or 5 times a power of ten, not below.
  static double niceStep(double least) {
    double power = StrictMath.pow(10, Math.floor(StrictMath.log10(least)));
    double times = least / power;
    return power * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10);
  }

  private static String number(double value, double step) {
    int decimals = Math.max(0, (int) -Math.floor(StrictMath.log10(step) + 1e-9));
    double shown = Math.abs(value) < step / 2 ? 0 : value;
    return String.format(Locale.ROOT, "%." + decimals + "f", shown);
  }

  private static void times(Canvas canvas, Scale scale) {
    long step = timeStep((scale.to - scale.from) / 8);
    DateTimeFormatter format =
        step >= Duration.ofDays(1).toMillis()
            ? DAY
            : step >= Duration.ofMinutes(1).toMillis() ? MINUTE : SECOND;
    for (long at = Math.ceilDiv(scale.from, step) * step; at <= scale.to; at += step) {
      double x = scale.x(at);
      canvas.line(x, TOP, x, HEIGHT - BOTTOM, FAINT, 0.7);
      canvas.text(
          x,
          HEIGHT - BOTTOM + 18,
          format.format(Instant.ofEpochMilli(at)),
          12,
          PALE,
          Anchor.MIDDLE);
    }
    canvas.text(WIDTH - RIGHT, HEIGHT - 8, "UTC", 11, PALE, Anchor.END);
  }

  /// A step that people count time by, not below.
  private static long timeStep(long least) {
    long[] seconds = {
      1,
      2,
      5,
      10,
      30,
      60,
      120,
      300,
      600,
      1_800,
      3_600,
      7_200,
      21_600,
      43_200,
      86_400,
      172_800,
      604_800,
      1_209_600,
      2_592_000,
      7_776_000,
      15_552_000,
      31_536_000
    };
    return 1_000
        * Arrays.stream(seconds)
            .filter(step -> 1_000 * step >= least)
            .findFirst()
            .orElse(2 * 31_536_000L);
  }

  private static void dashes(Canvas canvas, Scale scale, double value) {
    double y = scale.y(value);
    for (double x = LEFT; x < WIDTH - RIGHT; x += 10) {
      canvas.line(x, y, Math.min(x + 5, WIDTH - RIGHT), y, SHADE, 1.2);
    }
  }

  private static void path(Canvas canvas, Scale scale, Line line) {
    Line drawn = line.thinned(WIDTH - LEFT - RIGHT);
    canvas.path(
        Arrays.stream(drawn.millis).mapToDouble(scale::x).toArray(),
        Arrays.stream(drawn.values).map(scale::y).toArray(),
        line.colour,
        1.4);
  }

  private void legend(Canvas canvas) {
    double x = LEFT;
    for (Line line : lines) {
      canvas.line(x, HEIGHT - 12, x + 18, HEIGHT - 12, line.colour, 2.5);
      canvas.text(x + 24, HEIGHT - 8, line.name, 12, INK, Anchor.START);
      x += 48 + 7.2 * line.name.length();
    }
  }
}
