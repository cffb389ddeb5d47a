/// What every sink that talks to the world needs: lines on the disk that outlive the process, and
/// secrets that never leave it.
@NullMarked
package dev.carry.sink;

import org.jspecify.annotations.NullMarked;
