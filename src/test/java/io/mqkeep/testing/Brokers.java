package io.mqkeep.testing;

import io.mqkeep.cli.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * One real broker of each make for the whole run, started when the first test asks for it: a start costs seconds, and
 * brokers are made to be shared. Tests keep apart by their topics and client identifiers.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final Brokers BROKERS = new Brokers();
 *
 * @ParameterizedTest
 * @EnumSource
 * void something_holds(Ground ground) {
 *     TestBroker broker = BROKERS.on(ground);   // skips the test when there is no mosquitto here
 * }
 * }</pre>
 */
public final class Brokers implements BeforeAllCallback {
    private static final Namespace NAMESPACE = Namespace.create(Brokers.class);

    private ExtensionContext.@Nullable Store store;

    @Override
    public void beforeAll(ExtensionContext context) {
        store = context.getRoot().getStore(NAMESPACE);
    }

    /** Returns the broker of this ground. Skips the test, and says why, when it is not installed. */
    public TestBroker on(Ground ground) {
        ExtensionContext.Store shared = store;
        if (shared == null) {
            throw new IllegalStateException("this extension must be registered in a static field");
        }
        if (ground.kind() == Ground.Kind.MOSQUITTO) {
            assumeMosquitto();
        }
        return shared.computeIfAbsent(ground.kind(), Running::start, Running.class)
                .broker();
    }

    /** Skips the test, and says why, when mosquitto is not installed. */
    public static void assumeMosquitto() {
        Assumptions.assumeTrue(
                Mosquitto.installed().isPresent(), "mosquitto is not installed: neither on the PATH nor in /usr/sbin");
    }

    /** A broker with the folder it works in; the end of the run closes it. */
    private record Running(TestBroker broker, Path folder) implements AutoCloseable {
        static Running start(Ground.Kind kind) {
            try {
                Path folder = Files.createTempDirectory("mqkeep-tests-");
                TestBroker broker = switch (kind) {
                    case MOSQUITTO -> Mosquitto.start(folder);
                    case EMBEDDED -> embedded();
                };
                return new Running(broker, folder);
            } catch (IOException noBroker) {
                throw new UncheckedIOException(noBroker);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }

        @Override
        public void close() throws IOException {
            broker.close();
            List<Path> all;
            try (var found = Files.walk(folder)) {
                all = found.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path path : all) {
                Files.delete(path);
            }
        }
    }

    /** Starts the broker that the image brings. */
    public static TestBroker embedded() throws IOException {
        return new Embedded(EmbeddedBroker.start(Mqkeep.image(), 0, null), null);
    }

    /** Starts one of its own that keeps its sessions and messages in a folder. */
    public static RestartableBroker embedded(Path data) throws IOException {
        return new Embedded(EmbeddedBroker.start(Mqkeep.image(), 0, data), data);
    }

    private static final class Embedded implements RestartableBroker {
        private final int port;
        private final @Nullable Path data;
        private EmbeddedBroker broker;

        Embedded(EmbeddedBroker broker, @Nullable Path data) {
            this.broker = broker;
            this.data = data;
            port = broker.port();
        }

        @Override
        public int port() {
            return port;
        }

        @Override
        public void restart() throws IOException {
            broker.close();
            broker = EmbeddedBroker.start(Mqkeep.image(), port, data);
        }

        @Override
        public void close() {
            broker.close();
        }
    }
}
