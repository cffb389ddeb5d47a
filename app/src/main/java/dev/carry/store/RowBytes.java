package dev.carry.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows as bytes of a batch of the tail: the fact's code, which values are there, the values.
final class RowBytes {
  private RowBytes() {}

  static byte[] write(List<StoredRow> rows) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(rows.size() * 128);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (StoredRow row : rows) {
        write(out, row);
      }
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot fail to be written", e);
    }
    return bytes.toByteArray();
  }

  static List<StoredRow> read(byte[] bytes, int offset, int length, int count) {
    List<StoredRow> rows = new ArrayList<>(count);
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(bytes, offset, length))) {
      for (int i = 0; i < count; i++) {
        rows.add(read(in));
      }
    } catch (IOException e) {
      throw new IllegalStateException("a batch of " + count + " rows ends within one", e);
    }
    return rows;
  }

  private static void write(DataOutputStream out, StoredRow row) throws IOException {
    List<Column> columns = row.fact().columns();
    out.writeByte(row.fact().code());
    int present = 0;
    for (int i = 0; i < columns.size(); i++) {
      present |= row.value(i) == null ? 0 : 1 << i;
    }
    out.writeInt(present);
    for (int i = 0; i < columns.size(); i++) {
      Object value = row.value(i);
      if (value != null) {
        write(out, columns.get(i), value);
      }
    }
  }

  private static void write(DataOutputStream out, Column column, Object value) throws IOException {
    switch (column.type()) {
      case TEXT -> bytes(out, ((String) value).getBytes(StandardCharsets.UTF_8));
      case DECIMAL -> {
        BigDecimal decimal = (BigDecimal) value;
        out.writeInt(decimal.scale());
        bytes(out, decimal.unscaledValue().toByteArray());
      }
      case TIME -> out.writeLong(Nanos.of((Instant) value));
      case DURATION -> out.writeLong(((Duration) value).toNanos());
      case LONG -> out.writeLong((Long) value);
      case FLAG -> out.writeBoolean((Boolean) value);
    }
  }

  private static void bytes(DataOutputStream out, byte[] value) throws IOException {
    out.writeInt(value.length);
    out.write(value);
  }

  private static StoredRow read(DataInputStream in) throws IOException {
    StoredFact fact = StoredFact.ofCode(in.readUnsignedByte());
    List<Column> columns = fact.columns();
    int present = in.readInt();
    @Nullable Object[] values = new @Nullable Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      if ((present & 1 << i) != 0) {
        values[i] = read(in, columns.get(i));
      }
    }
    return new StoredRow(fact, values);
  }

  private static Object read(DataInputStream in, Column column) throws IOException {
    return switch (column.type()) {
      case TEXT -> new String(bytes(in), StandardCharsets.UTF_8);
      case DECIMAL -> {
        int scale = in.readInt();
        yield new BigDecimal(new BigInteger(bytes(in)), scale);
      }
      case TIME -> Nanos.instant(in.readLong());
      case DURATION -> Duration.ofNanos(in.readLong());
      case LONG -> in.readLong();
      case FLAG -> in.readBoolean();
    };
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("a value of " + length + " bytes");
    }
    return in.readNBytes(length);
  }
}
