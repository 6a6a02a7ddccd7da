package tlc2.value.impl;

import java.util.function.BiConsumer;
import tlc2.value.IMVPerm;
import tlc2.value.IValue;
import util.Assert;
import util.UniqueString;

/**
 * Stands for a value that is not known yet. An expression may carry it along, into a record or an EXCEPT; one that asks
 * anything of it cannot be evaluated. So {@code [lastTried EXCEPT ![p] = b]} with a hole for b has a value, and where
 * that value is known from elsewhere, {@link #match} says what b must be.
 *
 * <p>It stands in TLC's package because {@link Value} declares a package-private abstract method.
 */
public final class HoleValue extends Value {
    private static final long serialVersionUID = 1L;

    /**
     * Lays a value with holes over the value that it must equal.
     *
     * @param pattern the value with holes
     * @param known   the value that it must equal
     * @param found   gets each hole and what must fill it
     */
    public static void match(Value pattern, Value known, BiConsumer<HoleValue, Value> found) {
        if (pattern instanceof HoleValue hole) {
            found.accept(hole, known);
        } else if (pattern instanceof FcnLambdaValue lambda) {
            match(lambda.toFcnRcd(), known, found);
        } else if (pattern instanceof RecordValue rcd && known.toRcd() instanceof RecordValue other) {
            for (int i = 0; i < rcd.names.length; i++) {
                Value field = field(other, rcd.names[i]);
                if (field != null) {
                    match(rcd.values[i], field, found);
                }
            }
        } else if (pattern instanceof TupleValue tuple && known.toTuple() instanceof TupleValue other) {
            for (int i = 0; i < Math.min(tuple.elems.length, other.elems.length); i++) {
                match(tuple.elems[i], other.elems[i], found);
            }
        } else if (pattern instanceof FcnRcdValue fcn && known.toFcnRcd() instanceof FcnRcdValue other) {
            Value[] domain = fcn.getDomainAsValues();
            Value[] otherDomain = other.getDomainAsValues();
            for (int i = 0; i < domain.length; i++) {
                for (int j = 0; j < otherDomain.length; j++) {
                    if (domain[i].getKind() == otherDomain[j].getKind() && domain[i].equals(otherDomain[j])) {
                        match(fcn.values[i], other.values[j], found);
                    }
                }
            }
        }
    }

    private static Value field(RecordValue rcd, UniqueString name) {
        for (int i = 0; i < rcd.names.length; i++) {
            if (rcd.names[i].equals(name)) {
                return rcd.values[i];
            }
        }
        return null;
    }

    private static <T> T refuse() {
        Assert.fail("The value of an identifier that is still unknown was asked for.");
        throw new AssertionError();
    }

    @Override
    public byte getKind() {
        return UNDEFVALUE;
    }

    @Override
    public boolean equals(Object other) {
        return refuse();
    }

    @Override
    public int compareTo(Object other) {
        return refuse();
    }

    @Override
    public boolean member(Value element) {
        return refuse();
    }

    @Override
    public boolean isFinite() {
        return refuse();
    }

    @Override
    public int size() {
        return refuse();
    }

    @Override
    public Value takeExcept(ValueExcept ex) {
        return ex.idx < ex.path.length ? refuse() : ex.value;
    }

    @Override
    public Value takeExcept(ValueExcept[] exs) {
        return exs.length == 0 ? this : refuse();
    }

    @Override
    public long fingerPrint(long fp) {
        return refuse();
    }

    @Override
    public IValue permute(IMVPerm perm) {
        return refuse();
    }

    @Override
    public Value toSetEnum() {
        return refuse();
    }

    @Override
    public Value toFcnRcd() {
        return refuse();
    }

    @Override
    public Value toRcd() {
        return refuse();
    }

    @Override
    public Value toTuple() {
        return refuse();
    }

    @Override
    public boolean mutates() {
        return false;
    }

    @Override
    public Value normalize() {
        return this;
    }

    @Override
    public boolean isNormalized() {
        return true;
    }

    @Override
    public boolean isDefined() {
        return true;
    }

    @Override
    public IValue deepCopy() {
        return this;
    }

    @Override
    boolean assignable(Value val) {
        return refuse();
    }

    @Override
    public StringBuffer toString(StringBuffer sb, int offset, boolean swallow) {
        return sb.append('?');
    }
}
