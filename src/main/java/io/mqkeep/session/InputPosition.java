package io.mqkeep.session;

import io.mqkeep.protocol.QoS;

/**
 * How far a file of lines has been accepted for publishing.
 *
 * @param file absolute path
 * @param offset bytes from the start up to which lines were accepted
 * @param lines how many lines that is
 * @param hash running hash of those bytes, to tell whether the file is still the same before the offset
 */
public record InputPosition(String file, String topic, QoS qos, long offset, long lines, long hash) {

    /** What tells one position from another: the same file can be sent to two topics. */
    public record Key(String file, String topic, QoS qos) {}

    public Key key() {
        return new Key(file, topic, qos);
    }
}
