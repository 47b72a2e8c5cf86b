@NullMarked
package io.mqkeep.cli.publish;

import org.jspecify.annotations.NullMarked;
