package io.mqkeep.client;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers of messages whose outcome is awaited, in ascending order, each with a tag and what it takes of a budget. They end
 * in nearly the order they began, so three arrays do, and nothing is allocated for a message.
 */
final class Unsettled {
    private static final int GIVEN_BACK = -1;

    private long[] numbers = new long[64];
    private long[] tags = new long[64];
    private int[] costs = new int[64];
    private boolean[] done = new boolean[64];
    private int from;
    private int to;

    /** Adds a number that is larger than all before. */
    void add(long number, long tag, int cost) {
        if (to == numbers.length) {
            makeRoom();
        }
        numbers[to] = number;
        tags[to] = tag;
        costs[to] = cost;
        done[to] = false;
        to++;
    }

    private void makeRoom() {
        int length = to - from;
        int capacity = length > numbers.length / 2 ? 2 * numbers.length : numbers.length;
        numbers = moved(numbers, capacity);
        tags = moved(tags, capacity);
        costs = Arrays.copyOf(Arrays.copyOfRange(costs, from, to), capacity);
        done = Arrays.copyOf(Arrays.copyOfRange(done, from, to), capacity);
        from = 0;
        to = length;
    }

    private long[] moved(long[] values, int capacity) {
        long[] moved = new long[capacity];
        System.arraycopy(values, from, moved, 0, to - from);
        return moved;
    }

    /** Returns the place of a number, or a negative one when nobody awaits it. */
    int find(long number) {
        if (from < to && numbers[from] == number) {
            return from;
        }
        int place = Arrays.binarySearch(numbers, from, to, number);
        return place >= 0 && done[place] ? -1 : place;
    }

    long tag(int place) {
        return tags[place];
    }

    /** Returns what it took; less than 0 when that was given back before. */
    int remove(int place) {
        int cost = costs[place];
        done[place] = true;
        while (from < to && done[from]) {
            from++;
        }
        return cost;
    }

    /** Returns what all of them take, once: after this they take nothing. */
    List<Integer> costs() {
        List<Integer> all = new ArrayList<>();
        for (int place = from; place < to; place++) {
            if (!done[place] && costs[place] != GIVEN_BACK) {
                all.add(costs[place]);
                costs[place] = GIVEN_BACK;
            }
        }
        return all;
    }

    boolean isEmpty() {
        return from == to;
    }

    void clear() {
        from = 0;
        to = 0;
    }
}
