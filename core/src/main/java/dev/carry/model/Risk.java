package dev.carry.model;

import java.util.List;
import java.util.Locale;

/// What may go otherwise than priced. A finding carries its numbers; they are put in words when
/// somebody reads it, because most findings are told anew before anybody does.
///
/// @param pattern as [String#format] takes it; without numbers as it is read
/// @param numbers values that never change
public record Risk(String pattern, List<Object> numbers) {
  public Risk {
    numbers = List.copyOf(numbers);
  }

  public static Risk of(String pattern, Object... numbers) {
    return new Risk(pattern, List.of(numbers));
  }

  public String words() {
    return numbers.isEmpty() ? pattern : String.format(Locale.ROOT, pattern, numbers.toArray());
  }
}
