package io.mqkeep.transport;

import io.mqkeep.transport.tls.TlsSecrets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a way takes that no route says. Each is asked only when it is needed. */
public interface WaySecrets extends TlsSecrets {
    /** Returns the password for the proxy that the route names, or null for none. */
    @Nullable
    String proxyPassword();

    /** Returns the HTTP headers for WebSocket: they may be what one shows to be let in. */
    Map<String, String> webSocketHeaders();
}
