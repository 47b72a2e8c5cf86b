package io.mqkeep.cli.subscribe;

import io.mqkeep.cli.App;
import io.mqkeep.client.Reasons;
import io.mqkeep.protocol.QoS;
import io.mqkeep.protocol.ReasonCode;
import io.mqkeep.session.Outcome;
import java.util.ArrayList;
import java.util.List;

/** What the server answered for each filter. */
public final class FilterAnswers {
    private final App app;
    private final List<String> filters;
    private final Outcome.Answered answered;

    public FilterAnswers(App app, List<String> filters, Outcome outcome) {
        this.app = app;
        this.filters = filters;
        if (!(outcome instanceof Outcome.Answered answer)) {
            throw new AssertionError("filters are answered with codes, not with " + outcome);
        }
        this.answered = answer;
    }

    /** Says which filters were refused, and whether any was. */
    public boolean anyRefused() {
        boolean any = false;
        for (int i = 0; i < filters.size(); i++) {
            ReasonCode code = code(i);
            if (code.isError()) {
                any = true;
                app.notes()
                        .error("the server refused '" + filters.get(i) + "': "
                                + Reasons.words(code, answered.reasonString()));
            }
        }
        return any;
    }

    /** Says where less than asked for was granted. */
    void sayWhatIsLess(QoS asked) {
        for (int i = 0; i < filters.size(); i++) {
            ReasonCode code = code(i);
            if (!code.isError() && code.value() < asked.number()) {
                app.notes().note("'" + filters.get(i) + "' is granted with QoS " + code.value() + " only");
            }
        }
    }

    /** Says what there was nothing to end of. */
    public void sayWhatWasNotThere() {
        for (int i = 0; i < filters.size(); i++) {
            if (code(i) == ReasonCode.NO_SUBSCRIPTION_EXISTED) {
                app.notes().note("there was no subscription to '" + filters.get(i) + "'");
            }
        }
    }

    /** Returns the filters that the server has ended the subscription to. */
    public List<String> ended() {
        List<String> ended = new ArrayList<>();
        for (int i = 0; i < filters.size(); i++) {
            if (!code(i).isError()) {
                ended.add(filters.get(i));
            }
        }
        return ended;
    }

    /** MQTT 3.1.1 answers UNSUBSCRIBE without codes. */
    private ReasonCode code(int i) {
        return i < answered.reasonCodes().size() ? answered.reasonCodes().get(i) : ReasonCode.SUCCESS;
    }
}
