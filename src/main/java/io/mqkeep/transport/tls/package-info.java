/**
 * TLS as the JDK has it: what is trusted, who we are, and what went wrong in words. Knows no Netty, and nothing of it is
 * loaded before a connection wants TLS.
 */
@NullMarked
package io.mqkeep.transport.tls;

import org.jspecify.annotations.NullMarked;
