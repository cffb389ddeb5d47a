/// What a user types and reads at a terminal: numbers with units in, tables and JSON out, and the
/// verbs that need nothing but their arguments.
@NullMarked
package dev.carry.cli;

import org.jspecify.annotations.NullMarked;
