/** Methods of enhanced authentication: loaded when one is asked for. */
@NullMarked
package io.mqkeep.client.authentication;

import org.jspecify.annotations.NullMarked;
