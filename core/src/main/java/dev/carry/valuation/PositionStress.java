package dev.carry.valuation;

import dev.carry.model.Side;
import java.util.ArrayList;
import java.util.List;

/// Two legs of one asset under moves of the price and gaps between their venues: what is left of
/// each margin, what must be sent, and whether it is there in time.
///
/// @param buffer kept beside the margins, dollars
/// @param transfer what may happen while margin is sent
public record PositionStress(
    LegStress longLeg, LegStress shortLeg, double buffer, TransferRisk transfer) {

  /// What the moves of the table are: −50 % to +50 % by ten.
  private static final int MOST_TENTHS = 5;

  public PositionStress {
    if (longLeg.side() != Side.BUY || shortLeg.side() != Side.SELL) {
      throw new IllegalArgumentException(
          "legs " + longLeg.side() + " and " + shortLeg.side() + ": one bought, one sold");
    }
    if (!(buffer >= 0)) {
      throw new IllegalArgumentException("buffer " + buffer + ": 0 or more is allowed");
    }
  }

  /// One leg at a price.
  ///
  /// @param price quote per base
  /// @param equity left of what it bound, dollars
  /// @param liquidated its margin is used up
  /// @param missing to have as much for its size as at the entry, dollars
  /// @param inTime it survives what the price may do until that is there
  public record Leg(
      double price, double equity, boolean liquidated, double missing, boolean inTime) {}

  /// @param move of the price of the long leg (fraction)
  /// @param gap of the price of the short leg beyond it (fraction)
  /// @param fromOther of what is missing, what the other leg can give, dollars
  /// @param fromBuffer and what the buffer can
  /// @param lacking and what nobody can
  public record Row(
      double move,
      double gap,
      Leg longLeg,
      Leg shortLeg,
      double fromOther,
      double fromBuffer,
      double lacking) {
    /// Neither leg is gone, what is missing can be sent, and is there in time.
    public boolean survives() {
      return !longLeg.liquidated()
          && !shortLeg.liquidated()
          && longLeg.inTime()
          && shortLeg.inTime()
          && lacking <= 0;
    }
  }

  /// What the position binds, dollars.
  public double capital() {
    return longLeg.capital() + shortLeg.capital() + buffer;
  }

  /// @param netApr of the notional of one leg (fraction a year)
  /// @return of all it binds (fraction a year)
  public double returnOnCapital(double netApr) {
    return netApr * longLeg.notional(longLeg.entry()) / capital();
  }

  /// Of each move with each gap.
  public List<Row> table(double... gaps) {
    List<Row> rows = new ArrayList<>();
    for (int tenths = -MOST_TENTHS; tenths <= MOST_TENTHS; tenths++) {
      for (double gap : gaps) {
        rows.add(at(tenths / 10.0, gap));
      }
    }
    return rows;
  }

  /// After a move of all prices, with a gap of the short leg's beyond it.
  public Row at(double move, double gap) {
    double longPrice = longLeg.entry() * (1 + move);
    double shortPrice = shortLeg.entry() * (1 + move) * (1 + gap);
    Leg bought = leg(longLeg, longPrice);
    Leg sold = leg(shortLeg, shortPrice);
    double missing = bought.missing() + sold.missing();
    double surplus = longLeg.surplus(longPrice) + shortLeg.surplus(shortPrice);
    double fromOther = Math.min(missing, surplus);
    double fromBuffer = Math.min(missing - fromOther, buffer);
    return new Row(
        move, gap, bought, sold, fromOther, fromBuffer, missing - fromOther - fromBuffer);
  }

  private Leg leg(LegStress leg, double price) {
    return new Leg(
        price,
        leg.equity(price),
        leg.isLiquidated(price),
        leg.missing(price),
        leg.lackingFor(price, transfer.move()) <= 0);
  }

  /// What must be put to the margins beyond what they hold at the entry, so that each survives a
  /// move and what the price may do besides until a transfer is there, dollars.
  ///
  /// @param move against each leg (fraction, ≥ 0)
  public double bufferThatSurvives(double move) {
    double further = move + transfer.move();
    return longLeg.lackingFor(longLeg.entry(), further)
        + shortLeg.lackingFor(shortLeg.entry(), further);
  }
}
