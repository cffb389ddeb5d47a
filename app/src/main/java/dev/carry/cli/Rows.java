package dev.carry.cli;

import dev.carry.model.JsonText;
import java.io.Console;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rows on standard output: an aligned table for people, one JSON object a line or CSV for
/// programs. A value that is absent is an empty cell, and no field in JSON.
public final class Rows {

  public enum Format {
    TABLE,
    JSON,
    CSV
  }

  /// What `--format` is, in the help of every verb that prints rows.
  public static final String FORMATS = "table, json or csv (a table in a terminal, else json)";

  private final Format format;
  private final PrintStream out;
  private final List<Row> rows = new ArrayList<>();

  public Rows(Format format, PrintStream out) {
    this.format = format;
    this.out = out;
  }

  /// The format asked for; else a table on a terminal and JSON when piped.
  @SuppressWarnings("SystemConsoleNull") // one checker knows the JDK, the other its annotations
  public static Format orDefault(@Nullable Format asked) {
    if (asked != null) {
      return asked;
    }
    Console console = System.console();
    return console != null && console.isTerminal() ? Format.TABLE : Format.JSON;
  }

  /// Begins a row.
  public Row row() {
    Row row = new Row();
    rows.add(row);
    return row;
  }

  /// One row, filled cell by cell in column order.
  public static final class Row {
    private final Map<String, Object> cells = new LinkedHashMap<>();

    /// @param value absent: the cell stays empty
    public Row with(String column, @Nullable Object value) {
      if (value != null) {
        cells.put(column, value);
      }
      return this;
    }

    private String text(String column) {
      Object value = cells.get(column);
      return value == null ? "" : Rows.text(value);
    }

    /// As people read it: a duration in words.
    private String cell(String column) {
      return cells.get(column) instanceof Duration duration ? Units.human(duration) : text(column);
    }

    private boolean isNumeric(String column) {
      Object value = cells.get(column);
      return value == null || value instanceof Number;
    }
  }

  /// Writes what was filled in.
  public void print() {
    if (rows.isEmpty()) {
      return; // without rows no column is known
    }
    switch (format) {
      case JSON -> rows.forEach(row -> out.println(json(row)));
      case CSV -> csv();
      case TABLE -> table();
    }
    out.flush();
  }

  private static String json(Row row) {
    JsonText json = new JsonText();
    row.cells.forEach(
        (name, value) -> {
          switch (value) {
            case Double number -> json.put(name, number);
            case Integer number -> json.put(name, number);
            case Long number -> json.put(name, number.longValue());
            case BigDecimal number -> json.put(name, number);
            case Boolean flag -> json.put(name, flag.booleanValue());
            case List<?> list ->
                json.putRaw(
                    name,
                    JsonText.array(
                        list.stream().map(item -> JsonText.string(item.toString())).toList()));
            default -> json.put(name, value.toString());
          }
        });
    return json.end();
  }

  private void csv() {
    List<String> columns = columns();
    out.println(String.join(",", columns));
    for (Row row : rows) {
      out.println(String.join(",", columns.stream().map(c -> csvCell(row.text(c))).toList()));
    }
  }

  private static String csvCell(String text) {
    boolean quote = text.contains(",") || text.contains("\"") || text.contains("\n");
    return quote ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  private void table() {
    List<String> columns = columns();
    if (rows.size() == 1) {
      int width = columns.stream().mapToInt(String::length).max().orElse(0);
      for (String column : columns) {
        String cell = rows.getFirst().cell(column);
        if (!cell.isEmpty()) {
          out.println(pad(column, width, false) + "  " + cell);
        }
      }
      return;
    }
    int[] widths = new int[columns.size()];
    boolean[] numeric = new boolean[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      String column = columns.get(i);
      widths[i] = column.length();
      numeric[i] = rows.stream().allMatch(row -> row.isNumeric(column));
      for (Row row : rows) {
        widths[i] = Math.max(widths[i], row.cell(column).length());
      }
    }
    line(columns, widths, numeric);
    for (Row row : rows) {
      line(columns.stream().map(row::cell).toList(), widths, numeric);
    }
  }

  private void line(List<String> cells, int[] widths, boolean[] right) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(i == 0 ? "" : "  ").append(pad(cells.get(i), widths[i], right[i]));
    }
    out.println(line.toString().stripTrailing());
  }

  private static String pad(String text, int width, boolean right) {
    String space = " ".repeat(width - text.length());
    return right ? space + text : text + space;
  }

  private List<String> columns() {
    return rows.stream().flatMap(row -> row.cells.keySet().stream()).distinct().toList();
  }

  private static String text(Object value) {
    return switch (value) {
      case Double number -> Double.isFinite(number) ? plain(number) : "";
      case BigDecimal number -> number.toPlainString();
      case List<?> list -> String.join("; ", list.stream().map(Object::toString).toList());
      default -> value.toString();
    };
  }

  /// Nine significant digits: more than anyone reads, fewer than a double's noise.
  private static String plain(double number) {
    if (number == 0) {
      return "0";
    }
    return new BigDecimal(String.format(Locale.ROOT, "%.8e", number))
        .stripTrailingZeros()
        .toPlainString();
  }
}
