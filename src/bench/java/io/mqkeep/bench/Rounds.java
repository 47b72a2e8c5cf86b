package io.mqkeep.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lets measurements take turns: one of each in every round, so that what disturbs them disturbs all of them. */
final class Rounds {
    private final Map<String, Measurement> measurements = new LinkedHashMap<>();
    private final Map<String, List<Double>> values = new LinkedHashMap<>();

    /** One turn of one command. */
    @FunctionalInterface
    interface Measurement {
        double take() throws Exception;
    }

    Rounds add(String name, Measurement measurement) {
        measurements.put(name, measurement);
        values.put(name, new ArrayList<>());
        return this;
    }

    /** Takes every measurement in turn, this often. */
    Rounds run(int rounds) throws Exception {
        for (int round = 0; round < rounds; round++) {
            for (var each : measurements.entrySet()) {
                of(each.getKey()).add(each.getValue().take());
            }
        }
        return this;
    }

    /** Takes every measurement once for nothing: the files it needs are in memory then. */
    Rounds warm() throws Exception {
        for (Measurement each : measurements.values()) {
            each.take();
        }
        return this;
    }

    List<Double> of(String name) {
        List<Double> taken = values.get(name);
        if (taken == null) {
            throw new IllegalArgumentException("nothing is called " + name);
        }
        return taken;
    }

    /**
     * Returns messages a second between a short and a long run, taken in the same rounds: neither's start counts. What counts is the
     * slope between the medians, which a disturbed run does not bend; those of the rounds show the spread.
     */
    Row rate(String name, String few, String many, int difference) {
        List<Double> slopes = new ArrayList<>();
        for (int i = 0; i < of(few).size(); i++) {
            slopes.add(difference / (of(many).get(i) - of(few).get(i)));
        }
        double slope = difference / (Row.median(of(many)) - Row.median(of(few)));
        return new Row(name, Row.Unit.MESSAGES, slope, slopes, null, null, null);
    }
}
