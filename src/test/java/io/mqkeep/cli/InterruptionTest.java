package io.mqkeep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class InterruptionTest {
    private final Interruption interruption = new Interruption();

    @Test
    void a_result_is_waited_for() throws Exception {
        assertEquals("x", interruption.await(CompletableFuture.completedFuture("x")));
    }

    @Test
    void the_wish_to_end_comes_before_a_result_that_is_not_there() {
        interruption.raise(Exit.TERMINATED);
        interruption.raise(Exit.INTERRUPTED);

        Failure failure = assertThrows(Failure.class, () -> interruption.await(new CompletableFuture<>()));
        assertEquals(Exit.TERMINATED, failure.exit());
    }

    @Test
    void a_result_that_is_there_counts_although_the_wish_is_too() throws Exception {
        interruption.raise(Exit.TERMINATED);

        assertEquals("x", interruption.await(CompletableFuture.completedFuture("x")));
    }

    @Test
    void a_failed_result_fails_as_it_did() {
        assertThrows(IOException.class, () -> interruption.await(CompletableFuture.failedFuture(new IOException("x"))));
    }

    @Test
    void a_wait_has_an_end() {
        assertThrows(TimeoutException.class, () -> interruption.await(new CompletableFuture<>(), 10));
    }

    @Test
    void an_interrupted_thread_is_a_wish_to_end() {
        Thread.currentThread().interrupt();

        Failure failure = assertThrows(Failure.class, () -> interruption.await(new CompletableFuture<>()));
        assertEquals(Exit.INTERRUPTED, failure.exit());
    }
}
