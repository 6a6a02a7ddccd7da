package dev.synod.replay;

/**
 * A part of an expression and its value.
 *
 * @param expression the expression as the specification has it
 * @param value      its value in TLA+ notation, or why it has none
 */
public record Operand(String expression, String value) {
    @Override
    public String toString() {
        return expression + " = " + value;
    }
}
