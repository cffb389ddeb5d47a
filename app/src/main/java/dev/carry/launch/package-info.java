/// Puts the rooms together: configuration, the live pipeline, and the verbs that need more than one
/// room. The only package that sees all others; it calls constructors, nothing else wires.
@NullMarked
package dev.carry.launch;

import org.jspecify.annotations.NullMarked;
