package io.mqkeep.session;

/** How far client and server agree that there is a session. */
public enum Phase {
    /** No CONNACK has made it yet: the server has nothing that is ours. */
    NEW,
    /** The server has it, until Session Present says otherwise. */
    ESTABLISHED,
    /** The server said that it has lost it, and what was in flight waits for a decision. */
    LOST
}
