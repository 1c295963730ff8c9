// SPDX-License-Identifier: GPL-3.0-or-later
package lambdaworkbench.runtime.json;

// A number with a fraction or an exponent, as it was written, until its type is known.
final class Decimal {
    final String text;

    Decimal(String text) {
        this.text = text;
    }

    double toDouble() {
        return Double.parseDouble(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
