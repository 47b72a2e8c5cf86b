package io.mqkeep.testing;

import com.hivemq.configuration.service.InternalConfigurations;
import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;
import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.auth.EnhancedAuthenticator;
import com.hivemq.extension.sdk.api.auth.parameter.EnhancedAuthConnectInput;
import com.hivemq.extension.sdk.api.auth.parameter.EnhancedAuthInput;
import com.hivemq.extension.sdk.api.auth.parameter.EnhancedAuthOutput;
import com.hivemq.extension.sdk.api.packets.general.DisconnectedReasonCode;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import com.hivemq.extension.sdk.api.services.Services;
import com.hivemq.migration.meta.PersistenceType;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The process of {@link AuthenticatingBroker}. Its argument is a work folder; it says {@code ready PORT} and ends at the end
 * of its standard input.
 */
final class AuthenticatingBrokerMain {
    private AuthenticatingBrokerMain() {}

    public static void main(String[] args) throws Exception {
        Path work = Path.of(args[0]);
        PrintStream answers = System.out;
        System.setOut(System.err);
        InternalConfigurations.PAYLOAD_PERSISTENCE_TYPE.set(PersistenceType.FILE);
        InternalConfigurations.RETAINED_MESSAGE_PERSISTENCE_TYPE.set(PersistenceType.FILE);
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            port = socket.getLocalPort();
        }
        Path configuration = Files.createDirectories(work.resolve("conf"));
        Files.writeString(configuration.resolve("config.xml"), """
            <hivemq>
              <listeners><tcp-listener><port>%d</port><bind-address>127.0.0.1</bind-address></tcp-listener></listeners>
              <persistence><mode>in-memory</mode></persistence>
              <anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>
            </hivemq>
            """.formatted(port));
        EmbeddedHiveMQ broker = EmbeddedHiveMQ.builder()
                .withConfigurationFolder(configuration)
                .withDataFolder(Files.createDirectories(work.resolve("data")))
                .withExtensionsFolder(Files.createDirectories(work.resolve("extensions")))
                .withEmbeddedExtension(EmbeddedExtension.builder()
                        .withId("authentication")
                        .withName("authentication")
                        .withVersion("1")
                        .withAuthor("tests")
                        .withExtensionMain(new Authentication())
                        .build())
                .withoutLoggingBootstrap()
                .build();
        broker.start().get();
        answers.println(AuthenticatingBroker.READY + port);
        while (System.in.read() >= 0) {
            // Nothing is ever said here: only the end matters.
        }
        Runtime.getRuntime().halt(0);
    }

    /** What HiveMQ calls an extension. */
    private static final class Authentication implements ExtensionMain {
        @Override
        public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
            Services.securityRegistry().setEnhancedAuthenticatorProvider(_ -> new Judge());
        }

        @Override
        public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) {
            // It ends with the process.
        }
    }

    /** Judges one client: its exchange when it connects, and any it begins later. */
    private static final class Judge implements EnhancedAuthenticator {
        private @Nullable ScramServer exchange;

        @Override
        public void onConnect(EnhancedAuthConnectInput input, EnhancedAuthOutput output) {
            begin(
                    input.getConnectPacket().getAuthenticationMethod().orElse(""),
                    input.getConnectPacket().getAuthenticationData().map(Judge::bytes),
                    output);
        }

        @Override
        public void onReAuth(EnhancedAuthInput input, EnhancedAuthOutput output) {
            String first = input.getAuthPacket()
                    .getAuthenticationDataAsArray()
                    .map(data -> new String(data, StandardCharsets.UTF_8))
                    .orElse("");
            if (first.contains("n=" + AuthenticatingBroker.ONLY_ONCE + ",")) {
                output.failAuthentication(DisconnectedReasonCode.NOT_AUTHORIZED, "once is enough");
                return;
            }
            begin(
                    input.getAuthPacket().getAuthenticationMethod(),
                    input.getAuthPacket().getAuthenticationDataAsArray(),
                    output);
        }

        private static byte[] bytes(ByteBuffer data) {
            byte[] bytes = new byte[data.remaining()];
            data.duplicate().get(bytes);
            return bytes;
        }

        private void begin(String method, Optional<byte[]> data, EnhancedAuthOutput output) {
            String text = new String(data.orElse(new byte[0]), StandardCharsets.UTF_8);
            if (method.equals(AuthenticatingBroker.TOKEN_METHOD)) {
                if (text.equals(AuthenticatingBroker.TOKEN)) {
                    output.authenticateSuccessfully();
                } else {
                    output.failAuthentication(DisconnectedReasonCode.NOT_AUTHORIZED, "not that token");
                }
            } else if (method.startsWith("SCRAM-")) {
                int name = text.indexOf("n=", 3);
                exchange = new ScramServer(
                        method, text.substring(name + 2, text.indexOf(',', name)), AuthenticatingBroker.PASSWORD);
                output.continueAuthentication(exchange.first(data.orElseThrow()));
            } else {
                output.failAuthentication(DisconnectedReasonCode.BAD_AUTHENTICATION_METHOD);
            }
        }

        @Override
        public void onAuth(EnhancedAuthInput input, EnhancedAuthOutput output) {
            ScramServer open = exchange;
            byte[] proof = input.getAuthPacket().getAuthenticationDataAsArray().orElse(new byte[0]);
            byte[] signature = open == null ? null : open.last(proof);
            if (signature == null) {
                output.failAuthentication(DisconnectedReasonCode.NOT_AUTHORIZED, "the proof is wrong");
            } else {
                output.authenticateSuccessfully(signature);
            }
        }
    }
}
