package dev.carry.valuation.option;

/// A curve between two points with given slopes that keeps the monotonicity and convexity of its
/// data: R. Delbourgo and J. A. Gregory, "Shape preserving piecewise rational interpolation", SIAM
/// Journal on Scientific and Statistical Computing 6 (1985).
///
/// @param width between the points, > 0
record RationalCubic(double width, double left, double right, double slopeLeft, double slopeRight) {
  /// The tension from which a curve is a line, infinite where its slopes are equal.
  private static final double STRAIGHT = 1e15;

  /// The value of the curve that has this second derivative at its left end, as far as its shape
  /// allows.
  ///
  /// @param fromLeft share of the width, from 0 to 1
  /// @param toRight the rest of it
  double bentLeft(double second, double fromLeft, double toRight) {
    return value(fitted(second) / (secant() - slopeLeft), fromLeft, toRight);
  }

  /// The same with the second derivative at the right end.
  double bentRight(double second, double fromLeft, double toRight) {
    return value(fitted(second) / (slopeRight - secant()), fromLeft, toRight);
  }

  private double fitted(double second) {
    return width * second / 2 + slopeRight - slopeLeft;
  }

  private double secant() {
    return (right - left) / width;
  }

  private double value(double fitted, double fromLeft, double toRight) {
    double turn = slopeRight - slopeLeft;
    double convex =
        Math.max(Math.abs(turn / (slopeRight - secant())), Math.abs(turn / (secant() - slopeLeft)));
    double tension = Math.max(fitted, Math.max(convex, (slopeLeft + slopeRight) / secant()));
    if (!(tension < STRAIGHT)) {
      return left * toRight + right * fromLeft;
    }
    double above =
        right * fromLeft * fromLeft * fromLeft
            + (tension * right - width * slopeRight) * fromLeft * fromLeft * toRight
            + (tension * left + width * slopeLeft) * fromLeft * toRight * toRight
            + left * toRight * toRight * toRight;
    return above / (1 + (tension - 3) * fromLeft * toRight);
  }
}
