package io.mqkeep.protocol;

/** A name and a value whose meaning is the application's (5.0: 2.2.2.2 property 0x26). Names may repeat; order is kept. */
public record UserProperty(String name, String value) {}
