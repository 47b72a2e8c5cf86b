package io.mqkeep.session;

/** What to do with the messages in flight when the server has lost the session. */
public enum LostPolicy {
    /** Leave again and let somebody decide. */
    FAIL,
    /** Publish them anew: none is lost, some may arrive twice. */
    REPUBLISH,
    /** Give them up: none arrives twice, some may be lost. */
    DISCARD
}
