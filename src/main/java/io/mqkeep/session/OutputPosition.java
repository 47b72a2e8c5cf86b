package io.mqkeep.session;

/**
 * How much of an output file is known to hold messages that were taken from the server.
 *
 * @param file absolute path
 * @param identity what the file system calls the file (device and inode), so that another file under the same path is
 *     not cut
 * @param length bytes
 */
public record OutputPosition(String file, String identity, long length) {}
