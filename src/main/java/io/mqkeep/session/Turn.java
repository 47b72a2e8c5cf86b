package io.mqkeep.session;

import io.mqkeep.protocol.Packet;
import io.mqkeep.session.Effect.CloseReason;
import java.util.ArrayList;
import java.util.List;

/** Collects the effects of one answer, and sees to it that nothing durable changes but by a stored change. */
final class Turn {
    private final SessionState state;
    private List<Effect> effects = new ArrayList<>();

    Turn(SessionState state) {
        this.state = state;
    }

    void store(Change change) {
        state.apply(change);
        effects.add(new Effect.Store(change));
    }

    void send(Packet packet) {
        effects.add(new Effect.Send(packet));
    }

    void settle(long number, Outcome outcome) {
        effects.add(new Effect.Settle(number, outcome));
    }

    void tell(SessionEvent event) {
        effects.add(new Effect.Tell(event));
    }

    void deliver(Delivery delivery) {
        effects.add(new Effect.Deliver(delivery));
    }

    void close(CloseReason reason, String words) {
        effects.add(new Effect.Close(reason, words));
    }

    List<Effect> take() {
        List<Effect> taken = effects;
        effects = new ArrayList<>();
        return taken;
    }

    /** Says whether nothing but what was taken has been collected; used to know whether a packet was sent. */
    boolean sendsSomething() {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Send) {
                return true;
            }
        }
        return false;
    }
}
