package io.mqkeep.protocol;

/**
 * The message the server publishes when the connection ends without DISCONNECT (3.1.2.5 of both versions).
 *
 * @param delayInterval seconds the server waits before it does so, 0 to 4,294,967,295 (5.0: 3.1.3.2.2)
 */
public record Will(Message message, long delayInterval) {}
