/// What things cost: JMH benchmarks of the paths that every input takes. Speed is measured here and
/// never asserted in a test with a clock; a test runs each benchmark once so that none rots.
@NullMarked
package dev.carry.bench;

import org.jspecify.annotations.NullMarked;
