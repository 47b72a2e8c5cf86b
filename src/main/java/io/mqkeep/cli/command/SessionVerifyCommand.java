package io.mqkeep.cli.command;

import io.mqkeep.cli.App;
import io.mqkeep.cli.Exit;
import io.mqkeep.store.JournalFinding;
import io.mqkeep.store.JournalReport;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mqkeep session verify NAME}. */
@Command(
        description = {
            SessionVerifyCommand.SUMMARY,
            "Reads the whole file, changes nothing, and says what it found. Exit status 6 means that the file is"
                    + " damaged or from a newer version. A tail that had not been forced when the machine went down is"
                    + " no damage: the next command cuts it off and says so."
        },
        customSynopsis = "mqkeep session verify NAME|PATH",
        footer = "mqkeep session verify till-7")
public final class SessionVerifyCommand implements Action {
    public static final String SUMMARY = "checks a session's file";

    @Parameters(paramLabel = "NAME|PATH", description = "The session: a name, or a path when it has a slash.")
    private String session = "";

    @Override
    public Exit run(App app) throws IOException {
        JournalReport report = app.sessions().verify(app.sessions().file(session));
        app.out()
                .println(words(report.verdict()) + ": " + report.frames()
                        + (report.frames() == 1 ? " frame, " : " frames, ") + report.changes()
                        + (report.changes() == 1 ? " change, " : " changes, ") + report.size() + " bytes");
        for (JournalFinding finding : report.findings()) {
            app.out().println("  " + finding);
        }
        return switch (report.verdict()) {
            case WHOLE, UNFORCED_TAIL -> Exit.DONE;
            case DAMAGED, FROM_NEWER_VERSION -> Exit.SESSION_UNUSABLE;
        };
    }

    private static String words(JournalReport.Verdict verdict) {
        return switch (verdict) {
            case WHOLE -> "whole";
            case UNFORCED_TAIL -> "whole, but for a tail that was never forced";
            case DAMAGED -> "damaged";
            case FROM_NEWER_VERSION -> "from a newer version";
        };
    }
}
