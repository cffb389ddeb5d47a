package dev.carry.portfolio;

import dev.carry.model.Instrument;
import dev.carry.model.Side;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// How a size of an instrument turns into dollars. A size of a linear one counts the units its
/// price is for; of an inverse one it counts dollars, whose gain is paid in the coin and changed
/// into dollars where it falls due.
enum Payment {
  LINEAR {
    @Override
    BigDecimal size(BigDecimal notional, BigDecimal price, BigDecimal lot) {
      return notional.divide(price, SIZE_SCALE, RoundingMode.DOWN);
    }

    @Override
    BigDecimal value(BigDecimal size, BigDecimal price) {
      return size.multiply(price);
    }

    @Override
    BigDecimal basis(BigDecimal size, BigDecimal price) {
      return size.multiply(price);
    }

    @Override
    BigDecimal gain(BigDecimal size, BigDecimal basis, BigDecimal price) {
      return size.multiply(price).subtract(basis);
    }

    @Override
    BigDecimal dearer(BigDecimal size, BigDecimal from, BigDecimal to, BigDecimal mid) {
      return size.multiply(to.subtract(from));
    }
  },
  INVERSE {
    @Override
    BigDecimal size(BigDecimal notional, BigDecimal price, BigDecimal lot) {
      return notional.divideToIntegralValue(lot).multiply(lot);
    }

    @Override
    BigDecimal value(BigDecimal size, BigDecimal price) {
      return size;
    }

    @Override
    BigDecimal basis(BigDecimal size, BigDecimal price) {
      return size.divide(price, MathContext.DECIMAL128);
    }

    @Override
    BigDecimal gain(BigDecimal size, BigDecimal basis, BigDecimal price) {
      return basis.multiply(price).subtract(size);
    }

    @Override
    BigDecimal dearer(BigDecimal size, BigDecimal from, BigDecimal to, BigDecimal mid) {
      BigDecimal coins = size.multiply(to.subtract(from)).divide(from, MathContext.DECIMAL128);
      return coins.divide(to, MathContext.DECIMAL128).multiply(mid);
    }
  };

  /// Digits behind the point of a linear size: finer than any venue's lot.
  static final int SIZE_SCALE = 8;

  /// @throws IllegalArgumentException of what pays in a third coin: its dollars are not known
  static Payment of(Instrument instrument) {
    return switch (instrument.payoff()) {
      case LINEAR -> LINEAR;
      case INVERSE -> INVERSE;
      case QUANTO ->
          throw new IllegalArgumentException(
              instrument.id()
                  + " pays in "
                  + instrument.settle()
                  + ", whose price is not followed");
    };
  }

  static boolean isKnown(Instrument instrument) {
    return instrument.payoff() != Instrument.Payoff.QUANTO;
  }

  /// The size of a notional (dollars), rounded down.
  ///
  /// @param lot the smallest inverse size: a contract's value
  abstract BigDecimal size(BigDecimal notional, BigDecimal price, BigDecimal lot);

  /// What a size is worth, dollars.
  abstract BigDecimal value(BigDecimal size, BigDecimal price);

  /// What a settlement brings whoever holds a size, dollars; positive: received. Longs pay a
  /// positive rate.
  ///
  /// @param price the mark it is settled on
  BigDecimal funding(Side side, BigDecimal size, BigDecimal price, BigDecimal rate) {
    return value(size, price).multiply(rate).multiply(BigDecimal.valueOf(-side.sign()));
  }

  /// What a gain is told from: dollars of a linear, coins of an inverse size.
  abstract BigDecimal basis(BigDecimal size, BigDecimal price);

  /// What a long of a size gained since its basis, dollars.
  abstract BigDecimal gain(BigDecimal size, BigDecimal basis, BigDecimal price);

  /// What a buyer pays more at one price than at another, dollars.
  ///
  /// @param mid at which coins are changed
  abstract BigDecimal dearer(BigDecimal size, BigDecimal from, BigDecimal to, BigDecimal mid);
}
