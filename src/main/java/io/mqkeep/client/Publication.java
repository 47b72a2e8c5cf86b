package io.mqkeep.client;

import io.mqkeep.session.Outcome;
import java.util.concurrent.CompletableFuture;

/**
 * A message that was given to a client.
 *
 * @param accepted done with its number once the session holds it durably: from then on it must not be published again.
 *     When the server can't take it, it is done with 0 and nothing is held
 * @param outcome done when it is acknowledged, refused or dropped
 */
public record Publication(CompletableFuture<Long> accepted, CompletableFuture<Outcome> outcome) {}
