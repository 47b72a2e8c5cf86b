@NullMarked
package io.mqkeep.client.authentication;

import org.jspecify.annotations.NullMarked;
