/// What the analyst costs beside the model's own time.
@NullMarked
package dev.carry.insight;

import org.jspecify.annotations.NullMarked;
