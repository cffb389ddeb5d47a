package dev.carry.venue.bybit;

import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.VenueId;
import dev.carry.venue.Instruments;
import org.jspecify.annotations.Nullable;

/// One symbol as a codec meets it: its id, what its spelling tells, and the parts of its facts that
/// have arrived on this connection.
///
/// The listing decides what an instrument is; the spelling stands in only until it is listed:
///
/// | spelling | is |
/// |---|---|
/// | `BTCUSDT`, `BTCPERP` | linear perpetual (USDT, USDC) |
/// | `BTC-26DEC25`, `BTCUSDT-26DEC25` | linear dated future (USDC, USDT) |
/// | `BTCUSD` | inverse perpetual |
/// | `BTCUSDU23` | inverse dated future: month code and year |
/// | `BTC-26DEC25-100000-C`, with or without `-USDT` | option |
/// | `SOLUSDT_SOL/USDT` | spread combination |
final class Market {
  private static final String MONTH_CODES = "FGHJKMNQUVXZ";

  final InstrumentId id;
  final boolean option;
  final boolean combination;
  private final boolean inverse;
  private final boolean dated;

  /// Parts of a ticker, and of the book's first level: two streams, never mixed.
  final Partial ticker = new Partial();

  final Partial top = new Partial();

  /// The connection the partial facts were read on.
  private int connection;

  /// @param spot whether it is a spot pair, whatever its spelling
  Market(VenueId venue, String symbol, boolean spot) {
    id = InstrumentId.of(venue, symbol);
    int dash = symbol.indexOf('-');
    String head = dash < 0 ? symbol : symbol.substring(0, dash);
    option = symbol.chars().filter(c -> c == '-').count() >= 3;
    combination = symbol.indexOf('/') >= 0;
    boolean coded = hasMonthCode(head);
    inverse = !spot && (coded || (head.length() > 3 && head.endsWith("USD")));
    dated = dash >= 0 || coded;
  }

  private static boolean hasMonthCode(String head) {
    int code = head.length() - 3;
    return code > 3
        && head.startsWith("USD", code - 3)
        && MONTH_CODES.indexOf(head.charAt(code)) >= 0
        && Character.isDigit(head.charAt(code + 1))
        && Character.isDigit(head.charAt(code + 2));
  }

  /// Drops what was read on an earlier connection.
  void on(int currentConnection) {
    if (connection != currentConnection) {
      connection = currentConnection;
      ticker.clear();
      top.clear();
    }
  }

  Instrument.SizeIn sizeIn(Instruments listed) {
    Instrument instrument = listed.find(id);
    if (instrument != null) {
      return instrument.sizeIn();
    }
    return inverse ? Instrument.SizeIn.QUOTE : Instrument.SizeIn.BASE;
  }

  boolean perpetual(@Nullable Instrument instrument) {
    return instrument == null ? !dated : instrument.kind() == Instrument.Kind.PERPETUAL;
  }
}
