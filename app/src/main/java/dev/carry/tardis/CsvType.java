package dev.carry.tardis;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The kinds of Tardis' CSV datasets.
public enum CsvType {
  TRADES("trades", "id,side,price,amount"),
  LIQUIDATIONS("liquidations", "id,side,price,amount"),
  INCREMENTAL_BOOK_L2("incremental_book_L2", "is_snapshot,side,price,amount"),
  BOOK_SNAPSHOT_5("book_snapshot_5", levels(5)),
  BOOK_SNAPSHOT_25("book_snapshot_25", levels(25)),
  BOOK_TICKER("book_ticker", "ask_amount,ask_price,bid_price,bid_amount"),
  DERIVATIVE_TICKER(
      "derivative_ticker",
      "funding_timestamp,funding_rate,predicted_funding_rate,open_interest,last_price,index_price,"
          + "mark_price"),
  OPTIONS_CHAIN(
      "options_chain",
      "type,strike_price,expiration,open_interest,last_price,bid_price,bid_amount,bid_iv,"
          + "ask_price,ask_amount,ask_iv,mark_price,mark_iv,underlying_index,underlying_price,"
          + "delta,gamma,vega,theta,rho");

  /// What every header begins with.
  static final String COMMON = "exchange,symbol,timestamp,local_timestamp,";

  private final String id;
  private final String header;

  CsvType(String id, String own) {
    this.id = id;
    this.header = COMMON + own;
  }

  private static String levels(int depth) {
    return IntStream.range(0, depth)
        .mapToObj(
            i -> "asks[i].price,asks[i].amount,bids[i].price,bids[i].amount".replace("i]", i + "]"))
        .collect(Collectors.joining(","));
  }

  /// As Tardis names it.
  public String id() {
    return id;
  }

  /// The first line of its files.
  public String header() {
    return header;
  }

  /// The type whose files begin so. Trades and liquidations have the same header, as have quotes
  /// that Tardis makes of books and those of venues: the first one stands for both. Books may be
  /// of any depth. Absent: none that is known here.
  static @Nullable CsvType of(String header) {
    return header.startsWith(COMMON + "asks[0].price,asks[0].amount,bids[0].price")
        ? BOOK_SNAPSHOT_25
        : Arrays.stream(values())
            .filter(type -> type.header.equals(header))
            .findFirst()
            .orElse(null);
  }
}
