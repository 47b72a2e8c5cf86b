package io.mqkeep.cli.shell;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.cli.Failure;
import io.mqkeep.cli.Interruption;
import io.mqkeep.cli.Sessions;
import io.mqkeep.cli.options.SessionRequest;
import io.mqkeep.repl.CommandLines;
import io.mqkeep.repl.Word;
import io.mqkeep.store.SessionFile;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs lines, each as the program would, and keeps between them what a one-shot command would end: connections,
 * subscriptions in the background, defaults.
 */
public final class Shell implements AutoCloseable, Sessions.Holder {
    private final App app;
    private final Commands commands;
    private final Screen screen;
    private final Front front;
    private final InputStream commandInput;
    private final Topics topics = new Topics();
    private final Connections connections;
    private final Defaults defaults = new Defaults();
    private final List<Job> jobs = new ArrayList<>();
    private int jobsStarted;
    private volatile @Nullable Job foreground;
    private volatile Exit last = Exit.DONE;
    /** How the first ended that failed in the background and was not waited for. */
    private Exit failedUnheard = Exit.DONE;

    private volatile boolean leaving;

    /** What the person sits at, or the script comes from. */
    interface Front {
        /** A connection is lost or there again: the prompt says so. */
        void standingChanged();

        /** Returns the lines that were typed before, the oldest first. */
        List<String> history();

        void clear();
    }

    /** @param commandInput standard input for the commands */
    Shell(App app, Commands commands, Screen screen, Front front, InputStream commandInput) {
        this.app = app;
        this.commands = commands;
        this.screen = screen;
        this.front = front;
        this.commandInput = commandInput;
        connections = new Connections(screen, topics, front::standingChanged);
        app.sessions().heldBy(this);
    }

    // ---- what commands of the prompt ask ----

    public Defaults defaults() {
        return defaults;
    }

    public List<String> history() {
        return front.history();
    }

    public void clear() {
        front.clear();
    }

    /** Says that the shell is to end when this line is done. */
    public void leave() {
        leaving = true;
    }

    /** Returns how the last command ended. */
    public Exit last() {
        return last;
    }

    /** Returns what the person calls the connections, the one that is meant first. */
    public List<String> connectionNames() {
        List<String> names = new ArrayList<>();
        KeptConnection current = connections.current();
        for (KeptConnection connection : connections.all()) {
            names.add(connection == current ? 0 : names.size(), connection.name());
        }
        return names;
    }

    /** Returns the topics and filters that came up, the latest first. */
    public List<String> topics() {
        return topics.all();
    }

    /** Returns what relative paths start from. */
    public Path directory() {
        return app.directory();
    }

    /** Returns the names of this user's sessions. */
    public List<String> sessionNames() {
        return app.sessions().list().stream().map(SessionFile::name).toList();
    }

    /** Returns the session of the connection that is meant, as it was typed, or null. */
    public @Nullable String currentSession() {
        KeptConnection connection = connections.current();
        SessionRequest session =
                connection == null ? null : connection.request().session();
        return session == null ? null : session.name();
    }

    /** Means this connection from now on. */
    public void use(String name) {
        connections.use(connections.named(name));
    }

    /** Returns a page about where one is. */
    public List<String> status() throws Exception {
        return new StatusPage(connections, background(), last, connections.dropped()).lines();
    }

    /** Returns the connections, a line each. */
    public List<String> connectionLines() {
        return StatusPage.connections(connections);
    }

    /** Authenticates again on a connection, and returns which. */
    public String reauthenticate(App on, @Nullable String name) throws Exception {
        KeptConnection connection = name == null ? connections.current() : connections.named(name);
        if (connection == null) {
            throw Failure.usage("there is no connection to authenticate on");
        }
        connection.reauthenticate(on);
        return connection.title();
    }

    /** Ends a connection with what runs on it. */
    public String disconnect(@Nullable String name) {
        KeptConnection connection = name == null ? connections.current() : connections.named(name);
        if (connection == null) {
            throw Failure.usage("there is no connection to end");
        }
        end(connection);
        return connection.title();
    }

    private void end(KeptConnection connection) {
        for (Job job : background()) {
            if (job.connection() == connection) {
                end(job);
            }
        }
        connections.end(connection);
    }

    /** Returns the numbers and lines of what runs in the background. */
    synchronized List<Job> background() {
        return List.copyOf(jobs);
    }

    /** Returns what {@link #stop} takes. */
    public List<String> backgroundNumbers() {
        return background().stream().map(job -> Integer.toString(job.number())).toList();
    }

    /**
     * Stops what runs in the background; its subscription stays.
     *
     * @param number which, or null for all
     * @return how many were stopped
     */
    public int stop(@Nullable Integer number) {
        int stopped = 0;
        for (Job job : background()) {
            if (number == null || job.number() == number) {
                end(job);
                stopped++;
            }
        }
        return stopped;
    }

    private static void end(Job job) {
        job.interruption().raise(Exit.INTERRUPTED);
        job.awaitEnd();
    }

    /**
     * Waits for everything in the background that was given an end.
     *
     * @return how the first ended that failed since this was asked last
     */
    public Exit awaitBackground(Interruption interruption) throws Exception {
        for (Job job : background()) {
            if (job.endsByItself()) {
                interruption.await(job.left());
            }
        }
        synchronized (this) {
            Exit failed = failedUnheard;
            failedUnheard = Exit.DONE;
            return failed;
        }
    }

    // ---- sessions that the shell itself has ----

    @Override
    public boolean holds(SessionFile file) {
        return connections.ofSession(file) != null;
    }

    @Override
    public void release(SessionFile file) {
        KeptConnection connection = connections.ofSession(file);
        if (connection != null) {
            screen.notes().note("disconnected from " + connection.title() + ": this needs the session for itself");
            end(connection);
        }
    }

    // ---- lines ----

    @Nullable
    KeptConnection current() {
        return connections.current();
    }

    boolean isLeaving() {
        return leaving;
    }

    /** Ends what runs in the foreground; says whether anything does. */
    boolean interrupt(Exit exit) {
        Job running = foreground;
        if (running != null) {
            running.interruption().raise(exit);
        }
        return running != null;
    }

    /** Ends what runs in the foreground, and returns when it has ended; it is not waited for for ever. */
    void interruptAndWait() {
        Job running = foreground;
        if (running != null) {
            end(running);
        }
    }

    /**
     * Runs the commands of a line.
     *
     * @param stopAtFailure whether the rest is left out when one fails
     * @return how the first that failed ended
     */
    Exit run(String line, boolean stopAtFailure) {
        Exit first = Exit.DONE;
        for (List<Word> words : CommandLines.of(line).commands()) {
            Exit exit = run(line, words);
            first = first == Exit.DONE ? exit : first;
            if (leaving || (exit != Exit.DONE && stopAtFailure)) {
                break;
            }
        }
        return first;
    }

    private Exit run(String line, List<Word> words) {
        Job job = new Job(
                ++jobsStarted,
                line.substring(words.getFirst().start(), words.getLast().end()));
        App surroundings = app.inShell(
                commandInput, screen.out(), screen.notes(), new ShellLeases(connections, job), job.interruption());
        foreground = job;
        app.interruption().whenRaised(job.interruption()::raise);
        var _ = job.ended().thenAccept(exit -> {
            left(job, exit);
            job.left().complete(null);
        });
        job.start(() -> commands.run(this, surroundings, line, words));
        awaitTaken(job);
        foreground = null;
        boolean goesOn;
        synchronized (this) {
            goesOn = job.isUnderWay() && !job.ended().isDone();
            if (goesOn) {
                jobs.add(job);
            }
        }
        Exit exit = goesOn ? Exit.DONE : job.ended().join();
        last = exit;
        if (exit == Exit.DONE) {
            rememberTopics(words);
        }
        return exit;
    }

    private static void awaitTaken(Job job) {
        CompletableFuture<Void> taken = job.taken();
        while (!taken.isDone()) {
            try {
                taken.get();
            } catch (InterruptedException e) {
                job.interruption().raise(Exit.INTERRUPTED);
            } catch (ExecutionException e) {
                throw new AssertionError("nothing fails it", e);
            }
        }
    }

    /** A command that went on in the background is done. What went wrong it has said itself. */
    private void left(Job job, Exit exit) {
        synchronized (this) {
            if (!jobs.remove(job)) {
                return;
            }
        }
        if (!leaving && !job.interruption().isRaised() && exit != Exit.DONE) {
            last = exit;
            synchronized (this) {
                failedUnheard = failedUnheard == Exit.DONE ? exit : failedUnheard;
            }
            screen.notes()
                    .note("'" + job.line() + "' has ended with exit status " + exit.status() + ": " + exit.meaning());
        }
    }

    /** What stands after -t, for completion. */
    private void rememberTopics(List<Word> words) {
        for (int i = 1; i + 1 < words.size(); i++) {
            String option = words.get(i).text();
            if (option.equals("-t") || option.equals("--topic")) {
                topics.add(words.get(i + 1).text());
            }
        }
    }

    /** Ends all that runs and every connection, each with DISCONNECT. */
    @Override
    public void close() {
        leaving = true;
        stop(null);
        for (KeptConnection connection : connections.all()) {
            connections.end(connection);
        }
        app.sessions().heldBy(null);
    }
}
