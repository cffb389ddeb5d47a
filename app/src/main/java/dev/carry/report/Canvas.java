package dev.carry.report;

/// What a chart is drawn on; y grows downwards, colours are `#rrggbb`.
interface Canvas {
  void rectangle(double x, double y, double width, double height, String colour, double opacity);

  void line(double x1, double y1, double x2, double y2, String colour, double width);

  /// @param xs and `ys` of as many points
  void path(double[] xs, double[] ys, String colour, double width);

  void text(double x, double y, String text, int size, String colour, Anchor anchor);

  /// Where of a text its place is.
  enum Anchor {
    START,
    MIDDLE,
    END
  }
}
