package io.mqkeep.cli.output.format;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as C's printf writes them. */
final class CNumbers {
    private CNumbers() {}

    /** Returns a number as {@code %.Nf} does. */
    static String fixed(double value, int digits) {
        if (!Double.isFinite(value)) {
            return notFinite(value);
        }
        BigDecimal exact = new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN);
        boolean negativeZero = exact.signum() == 0 && (value < 0 || 1 / value < 0);
        return (negativeZero ? "-" : "") + exact.toPlainString();
    }

    private static String notFinite(double value) {
        if (Double.isNaN(value)) {
            return Double.doubleToRawLongBits(value) < 0 ? "-nan" : "nan";
        }
        return value > 0 ? "inf" : "-inf";
    }

    /** Returns a number as {@code %1.Ng} does: the shorter of digits and exponent, without trailing zeros. */
    static String general(double value, int digits) {
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= -4 && exponent < digits) {
            return rounded.stripTrailingZeros().toPlainString();
        }
        BigDecimal mantissa = rounded.movePointLeft(exponent).stripTrailingZeros();
        String sign = exponent < 0 ? "-" : "+";
        int size = Math.abs(exponent);
        return mantissa.toPlainString() + "e" + sign + (size < 10 ? "0" : "") + size;
    }
}
