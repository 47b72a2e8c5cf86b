package io.mqkeep;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MainTest {

    @Test
    void tests_run_on_the_java_that_the_program_is_made_for() {
        assertTrue(Runtime.version().feature() >= 25, "the build must fork a JDK 25 or later for its tests");
    }

    @Test
    void tests_run_with_assertions_on() {
        assertTrue(MainTest.class.desiredAssertionStatus());
    }
}
