package io.mqkeep.cli.connection;

/** What becomes of a message that its reader would not take. */
public enum Untaken {
    /** It stays with the server, which sends it again on another connection. */
    WITH_THE_SERVER("is not acknowledged"),
    /** The connection stays, so the server would not send it again: the session keeps it for the next who reads. */
    IN_THE_INBOX("is in the inbox for the next sub"),
    /** The connection stays and nothing keeps it. */
    LOST("is lost, as there is no session to keep it");

    private final String words;

    Untaken(String words) {
        this.words = words;
    }

    /** Returns the predicate of a sentence about the message. */
    public String words() {
        return words;
    }
}
