package io.mqkeep.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * A disk in memory for the sessions of whole commands, whose power can be cut. One of its forces can be left out. Safe for
 * use by several threads.
 */
public final class PowerCutDisk {
    private final SimulatedDisk disk;

    public PowerCutDisk() {
        this(new SimulatedDisk());
    }

    private PowerCutDisk(SimulatedDisk disk) {
        this.disk = disk;
    }

    /** Returns sessions that live on this disk. */
    public Journals journals() {
        return new Journals(new SessionLocks("test"), new OneAtATime());
    }

    /** Begins to count operations anew, and has the one with this index left out when it is a force; -1 is none. */
    public synchronized void forget(int operation) {
        disk.setFaults(asked -> asked.index() == operation ? SimulatedDisk.Fault.FORGOTTEN : SimulatedDisk.Fault.NONE);
    }

    /** Returns what was asked of the disk since, in words; a force begins with {@code force}. */
    public synchronized List<String> operations() {
        return disk.operations().stream().map(SimulatedDisk.Operation::what).toList();
    }

    /** Flips a bit in the middle of a file, on the platter too. */
    public synchronized void damage(Path file) {
        byte[] bytes = disk.read(file).clone();
        bytes[bytes.length / 2] ^= 0x10;
        disk.put(file, bytes);
    }

    /** Returns the disk when the power comes back and nothing but what was forced is there. */
    public synchronized PowerCutDisk afterWorstPowerCut() {
        return new PowerCutDisk(disk.afterWorstPowerCut());
    }

    /** Returns the disk as it may be when the power comes back. */
    public synchronized PowerCutDisk afterPowerCut(Random random) {
        return new PowerCutDisk(disk.afterPowerCut(random));
    }

    private final class OneAtATime implements Storage {
        @Override
        public boolean exists(Path file) {
            synchronized (PowerCutDisk.this) {
                return disk.exists(file);
            }
        }

        @Override
        public StoredFile open(Path file) throws IOException {
            synchronized (PowerCutDisk.this) {
                return new OneFile(disk.open(file));
            }
        }

        @Override
        public StoredFile openToRead(Path file) throws IOException {
            synchronized (PowerCutDisk.this) {
                return new OneFile(disk.openToRead(file));
            }
        }

        @Override
        public StoredFile create(Path file) throws IOException {
            synchronized (PowerCutDisk.this) {
                return new OneFile(disk.create(file));
            }
        }

        @Override
        public void moveOver(Path from, Path to) throws IOException {
            synchronized (PowerCutDisk.this) {
                disk.moveOver(from, to);
            }
        }

        @Override
        public void delete(Path file) throws IOException {
            synchronized (PowerCutDisk.this) {
                disk.delete(file);
            }
        }

        @Override
        public void forceFolder(Path folder) throws IOException {
            synchronized (PowerCutDisk.this) {
                disk.forceFolder(folder);
            }
        }
    }

    private final class OneFile implements StoredFile {
        private final StoredFile file;

        OneFile(StoredFile file) {
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            synchronized (PowerCutDisk.this) {
                return file.size();
            }
        }

        @Override
        public int read(long position, byte[] into, int offset, int length) throws IOException {
            synchronized (PowerCutDisk.this) {
                return file.read(position, into, offset, length);
            }
        }

        @Override
        public void write(long position, byte[] from, int offset, int length) throws IOException {
            synchronized (PowerCutDisk.this) {
                file.write(position, from, offset, length);
            }
        }

        @Override
        public void force() throws IOException {
            synchronized (PowerCutDisk.this) {
                file.force();
            }
        }

        @Override
        public void close() throws IOException {
            synchronized (PowerCutDisk.this) {
                file.close();
            }
        }
    }
}
