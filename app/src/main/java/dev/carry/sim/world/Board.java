package dev.carry.sim.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All listings of one venue, and what the last step changed there.
public final class Board {
  private final SimVenue venue;
  private final Map<String, Listing> bySymbol = new LinkedHashMap<>();
  private List<Listing> listings = List.of();
  private final List<Listing> quotes = new ArrayList<>();
  private final List<Tape.Trade> trades = new ArrayList<>();
  private final List<Tape.Liquidation> liquidations = new ArrayList<>();
  private final List<Settlement> settled = new ArrayList<>();

  Board(SimVenue venue) {
    this.venue = venue;
  }

  public SimVenue venue() {
    return venue;
  }

  void add(Listing listing) {
    replace(listing);
  }

  void replace(Listing listing) {
    bySymbol.put(listing.symbol(), listing);
    listings = List.copyOf(bySymbol.values());
  }

  void clear() {
    quotes.clear();
    trades.clear();
    liquidations.clear();
    settled.clear();
  }

  /// All listings, in the venue's order, those that are gone too.
  public List<Listing> listings() {
    return listings;
  }

  /// The listing of a symbol that the venue still knows.
  public @Nullable Listing find(@Nullable String symbol) {
    Listing listing = symbol == null ? null : bySymbol.get(symbol);
    return listing == null || listing.status() == Listing.Status.GONE ? null : listing;
  }

  /// Listings the venue still knows.
  public List<Listing> listed() {
    List<Listing> listed = new ArrayList<>(listings);
    listed.removeIf(listing -> listing.status() == Listing.Status.GONE);
    return Collections.unmodifiableList(listed);
  }

  /// Whose quote moved in the last step.
  public List<Listing> quotes() {
    return quotes;
  }

  /// Trades of the last step.
  public List<Tape.Trade> trades() {
    return trades;
  }

  /// Liquidations of the last step.
  public List<Tape.Liquidation> liquidations() {
    return liquidations;
  }

  /// Funding charged in the last step.
  public List<Settlement> settled() {
    return settled;
  }
}
