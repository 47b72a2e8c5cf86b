package io.mqkeep.session;

import static io.mqkeep.protocol.QoS.AT_LEAST_ONCE;
import static io.mqkeep.protocol.QoS.AT_MOST_ONCE;
import static io.mqkeep.protocol.QoS.EXACTLY_ONCE;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.session.model.CrashWorld;
import io.mqkeep.session.model.CrashWorld.Remains;
import io.mqkeep.session.model.ModelServer.PassesOn;
import io.mqkeep.session.model.Mutant;
import io.mqkeep.session.model.Scenario;
import io.mqkeep.session.model.Scenario.Beginning;
import io.mqkeep.session.model.Scenario.Sink;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills the process before each of its steps, with everything that the death may leave, and lets another go on.
 *
 * <p>{@code -Dmqkeep.deaths=2} lets the next one die too, also in the larger scenarios; that takes a minute.
 */
class CrashTest {

    /** One death: before this step of its process, leaving this. */
    private record Death(int step, Remains remains) {}

    static List<Scenario> scenarios() {
        List<Scenario> all = new ArrayList<>();
        for (MqttVersion version : MqttVersion.values()) {
            for (PassesOn passesOn : PassesOn.values()) {
                for (boolean batched : new boolean[] {false, true}) {
                    for (boolean slow : new boolean[] {false, true}) {
                        for (Scenario scenario : scenarios(version)) {
                            all.add(scenario.with(passesOn, batched, slow));
                        }
                    }
                }
            }
        }
        return all;
    }

    private static List<Scenario> scenarios(MqttVersion version) {
        return List.of(
                Scenario.of("three go out", version).publishing(EXACTLY_ONCE, AT_LEAST_ONCE, EXACTLY_ONCE),
                Scenario.of("four go out through a window of one", version)
                        .publishing(EXACTLY_ONCE, EXACTLY_ONCE, AT_LEAST_ONCE, EXACTLY_ONCE)
                        .withWindow(1),
                Scenario.of("all kinds go out", version)
                        .publishing(AT_MOST_ONCE, EXACTLY_ONCE, AT_MOST_ONCE, AT_LEAST_ONCE, EXACTLY_ONCE)
                        .withWindow(1),
                Scenario.of("two are in flight and the window is one now", version)
                        .from(Beginning.INTERRUPTED)
                        .publishing(EXACTLY_ONCE, EXACTLY_ONCE, AT_MOST_ONCE, EXACTLY_ONCE)
                        .withWindow(1),
                Scenario.of("first connection", version).from(Beginning.FRESH).publishing(EXACTLY_ONCE, AT_LEAST_ONCE),
                Scenario.of("a stranger's session is there", version)
                        .from(Beginning.STRANGERS)
                        .publishing(EXACTLY_ONCE, AT_LEAST_ONCE),
                Scenario.of("into the inbox", version)
                        .receiving(Sink.INBOX, EXACTLY_ONCE, AT_LEAST_ONCE, EXACTLY_ONCE, EXACTLY_ONCE),
                Scenario.of("into a pipe", version)
                        .receiving(Sink.PIPE, EXACTLY_ONCE, AT_LEAST_ONCE, EXACTLY_ONCE, EXACTLY_ONCE),
                Scenario.of("into a file", version)
                        .receiving(Sink.FILE, EXACTLY_ONCE, AT_LEAST_ONCE, EXACTLY_ONCE, EXACTLY_ONCE),
                Scenario.of("into the inbox and from there into a file", version)
                        .receiving(Sink.INBOX_THEN_FILE, EXACTLY_ONCE, AT_LEAST_ONCE, EXACTLY_ONCE),
                Scenario.of("first subscription", version)
                        .from(Beginning.FRESH)
                        .receiving(Sink.INBOX, EXACTLY_ONCE, AT_LEAST_ONCE),
                Scenario.of("both ways", version)
                        .publishing(EXACTLY_ONCE, EXACTLY_ONCE, AT_LEAST_ONCE)
                        .receiving(Sink.FILE, EXACTLY_ONCE, EXACTLY_ONCE));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void whenever_a_process_dies_the_next_one_keeps_the_promise(Scenario scenario) {
        explore(scenario, Mutant.NONE, List.of(), Integer.getInteger("mqkeep.deaths", 1));
    }

    static List<Scenario> smallScenarios() {
        List<Scenario> all = new ArrayList<>();
        for (MqttVersion version : MqttVersion.values()) {
            all.add(Scenario.of("one goes out", version).publishing(EXACTLY_ONCE));
            all.add(Scenario.of("two go out", version)
                    .publishing(EXACTLY_ONCE, EXACTLY_ONCE)
                    .with(PassesOn.AT_PUBREL, true, true));
            all.add(Scenario.of("first connection", version)
                    .from(Beginning.FRESH)
                    .publishing(EXACTLY_ONCE));
            all.add(Scenario.of("a stranger's session is there", version)
                    .from(Beginning.STRANGERS)
                    .publishing(EXACTLY_ONCE)
                    .with(PassesOn.AT_PUBLISH, true, false));
            all.add(Scenario.of("into the inbox", version).receiving(Sink.INBOX, EXACTLY_ONCE, EXACTLY_ONCE));
            all.add(Scenario.of("into a pipe", version).receiving(Sink.PIPE, EXACTLY_ONCE, EXACTLY_ONCE));
            all.add(Scenario.of("into a file", version).receiving(Sink.FILE, EXACTLY_ONCE, AT_LEAST_ONCE));
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("smallScenarios")
    void also_when_the_next_one_dies_too(Scenario scenario) {
        explore(scenario, Mutant.NONE, List.of(), 2);
    }

    // ---- tests of the test ----

    static List<Mutant> faultyMutants() {
        return List.of(
                Mutant.SENDS_FIRST,
                Mutant.FORGETS_OUTPUT,
                Mutant.notForced(
                        "before PUBLISH", Set.of(Change.Sent.class, Change.Queued.class, Change.InputAt.class)),
                Mutant.notForced("before PUBREL", Set.of(Change.Released.class)),
                Mutant.notForced(
                        "before PUBREC", Set.of(Change.Received.class, Change.Inboxed.class, Change.OutputAt.class)),
                Mutant.notForced("before PUBACK", Set.of(Change.Inboxed.class, Change.OutputAt.class)),
                Mutant.notForced("before PUBCOMP", Set.of(Change.Forgotten.class)),
                Mutant.notForced("after CONNACK", Set.of(Change.Established.class, Change.Bound.class)),
                Mutant.notForced("before a queued QoS 0 PUBLISH", Set.of(Change.Settled.class)));
    }

    @ParameterizedTest
    @MethodSource("faultyMutants")
    void a_faulty_order_is_found(Mutant mutant) {
        assertThrows(Found.class, () -> {
            for (Scenario scenario : scenarios()) {
                explore(scenario, mutant, List.of(), 1);
            }
        });
    }

    /**
     * Changes whose loss costs no message, so that no scenario can find them missing:
     *
     * <ul>
     *   <li>Connecting only names the connect, to tell a copy of the session from its original. Until Established is
     *       there a session asks for a clean start, so one that the server made meanwhile is not taken for ours.
     *   <li>Subscribing and Subscribed: whoever subscribes asks again, and a subscription is asked for twice. A message
     *       that comes for one nobody remembers goes to the inbox.
     * </ul>
     *
     * <p>They are forced all the same: what the session says about itself is to be true after power loss.
     */
    static List<Mutant> harmlessMutants() {
        return List.of(
                Mutant.notForced("before CONNECT", Set.of(Change.Connecting.class, Change.Bound.class)),
                Mutant.notForced("before SUBSCRIBE", Set.of(Change.Subscribing.class)),
                Mutant.notForced("after SUBACK", Set.of(Change.Subscribed.class)));
    }

    @ParameterizedTest
    @MethodSource("harmlessMutants")
    void what_is_forced_only_so_that_the_session_tells_the_truth_costs_no_message(Mutant mutant) {
        for (Scenario scenario : scenarios()) {
            if (scenario.passesOn() == PassesOn.AT_PUBREL && scenario.slow()) {
                explore(scenario, mutant, List.of(), 1);
            }
        }
    }

    /** Plays the deaths, checks the end, and adds another death at every step of the last process. */
    private static void explore(Scenario scenario, Mutant mutant, List<Death> deaths, int more) {
        try {
            CrashWorld world = play(scenario, mutant, deaths);
            int steps = world.runToRest();
            world.check();
            for (int step = 0; more > 0 && step < steps; step++) {
                CrashWorld dying = play(scenario, mutant, deaths);
                assertTrue(dying.runUntil(step), "the same steps each time");
                for (Remains remains : dying.possibleRemains()) {
                    List<Death> longer = new ArrayList<>(deaths);
                    longer.add(new Death(step, remains));
                    explore(scenario, mutant, longer, more - 1);
                }
            }
        } catch (IllegalStateException | AssertionError failed) {
            throw failed instanceof Found found ? found : new Found(scenario, mutant, deaths, failed);
        }
    }

    private static CrashWorld play(Scenario scenario, Mutant mutant, List<Death> deaths) {
        CrashWorld world = new CrashWorld(scenario, mutant);
        for (Death death : deaths) {
            world.runUntil(death.step());
            world.bury(death.remains());
        }
        return world;
    }

    /** The promise is broken, and how to see it again. */
    private static final class Found extends AssertionError {
        Found(Scenario scenario, Mutant mutant, List<Death> deaths, Throwable cause) {
            super(scenario + " [" + mutant + "] " + deaths + ": " + cause.getMessage(), cause);
        }
    }
}
