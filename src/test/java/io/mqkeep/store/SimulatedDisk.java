package io.mqkeep.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A disk in memory that can fail and that forgets what was not forced.
 *
 * <p>Every file has what a reader sees and what is on the platter; what lies between are writes. Names are the same: what
 * is seen, what is on the platter, and steps between. A power cut keeps the platter, any of the unforced blocks, and the
 * first so many of the unforced steps on names.
 */
final class SimulatedDisk implements Storage {
    static final int BLOCK = 512;

    /** What can happen instead of an operation. */
    enum Fault {
        NONE,
        /** The operation fails and has no effect. */
        FAILS,
        /** The operation has its effect, part of it if it is a write, and fails. */
        FAILS_AFTERWARDS,
        /** A force has no effect and does not fail, as if the program had left it out. */
        FORGOTTEN
    }

    /** An operation, named for messages. */
    record Operation(int index, String what) {}

    /** Chooses what happens to an operation. */
    interface Faults {
        Fault at(Operation operation);
    }

    private final Map<Path, Contents> seen = new LinkedHashMap<>();
    private Map<Path, Contents> onPlatter = new LinkedHashMap<>();
    private final List<Map<Path, Contents>> nameSteps = new ArrayList<>();
    private final List<Operation> operations = new ArrayList<>();
    private Faults faults = operation -> Fault.NONE;
    private boolean ignoreForce;
    private boolean ignoreForceFolder;

    void setFaults(Faults faults) {
        this.faults = faults;
        operations.clear();
    }

    /** Makes forcing a file do nothing, as a program would that leaves it out. */
    SimulatedDisk ignoringForce() {
        ignoreForce = true;
        return this;
    }

    /** Makes forcing a folder do nothing. */
    SimulatedDisk ignoringForceFolder() {
        ignoreForceFolder = true;
        return this;
    }

    /** Returns what was asked of the disk since faults were last set. */
    List<Operation> operations() {
        return operations;
    }

    byte[] read(Path file) {
        Contents contents = seen.get(file);
        return contents == null ? new byte[0] : contents.seen();
    }

    void put(Path file, byte[] bytes) {
        Contents contents = new Contents();
        contents.write(0, bytes, 0, bytes.length);
        contents.force();
        seen.put(file, contents);
        onPlatter.put(file, contents);
    }

    /** Gives a file a second name. */
    void link(Path file, Path other) {
        Contents contents = seen.get(file);
        if (contents != null) {
            seen.put(other, contents);
            onPlatter.put(other, contents);
        }
    }

    List<Path> files() {
        return List.copyOf(seen.keySet());
    }

    /** Returns the disk as another process finds it when this one was killed: all that was written is there. */
    SimulatedDisk afterKill() {
        SimulatedDisk after = new SimulatedDisk();
        Map<Contents, Contents> copies = new LinkedHashMap<>();
        seen.forEach((name, contents) -> after.seen.put(name, copies.computeIfAbsent(contents, Contents::copy)));
        onPlatter.forEach(
                (name, contents) -> after.onPlatter.put(name, copies.computeIfAbsent(contents, Contents::copy)));
        for (Map<Path, Contents> step : nameSteps) {
            Map<Path, Contents> copy = new LinkedHashMap<>();
            step.forEach((name, contents) -> copy.put(name, copies.computeIfAbsent(contents, Contents::copy)));
            after.nameSteps.add(copy);
        }
        after.ignoreForce = ignoreForce;
        after.ignoreForceFolder = ignoreForceFolder;
        return after;
    }

    /** Returns the disk as it may be when the power comes back. */
    SimulatedDisk afterPowerCut(Random random) {
        SimulatedDisk after = new SimulatedDisk();
        int steps = random.nextInt(nameSteps.size() + 1);
        Map<Path, Contents> names = steps == 0 ? onPlatter : nameSteps.get(steps - 1);
        Map<Contents, Contents> survivors = new LinkedHashMap<>();
        names.forEach((name, contents) ->
                after.seen.put(name, survivors.computeIfAbsent(contents, lost -> lost.afterPowerCut(random))));
        after.onPlatter = new LinkedHashMap<>(after.seen);
        after.ignoreForce = ignoreForce;
        after.ignoreForceFolder = ignoreForceFolder;
        return after;
    }

    /** Returns the disk as it is when the power comes back and nothing but what was forced is there. */
    SimulatedDisk afterWorstPowerCut() {
        SimulatedDisk after = new SimulatedDisk();
        onPlatter.forEach((name, contents) -> after.put(name, contents.platter));
        return after;
    }

    @Override
    public boolean exists(Path file) {
        return seen.containsKey(file);
    }

    @Override
    public StoredFile open(Path file) throws IOException {
        return new OpenFile(file, contents(file));
    }

    @Override
    public StoredFile openToRead(Path file) throws IOException {
        return new OpenFile(file, contents(file));
    }

    @Override
    public StoredFile create(Path file) throws IOException {
        Fault fault = ask("create " + file.getFileName());
        if (fault == Fault.FAILS) {
            throw new IOException("simulated: cannot create");
        }
        if (seen.containsKey(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Contents contents = new Contents();
        seen.put(file, contents);
        nameStep();
        if (fault == Fault.FAILS_AFTERWARDS) {
            throw new IOException("simulated: created, but failed");
        }
        return new OpenFile(file, contents);
    }

    @Override
    public void moveOver(Path from, Path to) throws IOException {
        Fault fault = ask("move " + from.getFileName());
        if (fault == Fault.FAILS) {
            throw new IOException("simulated: cannot move");
        }
        seen.put(to, contents(from));
        seen.remove(from);
        nameStep();
        if (fault == Fault.FAILS_AFTERWARDS) {
            throw new IOException("simulated: moved, but failed");
        }
    }

    @Override
    public void delete(Path file) throws IOException {
        Fault fault = ask("delete " + file.getFileName());
        if (fault == Fault.FAILS) {
            throw new IOException("simulated: cannot delete");
        }
        if (seen.remove(file) != null) {
            nameStep();
        }
        if (fault == Fault.FAILS_AFTERWARDS) {
            throw new IOException("simulated: deleted, but failed");
        }
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        Fault fault = ask("force folder");
        if (fault != Fault.FAILS && fault != Fault.FORGOTTEN && !ignoreForceFolder) {
            onPlatter = new LinkedHashMap<>(seen);
            nameSteps.clear();
        }
        if (fault != Fault.NONE && fault != Fault.FORGOTTEN) {
            throw new IOException("simulated: cannot force the folder");
        }
    }

    private void nameStep() {
        nameSteps.add(new LinkedHashMap<>(seen));
    }

    private Contents contents(Path file) throws IOException {
        Contents contents = seen.get(file);
        if (contents == null) {
            throw new FileNotFoundException(file.toString());
        }
        return contents;
    }

    private Fault ask(String what) {
        Operation operation = new Operation(operations.size(), what);
        operations.add(operation);
        return faults.at(operation);
    }

    private final class OpenFile implements StoredFile {
        private final Path name;
        private final Contents contents;
        private boolean closed;

        OpenFile(Path name, Contents contents) {
            this.name = name;
            this.contents = contents;
        }

        @Override
        public long size() {
            return contents.seen().length;
        }

        @Override
        public int read(long position, byte[] into, int offset, int length) {
            byte[] bytes = contents.seen();
            int count = (int) Math.max(0, Math.min(length, bytes.length - position));
            System.arraycopy(bytes, (int) position, into, offset, count);
            return count;
        }

        @Override
        public void write(long position, byte[] from, int offset, int length) throws IOException {
            if (closed) {
                throw new IOException("closed");
            }
            Fault fault = ask("write " + name.getFileName());
            if (fault == Fault.FAILS) {
                throw new IOException("simulated: No space left on device");
            }
            contents.write(position, from, offset, fault == Fault.NONE ? length : length / 2);
            if (fault == Fault.FAILS_AFTERWARDS) {
                throw new IOException("simulated: No space left on device, after half of it");
            }
        }

        @Override
        public void force() throws IOException {
            Fault fault = ask("force " + name.getFileName());
            if (fault != Fault.FAILS && fault != Fault.FORGOTTEN && !ignoreForce) {
                contents.force();
            }
            if (fault != Fault.NONE && fault != Fault.FORGOTTEN) {
                throw new IOException("simulated: Input/output error");
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static final class Contents {
        private byte[] seen = new byte[0];
        private byte[] platter = new byte[0];

        byte[] seen() {
            return seen;
        }

        void write(long position, byte[] from, int offset, int length) {
            int end = (int) position + length;
            // A new array each time: the platter may share the old one.
            byte[] next = Arrays.copyOf(seen, Math.max(seen.length, end));
            System.arraycopy(from, offset, next, (int) position, length);
            seen = next;
        }

        void force() {
            platter = seen;
        }

        Contents copy() {
            Contents copy = new Contents();
            copy.seen = seen;
            copy.platter = platter;
            return copy;
        }

        /** Any length between the two, and any of the blocks that differ; a lost block past the old end is zeros. */
        Contents afterPowerCut(Random random) {
            int shortest = Math.min(platter.length, seen.length);
            int length = random.nextInt(3) == 0 ? seen.length : random.nextInt(shortest, seen.length + 1);
            byte[] bytes = Arrays.copyOf(platter, length);
            boolean all = random.nextInt(3) == 0;
            for (int block = 0; block < length; block += BLOCK) {
                if (all || random.nextBoolean()) {
                    int end = Math.min(block + BLOCK, length);
                    System.arraycopy(seen, block, bytes, block, end - block);
                }
            }
            Contents after = new Contents();
            after.seen = bytes;
            after.platter = bytes;
            return after;
        }
    }
}
