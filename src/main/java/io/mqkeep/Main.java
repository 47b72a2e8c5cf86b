package io.mqkeep;

/** The process: wires the real application, runs it, exits with its number. */
public final class Main {

    private Main() {}

    /** Runs {@code mqkeep} with what was typed. */
    public static void main(String[] args) {
        System.err.println("usage: mqkeep COMMAND [OPTION...]");
        System.exit(2);
    }
}
