package io.mqkeep.cli.options;

import io.mqkeep.session.LostPolicy;

/**
 * What was asked about the session.
 *
 * @param name as typed: a name, or a path when it has a slash
 * @param adopt whether a session the server already has is taken over
 * @param force whether a session that was handed over is taken back
 * @param rebind whether another server address than the remembered one is accepted
 */
public record SessionRequest(String name, boolean adopt, boolean force, boolean rebind, LostPolicy onLost) {}
