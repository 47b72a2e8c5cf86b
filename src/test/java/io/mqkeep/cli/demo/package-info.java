@NullMarked
package io.mqkeep.cli.demo;

import org.jspecify.annotations.NullMarked;
