package io.mqkeep.session.model;

import io.mqkeep.session.Change;
import io.mqkeep.session.Delivery;
import io.mqkeep.session.Effect;
import io.mqkeep.session.OutputPosition;
import io.mqkeep.session.Session;
import io.mqkeep.session.SessionSettings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A process that carries out the effects of its session, one turn after the other, each in the order the architecture
 * gives: store, send, settle and tell, deliver, close. It may die before each of these steps.
 */
public final class ModelClient {
    public static final String OUTPUT = "/output";

    private final ModelJournal journal;
    private final ModelFile output;
    private final Link link;
    private final Fate fate;
    private final Mutant mutant;
    private final Consumer<Effect> told;

    /** What came out of the pipe; nobody can take it back. */
    private final List<Line> printed = new ArrayList<>();

    private long moment;

    private @Nullable Session session;
    private final Deque<Delivery> withReader = new ArrayDeque<>();
    private int printedNotConfirmed;
    private boolean closeWanted;

    /**
     * Makes the surroundings of a process; none runs yet.
     *
     * @param told gets every Settle and Tell
     */
    public ModelClient(
            ModelJournal journal, ModelFile output, Link link, Fate fate, Mutant mutant, Consumer<Effect> told) {
        this.journal = journal;
        this.output = output;
        this.link = link;
        this.fate = fate;
        this.mutant = mutant;
        this.told = told;
    }

    /** A process begins with what the former ones left. */
    public void start(SessionSettings settings) {
        session = new Session(journal.recovered(), settings);
        withReader.clear();
        printedNotConfirmed = 0;
        closeWanted = false;
    }

    /** The process is gone; returns what it printed without having stored that it did, the last batch. */
    public List<String> die() {
        session = null;
        withReader.clear();
        return printed.subList(printed.size() - printedNotConfirmed, printed.size()).stream()
                .map(Line::text)
                .toList();
    }

    public boolean alive() {
        return session != null;
    }

    public Session session() {
        return Objects.requireNonNull(session, "no process runs");
    }

    /** Says whether the session wants its connection closed; asking takes the wish back. */
    public boolean takeCloseWanted() {
        boolean wanted = closeWanted;
        closeWanted = false;
        return wanted;
    }

    /** Carries out a turn. */
    public void turn(List<Effect> effects) {
        if (mutant.sendsFirst()) {
            send(effects);
            store(effects);
        } else {
            store(effects);
            send(effects);
        }
        for (Effect effect : effects) {
            if (effect instanceof Effect.Settle || effect instanceof Effect.Tell) {
                fate.step();
                told.accept(effect);
            }
        }
        for (Effect effect : effects) {
            if (effect instanceof Effect.Deliver(Delivery delivery)) {
                withReader.addLast(delivery);
            } else if (effect instanceof Effect.Close) {
                closeWanted = true;
            }
        }
    }

    private void store(List<Effect> effects) {
        List<Change> frame = new ArrayList<>();
        for (Effect effect : effects) {
            if (effect instanceof Effect.Store(Change change)) {
                frame.add(change);
            }
        }
        if (frame.isEmpty()) {
            return;
        }
        fate.step();
        journal.append(frame);
        if (mutant.forces(frame)) {
            fate.step();
            journal.force();
        }
    }

    private void send(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Send(var packet)) {
                fate.step();
                link.write(packet);
            }
        }
    }

    // ---- the reader ----

    /** Returns how many messages the reader has not written yet. */
    public int unwritten() {
        return withReader.size();
    }

    /** The reader prints up to so many messages to a pipe, and then it is said that they are delivered. */
    public void printBatch(int atMost, long now) {
        int count = Math.min(atMost, withReader.size());
        if (count == 0) {
            return;
        }
        for (int i = 0; i < count; i++) {
            fate.step();
            printed.add(line(withReader.removeFirst()));
            printedNotConfirmed++;
        }
        turn(session().delivered(count, List.of(), now));
        printedNotConfirmed = 0;
    }

    /**
     * The output file is opened by a new process: what is longer than stored is cut, and where nothing is stored its
     * length is, so that the next process knows what this one wrote.
     */
    public void openOutput(long now) {
        OutputPosition stored = session().state().output(OUTPUT);
        if (stored == null) {
            turn(session().delivered(0, List.of(new OutputPosition(OUTPUT, "file", output.length())), now));
        } else if (output.length() < stored.length()) {
            throw new AssertionError(
                    "the output file has " + output.length() + " lines and " + stored.length() + " were acknowledged");
        } else {
            fate.step();
            output.cut((int) stored.length());
        }
    }

    /** The reader writes up to so many messages to the output file, forces it, and then it is said. */
    public void writeBatch(int atMost, long now) {
        int count = Math.min(atMost, withReader.size());
        if (count == 0) {
            return;
        }
        for (int i = 0; i < count; i++) {
            fate.step();
            output.append(line(withReader.removeFirst()));
        }
        if (!mutant.forgetsOutput()) {
            fate.step();
            output.force();
        }
        turn(session().delivered(count, List.of(new OutputPosition(OUTPUT, "file", output.length())), now));
    }

    /** The reader leaves; what it has not written goes to the inbox. */
    public void detach(long now) {
        withReader.clear();
        turn(session().detach(now));
    }

    private Line line(Delivery delivery) {
        return new Line(Objects.requireNonNull(delivery.message().payload().text()), moment++);
    }

    /** Returns all that was written to the pipe, and to the output file and is still in it, in the order it was. */
    public List<String> written() {
        List<Line> written = new ArrayList<>(printed);
        written.addAll(output.lines());
        written.sort(Comparator.comparingLong(Line::moment));
        return written.stream().map(Line::text).toList();
    }
}
