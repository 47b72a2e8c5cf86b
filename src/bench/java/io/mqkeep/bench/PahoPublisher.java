package io.mqkeep.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MqttDefaultFilePersistence;

/** A process of its own: publishes the lines of standard input with Eclipse Paho, whose session is files in a folder. */
final class PahoPublisher {
    private PahoPublisher() {}

    static List<String> command(int port, String qos, String topic, Path work) throws IOException {
        Path folder = Files.createDirectories(work.resolve("paho"));
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                PahoPublisher.class.getName(),
                "tcp://127.0.0.1:" + port,
                qos,
                topic,
                folder.toString());
    }

    public static void main(String[] args) throws MqttException, IOException {
        try (MqttAsyncClient client = new MqttAsyncClient(args[0], "paho", new MqttDefaultFilePersistence(args[3]))) {
            MqttConnectOptions connect = new MqttConnectOptions();
            connect.setCleanSession(false);
            // As many as there are, so that nothing is refused.
            connect.setMaxInflight(65_535);
            client.connect(connect).waitForCompletion();
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                client.publish(args[2], line.getBytes(StandardCharsets.UTF_8), Integer.parseInt(args[1]), false);
            }
            for (IMqttDeliveryToken token : client.getPendingDeliveryTokens()) {
                token.waitForCompletion();
            }
            client.disconnect().waitForCompletion();
        }
    }
}
