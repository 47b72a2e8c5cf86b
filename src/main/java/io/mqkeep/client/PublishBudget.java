package io.mqkeep.client;

import java.util.concurrent.Semaphore;

/**
 * How much may be given to a client and not be done with: whoever publishes faster than the server takes waits here, so
 * that memory does not grow.
 */
final class PublishBudget {
    private static final int MESSAGES = 8192;
    private static final int KIBIBYTES = 16 * 1024;

    private final Semaphore messages = new Semaphore(MESSAGES);
    private final Semaphore kibibytes = new Semaphore(KIBIBYTES);

    /** Waits until there is room for a message. */
    void take(int payloadBytes) throws InterruptedException {
        messages.acquire();
        kibibytes.acquire(cost(payloadBytes));
    }

    void giveBack(int payloadBytes) {
        kibibytes.release(cost(payloadBytes));
        messages.release();
    }

    /** A message larger than the whole budget waits until it has the budget for itself. */
    private static int cost(int payloadBytes) {
        return Math.min(KIBIBYTES, payloadBytes / 1024);
    }
}
