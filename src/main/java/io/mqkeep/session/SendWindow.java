package io.mqkeep.session;

/**
 * How many PUBLISHes with QoS 1 and 2 to have unacknowledged: as many as make the server faster, and no more. What the
 * server allows is a ceiling, not a target: some servers walk through all that is in flight for every message, and are
 * slowest when they are given what they allow.
 *
 * <p>The size is found by trying. Messages are acknowledged at some rate with the size there is; the rate with another
 * one, twice or half of it, is measured in between, turn and turn about, so that a machine that is slower for a while is so
 * for both. Twice the size is kept when it is worth it, half the size when it costs next to nothing. When neither is, the
 * next trial waits, longer each time.
 *
 * <p>Only what is sent with the window full tells anything: a publisher with little to say is not the server's measure.
 */
final class SendWindow {
    /** Where the search begins. */
    static final int FIRST = 256;

    static final int LEAST = 16;

    /** Twice as many in flight must bring this much more, or it is not worth it. */
    private static final double WORTH = 1.06;

    /** So much more, or so much less, needs no second look. */
    private static final double PLAIN = 1.4;

    private static final long SHORT_NANOS = 20_000_000;
    /** A measurement lasts until so many windows were acknowledged. */
    private static final int WINDOWS = 2;

    /** The first measurements tell more of two programs that have just begun than of the window. */
    private static final int WARMING = 2;

    private static final int SHORTEST_REST = 8;
    private static final int LONGEST_REST = 64;

    private int ceiling;
    private int base;
    private int size;
    /** Whether the next trial is with more, and not with less. */
    private boolean upwards = true;

    private boolean lastRejected;
    private int rest;
    private int restLeft;

    // The trial.
    private final Measured withBase = new Measured();
    private final Measured withTrial = new Measured();

    // The measurement that is being made.
    private boolean begun;
    private long beganAt;
    private int acknowledged;
    private int turns;
    private int fullTurns;
    private boolean full;
    /** Acknowledgements still to come for what was sent with another size. */
    private int settling;

    /** What a size has brought in the measurements of one trial. */
    private static final class Measured {
        long acknowledged;
        long nanos;
        int times;

        void add(long count, long lasted) {
            acknowledged += count;
            nanos += lasted;
            times++;
        }

        double rate() {
            return (double) acknowledged / Math.max(1, nanos);
        }

        void clear() {
            acknowledged = 0;
            nanos = 0;
            times = 0;
        }
    }

    /**
     * A connection is there.
     *
     * @param most what the server and the user allow, 1 to 65,535
     */
    void begin(int most) {
        ceiling = most;
        base = Math.min(FIRST, most);
        size = base;
        upwards = true;
        if (trial() == base) {
            upwards = false;
        }
        lastRejected = false;
        rest = SHORTEST_REST;
        restLeft = WARMING;
        settling = 0;
        withBase.clear();
        withTrial.clear();
        measureAnew();
    }

    /** Returns how many may be unacknowledged now. */
    int size() {
        return size;
    }

    /** A message had to wait for room. */
    void full() {
        full = true;
    }

    /** A message that had a place is done. */
    void acknowledged() {
        if (settling > 0) {
            settling--;
        } else {
            acknowledged++;
        }
    }

    /**
     * What has come together has been told.
     *
     * @param nanos a time that only goes forward, with any beginning
     */
    void turn(long nanos) {
        boolean wasFull = full;
        full = false;
        if (settling > 0) {
            return;
        }
        if (!begun) {
            begun = true;
            beganAt = nanos;
            acknowledged = 0;
            return;
        }
        turns++;
        fullTurns += wasFull ? 1 : 0;
        long lasted = nanos - beganAt;
        if (lasted < SHORT_NANOS || acknowledged < WINDOWS * size) {
            return;
        }
        // Three of four, because some turns are not about publishing at all.
        boolean tells = 4 * fullTurns >= 3 * turns;
        int count = acknowledged;
        measureAnew();
        if (tells) {
            measured(count, lasted);
        }
    }

    private void measureAnew() {
        begun = false;
        acknowledged = 0;
        turns = 0;
        fullTurns = 0;
    }

    private void measured(int count, long lasted) {
        if (restLeft > 0) {
            restLeft--;
            return;
        }
        (size == base ? withBase : withTrial).add(count, lasted);
        boolean plain = withTrial.times == 1
                && (withTrial.rate() > PLAIN * withBase.rate() || withTrial.rate() * PLAIN < withBase.rate());
        if (withTrial.times == 2 || plain) {
            decide();
        } else {
            use(size == base ? trial() : base);
        }
    }

    private int trial() {
        return upwards ? Math.min(ceiling, 2 * base) : Math.max(Math.min(LEAST, ceiling), base / 2);
    }

    private void decide() {
        boolean better =
                upwards ? withTrial.rate() > WORTH * withBase.rate() : withTrial.rate() * WORTH > withBase.rate();
        int next = better ? trial() : base;
        withBase.clear();
        withTrial.clear();
        if (better) {
            rest = SHORTEST_REST;
            lastRejected = false;
        } else {
            upwards = !upwards;
            rested(lastRejected);
            lastRejected = !lastRejected;
        }
        base = next;
        if (trial() == base) {
            // At one of the ends.
            upwards = !upwards;
        }
        use(base);
    }

    /** Neither more nor less is better: the size is right for now. */
    private void rested(boolean both) {
        if (both) {
            restLeft = rest;
            rest = Math.min(LONGEST_REST, 2 * rest);
        }
    }

    private void use(int other) {
        if (other != size) {
            settling = Math.max(size, other);
            size = other;
        }
    }
}
