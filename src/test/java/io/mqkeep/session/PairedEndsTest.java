package io.mqkeep.session;

import io.mqkeep.protocol.MqttVersion;
import io.mqkeep.session.model.PairedWorld;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Client and server joined by packet queues, with random faults: packets lost, connections cut, processes killed and
 * power failed, sessions lost, limits lowered, identifiers limited. At the end the books must balance.
 *
 * <p>{@code -Dmqkeep.seed=N} repeats one world, {@code -Dmqkeep.worlds=N} plays more of them, with both versions.
 */
class PairedEndsTest {
    private static final int STEPS = 2000;
    private static final int MESSAGES = 200;

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void whatever_goes_wrong_every_message_gets_what_it_was_promised(MqttVersion version) {
        Long seed = Long.getLong("mqkeep.seed");
        if (seed != null) {
            play(version, seed);
            return;
        }
        long first = ThreadLocalRandom.current().nextLong(1L << 40);
        int worlds = Integer.getInteger("mqkeep.worlds", 250);
        long began = System.nanoTime();
        long steps = 0;
        for (int i = 0; i < worlds; i++) {
            steps += play(version, first + i);
        }
        System.out.printf(
                "paired ends: MQTT %s, %,d steps in %,d worlds from seed %d, %.1f s%n",
                version, steps, worlds, first, (System.nanoTime() - began) / 1e9);
    }

    /** Plays one world and returns how many steps it took. */
    private static long play(MqttVersion version, long seed) {
        try {
            PairedWorld world = new PairedWorld(version, seed, MESSAGES);
            for (int i = 0; i < STEPS; i++) {
                world.step();
            }
            world.comeToRest();
            world.check();
            return world.steps();
        } catch (AssertionError | RuntimeException failed) {
            throw new AssertionError(
                    "MQTT " + version + ", -Dmqkeep.seed=" + seed + ": " + failed.getMessage(), failed);
        }
    }
}
