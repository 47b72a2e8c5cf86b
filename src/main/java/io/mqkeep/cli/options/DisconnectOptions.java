package io.mqkeep.cli.options;

import io.mqkeep.cli.Failure;
import io.mqkeep.protocol.Disconnect;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.protocol.UserProperty;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is said at the end (5.0: 3.14.2); in MQTT 3.1.1 DISCONNECT is empty. */
@Heading("DISCONNECT properties (MQTT 5)")
public final class DisconnectOptions {
    @Option(
            names = "--disconnect-reason",
            paramLabel = "CODE",
            converter = PropertyConverters.DisconnectReason.class,
            description = "The reason code, such as 0x04 (disconnect with will message). Default: 0x00, normal.")
    private @Nullable ReasonCode reason;

    @Option(
            names = "--disconnect-reason-string",
            paramLabel = "TEXT",
            converter = Converters.Text.class,
            description = "The reason in words, for the server's log.")
    private @Nullable String reasonString;

    @Option(
            names = "--disconnect-session-expiry",
            paramLabel = "TIME",
            converter = Converters.Expiry.class,
            description = "How long the server keeps the session from the end on, in place of --session-expiry.")
    private @Nullable Long sessionExpiry;

    @Option(
            names = "--disconnect-user-property",
            paramLabel = "NAME=VALUE",
            converter = PropertyConverters.User.class,
            description = "A property of DISCONNECT; may be given several times.")
    private List<UserProperty> userProperties = new ArrayList<>();

    /**
     * Returns what to say, checked.
     *
     * @param withWill whether the server is to publish the Will
     * @throws Failure when options don't go together
     */
    Disconnect disconnect(ConnectionRequest connection, boolean withSession, boolean withWill) {
        Long before = connection.sessionExpiry();
        if (sessionExpiry != null && sessionExpiry != 0 && !withSession && (before == null || before == 0)) {
            // 5.0: 3.14.2.2.2
            throw Failure.usage("--disconnect-session-expiry needs --session-expiry or --session: a session that was"
                    + " to end with the connection can't be kept by its last packet");
        }
        if (sessionExpiry != null && sessionExpiry == 0 && withSession) {
            throw Failure.usage("--disconnect-session-expiry 0 ends the session, and --session is to keep it; to end a"
                    + " session use 'mqkeep session remove'");
        }
        if (withWill && reason != null && reason != ReasonCode.DISCONNECT_WITH_WILL_MESSAGE) {
            throw Failure.usage("--disconnect-with-will and --disconnect-reason both give a reason");
        }
        ReasonCode code = withWill ? ReasonCode.DISCONNECT_WITH_WILL_MESSAGE : reason;
        return new Disconnect(
                code == null ? ReasonCode.SUCCESS : code, sessionExpiry, reasonString, userProperties, null);
    }

    /** Returns the first of these options that was given, or null. */
    @Nullable
    String given() {
        return new FirstGiven()
                .option("--disconnect-reason", reason)
                .option("--disconnect-reason-string", reasonString)
                .option("--disconnect-session-expiry", sessionExpiry)
                .option("--disconnect-user-property", userProperties)
                .name();
    }
}
