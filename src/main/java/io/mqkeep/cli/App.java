package io.mqkeep.cli;

import io.mqkeep.cli.connection.Lease;
import io.mqkeep.cli.connection.LeaseRequest;
import io.mqkeep.cli.connection.Leases;
import io.mqkeep.cli.connection.Network;
import io.mqkeep.cli.output.Notes;
import io.mqkeep.cli.output.StandardOutput;
import io.mqkeep.cli.shell.Terminal;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything a command may touch. There is one for the process and one for every test; nothing of it is static.
 *
 * @param in standard input, unbuffered
 * @param out standard output, for data alone
 * @param notes standard error, for everything else
 * @param outIsTerminal whether somebody looks at standard output; asked only when it matters
 * @param environment the environment variables
 * @param directory what relative paths start from
 * @param sessions the sessions of this user
 * @param network the way to servers
 * @param leases the way to a connected client
 * @param clock the time
 * @param image the folder of the installed image, or null when not run from one
 * @param version the program's version
 * @param interruption how the command is asked to end early
 * @param terminal the person's terminal, for a prompt
 */
public record App(
        InputStream in,
        StandardOutput out,
        Notes notes,
        BooleanSupplier outIsTerminal,
        Map<String, String> environment,
        Path directory,
        Sessions sessions,
        Network network,
        Leases leases,
        InstantSource clock,
        @Nullable Path image,
        String version,
        Interruption interruption,
        Terminal terminal) {

    /** Borrows a client with its session; nothing is sent yet. */
    public Lease lease(LeaseRequest request) {
        return leases.open(this, request);
    }

    /** Returns the same surroundings that say more or less on standard error. */
    public App withNotes(Notes other) {
        return new App(
                in,
                out,
                other,
                outIsTerminal,
                environment,
                directory,
                sessions,
                network,
                leases,
                clock,
                image,
                version,
                interruption,
                terminal);
    }

    /** Returns the surroundings of one command of a shell. */
    public App inShell(
            InputStream ownIn, StandardOutput ownOut, Notes ownNotes, Leases ownLeases, Interruption ownInterruption) {
        return new App(
                ownIn,
                ownOut,
                ownNotes,
                outIsTerminal,
                environment,
                directory,
                sessions,
                network,
                ownLeases,
                clock,
                image,
                version,
                ownInterruption,
                terminal);
    }
}
