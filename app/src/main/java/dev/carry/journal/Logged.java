package dev.carry.journal;

import dev.carry.model.Input;

/// One input of the log.
///
/// @param sequence its position, from 1
public record Logged(long sequence, Input input) {}
