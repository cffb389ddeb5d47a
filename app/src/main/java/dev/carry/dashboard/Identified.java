package dev.carry.dashboard;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Why an instrument is compared as the asset it is.
///
/// @param because in words
/// @param reviewed the day somebody looked; absent: the venue's own list says so
/// @param evidence what they found; absent where nobody had to look
public record Identified(String because, @Nullable LocalDate reviewed, @Nullable String evidence) {}
