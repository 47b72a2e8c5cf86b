@NullMarked
package io.mqkeep.client;

import org.jspecify.annotations.NullMarked;
