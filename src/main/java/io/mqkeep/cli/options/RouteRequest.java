package io.mqkeep.cli.options;

import io.mqkeep.protocol.Route;

/**
 * What was asked about the way to the server.
 *
 * @param route what a session may remember; what it doesn't say is as the session has it
 */
public record RouteRequest(Route route) {}
