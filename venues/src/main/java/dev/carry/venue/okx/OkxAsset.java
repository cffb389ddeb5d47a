package dev.carry.venue.okx;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A coin as OKX writes it, as the asset it is.
///
/// OKX lists small coins under their own names with large contracts (`PEPE-USDT-SWAP` is of
/// 10,000,000 PEPE a contract). Names of the form `1000SATS` are read as that many units all the
/// same: a number of thousands or `1M`, followed by at least three letters, so that `1INCH` stays
/// `1INCH`.
///
/// @param name canonical, upper case
/// @param multiplier units one price is for
record OkxAsset(String name, BigDecimal multiplier) {
  private static final Pattern MANY = Pattern.compile("(1000|10000|100000|1000000|1M)([A-Z]{3,})");

  static OkxAsset of(String coin) {
    Matcher many = MANY.matcher(coin);
    if (!many.matches()) {
      return new OkxAsset(coin, BigDecimal.ONE);
    }
    String count = many.group(1);
    return new OkxAsset(
        many.group(2), count.equals("1M") ? new BigDecimal("1000000") : new BigDecimal(count));
  }
}
