package io.mqkeep.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqkeep.protocol.Packet;
import io.mqkeep.session.Effect.CloseReason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads lists of effects, and writes them shortly. */
final class Effects {
    private Effects() {}

    static Effect store(Change change) {
        return new Effect.Store(change);
    }

    static Effect send(Packet packet) {
        return new Effect.Send(packet);
    }

    static Effect settle(long number, Outcome outcome) {
        return new Effect.Settle(number, outcome);
    }

    static Effect tell(SessionEvent event) {
        return new Effect.Tell(event);
    }

    static Effect deliver(Delivery delivery) {
        return new Effect.Deliver(delivery);
    }

    static Effect close(CloseReason reason) {
        return new Effect.Close(reason, "");
    }

    /** Compares all of the effects and their order; of a Close the reason counts, not the words. */
    static void assertEffects(List<Effect> actual, Effect... expected) {
        List<Effect> comparable = new ArrayList<>();
        for (Effect effect : actual) {
            comparable.add(effect instanceof Effect.Close close ? close(close.reason()) : effect);
        }
        assertEquals(lines(List.of(expected)), lines(comparable));
    }

    /** One effect a line, so that a failed comparison can be read. */
    private static String lines(List<Effect> effects) {
        StringBuilder text = new StringBuilder();
        for (Effect effect : effects) {
            text.append(effect).append('\n');
        }
        return text.toString();
    }

    static List<Change> stored(List<Effect> effects) {
        List<Change> changes = new ArrayList<>();
        for (Effect effect : effects) {
            if (effect instanceof Effect.Store store) {
                changes.add(store.change());
            }
        }
        return changes;
    }

    static List<Packet> sent(List<Effect> effects) {
        List<Packet> packets = new ArrayList<>();
        for (Effect effect : effects) {
            if (effect instanceof Effect.Send send) {
                packets.add(send.packet());
            }
        }
        return packets;
    }

    static List<Effect.Settle> settled(List<Effect> effects) {
        List<Effect.Settle> settles = new ArrayList<>();
        for (Effect effect : effects) {
            if (effect instanceof Effect.Settle settle) {
                settles.add(settle);
            }
        }
        return settles;
    }

    static List<SessionEvent> told(List<Effect> effects) {
        List<SessionEvent> events = new ArrayList<>();
        for (Effect effect : effects) {
            if (effect instanceof Effect.Tell tell) {
                events.add(tell.event());
            }
        }
        return events;
    }

    static List<Delivery> delivered(List<Effect> effects) {
        List<Delivery> deliveries = new ArrayList<>();
        for (Effect effect : effects) {
            if (effect instanceof Effect.Deliver deliver) {
                deliveries.add(deliver.delivery());
            }
        }
        return deliveries;
    }

    static @Nullable CloseReason closed(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Close close) {
                return close.reason();
            }
        }
        return null;
    }
}
