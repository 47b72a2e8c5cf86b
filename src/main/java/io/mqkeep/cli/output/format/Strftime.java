package io.mqkeep.cli.output.format;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;

/** The conversions of C's strftime in the C locale, a letter each. */
final class Strftime {
    private Strftime() {}

    /** Returns what {@code %letter} stands for; a letter that means nothing stands for itself, with its per cent sign. */
    static String of(char letter, ZonedDateTime time) {
        return switch (letter) {
            case 'a' -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'A' -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'b', 'h' -> time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
            case 'B' -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'c' -> all("a b e T Y", time);
            case 'C' -> two(time.getYear() / 100);
            case 'd' -> two(time.getDayOfMonth());
            case 'D', 'x' -> two(time.getMonthValue()) + "/" + two(time.getDayOfMonth()) + "/" + of('y', time);
            case 'e' -> blankTwo(time.getDayOfMonth());
            case 'F' -> time.getYear() + "-" + two(time.getMonthValue()) + "-" + two(time.getDayOfMonth());
            case 'g' -> two(time.get(IsoFields.WEEK_BASED_YEAR) % 100);
            case 'G' -> Integer.toString(time.get(IsoFields.WEEK_BASED_YEAR));
            case 'H' -> two(time.getHour());
            case 'I' -> two(time.get(ChronoField.CLOCK_HOUR_OF_AMPM));
            case 'j' -> String.format(Locale.ROOT, "%03d", time.getDayOfYear());
            case 'k' -> blankTwo(time.getHour());
            case 'l' -> blankTwo(time.get(ChronoField.CLOCK_HOUR_OF_AMPM));
            case 'm' -> two(time.getMonthValue());
            case 'M' -> two(time.getMinute());
            case 'n' -> "\n";
            case 'p' -> time.getHour() < 12 ? "AM" : "PM";
            case 'P' -> time.getHour() < 12 ? "am" : "pm";
            case 'r' -> of('I', time) + ":" + two(time.getMinute()) + ":" + two(time.getSecond()) + " " + of('p', time);
            case 'R' -> two(time.getHour()) + ":" + two(time.getMinute());
            case 's' -> Long.toString(time.toEpochSecond());
            case 'S' -> two(time.getSecond());
            case 't' -> "\t";
            case 'T', 'X' -> of('R', time) + ":" + two(time.getSecond());
            case 'u' -> Integer.toString(time.getDayOfWeek().getValue());
            case 'U' -> two((time.getDayOfYear() + 6 - time.getDayOfWeek().getValue() % 7) / 7);
            case 'V' -> two(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case 'w' -> Integer.toString(time.getDayOfWeek().getValue() % 7);
            case 'W' -> two((time.getDayOfYear() + 7 - time.getDayOfWeek().getValue()) / 7);
            case 'y' -> two(time.getYear() % 100);
            case 'Y' -> Integer.toString(time.getYear());
            case 'z' -> time.format(DateTimeFormatter.ofPattern("xx", Locale.ROOT));
            case 'Z' -> time.format(DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH));
            case '%' -> "%";
            default -> "%" + letter;
        };
    }

    /** Returns several conversions, each letter replaced, with what stands between them. */
    private static String all(String letters, ZonedDateTime time) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < letters.length(); i++) {
            char c = letters.charAt(i);
            text.append(c == ' ' ? " " : of(c, time));
        }
        return text.toString();
    }

    private static String two(int number) {
        return (number < 10 ? "0" : "") + number;
    }

    private static String blankTwo(int number) {
        return (number < 10 ? " " : "") + number;
    }
}
