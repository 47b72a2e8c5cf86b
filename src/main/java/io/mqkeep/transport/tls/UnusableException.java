package io.mqkeep.transport.tls;

/** What was given for a connection can't be used: a file is missing or not what it should be. The message is a sentence. */
public final class UnusableException extends RuntimeException {
    public UnusableException(String sentence) {
        super(sentence);
    }

    public UnusableException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
