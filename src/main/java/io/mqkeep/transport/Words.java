package io.mqkeep.transport;

/** What went wrong on the network, in words for the middle of a sentence. */
final class Words {
    private Words() {}

    /** Returns what the operating system says, without the address Netty adds: {@code connection refused}. */
    static String of(Throwable failure) {
        Throwable original = failure;
        while (original.getCause() != null) {
            original = original.getCause();
        }
        String message = original.getMessage();
        if (message == null || message.isEmpty()) {
            return original.getClass().getSimpleName();
        }
        return Character.toLowerCase(message.charAt(0)) + Quoted.escaped(message.substring(1));
    }
}
