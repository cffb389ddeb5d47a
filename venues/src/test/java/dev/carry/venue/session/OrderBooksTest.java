package dev.carry.venue.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Book;
import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.InstrumentId;
import dev.carry.model.Levels;
import dev.carry.venue.Decoded.Depth;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OrderBooksTest {
  private static final Instant AT = Instant.parse("2026-09-01T00:00:00Z");
  private static final InstrumentId ID = TestVenue.id("BTC");

  private final List<InstrumentId> asked = new ArrayList<>();
  private final List<Book> merged = new ArrayList<>();
  private boolean rest;
  private final OrderBooks books =
      new OrderBooks(
          new TestVenue(),
          id -> {
            asked.add(id);
            return rest;
          },
          merged::add);

  @Test
  void changesAreMergedIntoTheWholeBookThatCameBefore() throws Exception {
    take(whole(10, "100 1 99 2", "101 3 102 4"));
    take(change(11, 10L, "99 0 98 5", "101 1"));

    assertThat(told()).isEqualTo("[100 × 1, 98 × 5] [101 × 1, 102 × 4]");
  }

  @Test
  void whoFollowsIsToldEachMessageThatCountsInTheOrderTheyCount() {
    rest = true;
    take(change(1, 5, 0L, "90 1", "")); // ends before the book
    take(change(6, 12, 5L, "100 7", ""));
    take(whole(10, "100 1", "101 1"));
    take(change(13, 12L, "99 1", ""));
    take(change(15, 14L, "98 1", "")); // one is missing

    assertThat(merged.stream().map(book -> book.snapshot() + " " + book.bids()))
        .containsExactly("true [100 × 1]", "false [100 × 7]", "false [99 × 1]");
  }

  @Test
  void theBookAfterAMessageIsThereWithAsManyLevelsAsAreAskedFor() {
    take(whole(10, "100 1 99 2", "101 3"));
    take(change(11, 10L, "98 5", ""));

    assertThat(books.after(merged.getLast(), 1).bids()).hasToString("[100 × 1]");
    assertThat(books.after(merged.getLast(), 9).bids()).hasToString("[100 × 1, 99 × 2, 98 × 5]");
    assertThat(books.after(merged.getLast(), 9).snapshot()).isTrue();
  }

  @Test
  void changesBeforeTheWholeBookAreNotMerged() throws Exception {
    assertThat(take(change(9, 8L, "90 1", ""))).isNull();
    assertThat(told()).isEmpty();
    take(whole(10, "100 1", "101 1"));

    assertThat(told()).isEqualTo("[100 × 1] [101 × 1]");
  }

  @Test
  void aMissingChangeVoidsTheBookUntilItComesWhole() throws Exception {
    take(whole(10, "100 1", "101 1"));
    told();

    assertThat(take(change(13, 12L, "99 1", ""))).contains("after 12", "known is 10");
    assertThat(take(change(14, 13L, "98 1", ""))).isNull();
    assertThat(told()).as("a book with a hole is not told").isEmpty();
    take(whole(20, "99 1", "101 1"));
    assertThat(told()).isEqualTo("[99 × 1] [101 × 1]");
  }

  @Test
  void aBookByRestIsAskedForOnceAndBridgedByTheChangeThatSpansIt() throws Exception {
    rest = true;
    take(change(1, 5, 0L, "90 1", "")); // ends before the book: known already
    take(change(6, 12, 5L, "100 7", "")); // begins before it and ends after it
    take(change(13, 14, 12L, "", "101 9"));
    assertThat(asked).containsExactly(ID);

    assertThat(take(whole(10, "100 1", "101 1"))).isNull();
    assertThat(told()).isEqualTo("[100 × 7] [101 × 9]");
  }

  @Test
  void aBookByRestThatIsTooOldIsAskedForAgain() {
    rest = true;
    take(change(20, 21, 19L, "100 7", ""));

    assertThat(take(whole(10, "100 1", "101 1"))).contains("known is 10");
    assertThat(asked).hasSize(2);
  }

  @Test
  void whatIsKnownAlreadyChangesNothing() throws Exception {
    take(whole(10, "100 1", "101 1"));
    take(change(10, 9L, "100 0", ""));
    take(change(8, 7L, "100 0", ""));

    assertThat(told()).isEqualTo("[100 × 1] [101 × 1]");
  }

  @Test
  void aChecksumThatDiffersVoidsTheBook() throws Exception {
    assertThat(take(new Depth(book(true, "100 1", "101 1"), 1, 1, null, 2L))).isNull();
    assertThat(take(new Depth(book(false, "99 1", ""), 2, 2, 1L, 7L)))
        .contains("checksum is 7, ours 3");
    assertThat(told()).isEmpty();
  }

  @Test
  void sidesThatCrossInAChainMeanThatSomethingWasLost() {
    take(whole(10, "100 1", "101 1"));

    assertThat(take(change(11, 10L, "101 1", ""))).contains("cross");
  }

  @Test
  void withoutAChainTheNewerMessageTakesAwayWhatItOvertook() throws Exception {
    take(new Depth(book(true, "100 1", "101 1 102 2"), 0, 0, null, null));
    take(new Depth(book(false, "101.5 3", ""), 0, 0, null, null));
    assertThat(told()).isEqualTo("[101.5 × 3, 100 × 1] [102 × 2]");

    take(new Depth(book(false, "", "99 4"), 0, 0, null, null));
    assertThat(told()).isEqualTo("[] [99 × 4, 102 × 2]");
  }

  @Test
  void pricesAreNumbersWhateverTheirText() throws Exception {
    take(whole(10, "86700 1", "86800 1"));
    take(change(11, 10L, "86700.0 0 86600.0 2", ""));

    assertThat(told()).isEqualTo("[86600.0 × 2] [86800 × 1]");
  }

  @Test
  void aBookIsToldWholeAndNoMoreOftenThanAsked() throws Exception {
    take(whole(1, "100 1", "101 1"));
    assertThat(told(AT)).isNotEmpty();
    take(change(2, 1L, "99 1", ""));
    assertThat(told(AT.plusMillis(999))).isEmpty();
    assertThat(told(AT.plusMillis(1_000))).isEqualTo("[100 × 1, 99 × 1] [101 × 1]");
    take(change(3, 2L, "50 0", ""));
    assertThat(told(AT.plusSeconds(9))).as("nothing changed").isEmpty();
  }

  @Test
  void noMoreThanTwentyLevelsAreTold() throws Exception {
    StringBuilder bids = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      bids.append(i == 0 ? "" : " ").append(1_000 - i).append(" 1");
    }
    take(whole(1, bids.toString(), ""));

    Book told = tell(AT).getFirst();
    assertThat(told.bids().count()).isEqualTo(OrderBooks.TOLD);
    assertThat(told.bids().price(19)).isEqualTo("981");
  }

  private @Nullable String take(Depth depth) {
    return books.take(depth);
  }

  private String told() throws InterruptedException {
    return told(Instant.MAX);
  }

  private String told(Instant now) throws InterruptedException {
    List<Book> told = tell(now);
    return told.isEmpty() ? "" : told.getFirst().bids() + " " + told.getFirst().asks();
  }

  private List<Book> tell(Instant now) throws InterruptedException {
    List<Book> told = new ArrayList<>();
    books.tell(
        now.equals(Instant.MAX) ? AT.plusSeconds(asks++ * 10L) : now,
        Duration.ofSeconds(1),
        told::add);
    return told;
  }

  private int asks = 1;

  private static Depth whole(long last, String bids, String asks) {
    return new Depth(book(true, bids, asks), last, last, null, null);
  }

  private static Depth change(long last, Long after, String bids, String asks) {
    return change(last, last, after, bids, asks);
  }

  private static Depth change(long first, long last, Long after, String bids, String asks) {
    return new Depth(book(false, bids, asks), first, last, after, null);
  }

  private static Book book(boolean snapshot, String bids, String asks) {
    return new Book(ID, AT, AT, snapshot, levels(bids), levels(asks), SizeIn.BASE);
  }

  private static Levels levels(String text) {
    return text.isEmpty()
        ? Levels.NONE
        : Levels.of(Stream.of(text.split(" ", -1)).map(BigDecimal::new).toList());
  }
}
