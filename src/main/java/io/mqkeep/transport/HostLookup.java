package io.mqkeep.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host name. It may block for as long as it likes. */
@FunctionalInterface
interface HostLookup {
    InetAddress[] addresses(String host) throws UnknownHostException;
}
