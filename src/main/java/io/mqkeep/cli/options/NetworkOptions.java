package io.mqkeep.cli.options;

import io.mqkeep.cli.Failure;
import io.mqkeep.protocol.Route;
import io.mqkeep.protocol.RouteOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What lies between us and the server. */
@Heading("Network options")
public final class NetworkOptions {
    @Option(
            names = "--unix",
            paramLabel = "PATH",
            description = "Connect to this Unix domain socket instead of a host and a port.")
    private @Nullable Path unix;

    @Option(
            names = {"-A", "--bind"},
            paramLabel = "ADDRESS",
            description = "Connect from this address of this machine.")
    private @Nullable String bind;

    @Option(names = "--ws", negatable = true, description = "Speak MQTT in WebSocket, as a ws:// URL does.")
    private @Nullable Boolean webSocket;

    @Option(
            names = "--ws-path",
            paramLabel = "PATH",
            description = "The path that the server has WebSocket at; turns --ws on. Default: /mqtt.")
    private @Nullable String path;

    @Option(
            names = "--ws-header",
            paramLabel = "NAME:VALUE|@FILE",
            description =
                    "A header for the request that begins WebSocket, or a file with one a line; may be given again."
                            + " A session remembers the file's name, and never a header, which may be a secret.")
    private @Nullable List<String> headers;

    @Option(
            names = "--proxy",
            paramLabel = "URL",
            description = "Go through this proxy: socks5h://[USER[:PASSWORD]@]HOST[:PORT], socks5:// to look names up"
                    + " here, or http:// (CONNECT); 'none' for the straight way. Default: ALL_PROXY, but not to"
                    + " this machine or what NO_PROXY lists.")
    private @Nullable String proxy;

    @Option(
            names = "--proxy-password-file",
            paramLabel = "FILE",
            description = "The proxy's password is the first line of this file.")
    private @Nullable Path proxyPasswordFile;

    /** Returns the path of the socket to connect to, or null. */
    @Nullable
    String unixSocket(Path directory) {
        return unix == null ? null : absolute(directory, unix);
    }

    /** Adds what was said. */
    RouteRequest addTo(Route before, Path directory) {
        Route route = before;
        Map<String, String> typed = new LinkedHashMap<>();
        List<String> files = new ArrayList<>();
        for (String header : headers == null ? List.<String>of() : headers) {
            if (header.startsWith("@")) {
                files.add(absolute(directory, Path.of(header.substring(1))));
            } else {
                addHeader(header, typed);
            }
        }
        if (path != null) {
            route = route.with(RouteOption.WEBSOCKET_PATH, List.of(path.startsWith("/") ? path : "/" + path));
        }
        if (!files.isEmpty()) {
            route = route.with(RouteOption.WEBSOCKET_HEADER_FILE, files);
        }
        boolean ofWebSocket = path != null || headers != null;
        if (Boolean.FALSE.equals(webSocket) && ofWebSocket) {
            throw Failure.usage("--no-ws goes with neither --ws-path nor --ws-header");
        }
        if (webSocket != null || ofWebSocket) {
            route = route.with(RouteOption.WEBSOCKET, webSocket == null || webSocket);
        }
        if (bind != null) {
            route = route.with(RouteOption.BIND, List.of(bind));
        }
        ProxyUrl through = proxy == null ? null : ProxyUrl.read(proxy);
        if (through != null) {
            route = route.with(RouteOption.PROXY, List.of(through.remembered()));
        }
        if (proxyPasswordFile != null) {
            if (through != null && through.password() != null) {
                throw Failure.usage("--proxy and --proxy-password-file both give a password");
            }
            route = route.with(RouteOption.PROXY_PASSWORD_FILE, List.of(absolute(directory, proxyPasswordFile)));
        }
        return new RouteRequest(route, through == null ? null : through.password(), typed);
    }

    /**
     * Adds a line such as {@code Authorization: Bearer x}.
     *
     * @throws Failure when it is none; it may hold a secret, so it is not shown
     */
    public static void addHeader(String line, Map<String, String> to) {
        int colon = line.indexOf(':');
        String name = colon < 0 ? "" : line.substring(0, colon).strip();
        String value = line.substring(colon + 1).strip();
        boolean fits = !name.isEmpty();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            fits &= c >= ' ' && c < 0x7F && (i >= colon || c != ' ');
        }
        if (!fits) {
            throw Failure.usage("--ws-header: a header is NAME:VALUE, in ASCII");
        }
        to.put(name, value);
    }

    private static String absolute(Path directory, Path path) {
        return directory.resolve(path).normalize().toString();
    }
}
