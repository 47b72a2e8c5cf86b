package io.mqkeep.cli.options;

import io.mqkeep.cli.Failure;
import io.mqkeep.session.LostPolicy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which session, and what to do when it isn't as remembered. */
@Heading("Session options")
public final class SessionOptions {
    @Option(
            names = "--session",
            paramLabel = "NAME|PATH",
            description = "Use this session: a name, or a path when it has a slash. It is made at first use and"
                    + " remembers server, client identifier, version, user name and subscriptions.")
    private @Nullable String session;

    @Option(
            names = "--adopt",
            description = "Take over the session the server already has under this client identifier.")
    private boolean adopt;

    @Option(names = "--force", description = "Use the session although save-session --move has handed it over.")
    private boolean force;

    @Option(names = "--rebind", description = "Accept another server address than the one the session remembers.")
    private boolean rebind;

    @Option(
            names = "--on-session-lost",
            paramLabel = "fail|republish|discard",
            converter = Converters.OnSessionLost.class,
            description = "When the server has lost the session and messages were in flight: stop, publish them"
                    + " again as new, or give them up. Default: fail.")
    private @Nullable LostPolicy onLost;

    /**
     * Returns the session asked for, checked.
     *
     * @return null when there is none
     * @throws Failure when options don't go together
     */
    public @Nullable SessionRequest request(ConnectionRequest connection) {
        if (session == null) {
            refuseWithoutSession(adopt, "--adopt");
            refuseWithoutSession(force, "--force");
            refuseWithoutSession(rebind, "--rebind");
            refuseWithoutSession(onLost != null, "--on-session-lost");
            refuseWithoutSession(connection.inboxLimit() != null, "--inbox-limit");
            return null;
        }
        String clientId = connection.clientId();
        if (clientId != null && clientId.isEmpty()) {
            throw Failure.usage("--id: a session needs a client identifier that is not empty");
        }
        Long expiry = connection.sessionExpiry();
        if (expiry != null && expiry == 0) {
            throw Failure.usage("--session-expiry 0 ends the session with the connection, and --session is to keep it;"
                    + " to end a session use 'mqkeep session remove'");
        }
        return new SessionRequest(session, adopt, force, rebind, onLost == null ? LostPolicy.FAIL : onLost);
    }

    /**
     * Refuses an option that means something only with a session.
     *
     * @throws Failure when it was given without one
     */
    static void refuseWithoutSession(boolean given, String option) {
        if (given) {
            throw Failure.usage(option + " needs --session");
        }
    }
}
