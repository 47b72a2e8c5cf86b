/** Tests of the store: round trips, torn and flipped files, faults of the disk, locks, hostile documents. */
@NullMarked
package io.mqkeep.store;

import org.jspecify.annotations.NullMarked;
