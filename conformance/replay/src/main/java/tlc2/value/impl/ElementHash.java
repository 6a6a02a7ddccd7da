package tlc2.value.impl;

import tlc2.tool.FingerprintException;
import tlc2.util.FP64;
import util.UniqueString;

/**
 * A hash of 64 bits that agrees with TLC's equality, whatever form a value has and in whatever order its parts stand. It
 * costs less than TLC's fingerprint, which reads every string letter by letter.
 */
final class ElementHash {
    private static final long STRING = 0x9E3779B97F4A7C15L;
    private static final long INT = 0xC2B2AE3D27D4EB4FL;
    private static final long MODEL_VALUE = 0x165667B19E3779F9L;
    private static final long FUNCTION = 0xD6E8FEB86659FD93L;
    private static final long SET = 0xA0761D6478BD642FL;
    private static final long OTHER = 0xE7037ED1A0B428DBL;

    private ElementHash() {}

    /** The value's hash. */
    static long of(Value value) {
        if (value instanceof RecordValue record) {
            long sum = 0;
            for (int i = 0; i < record.names.length; i++) {
                sum += pair(string(record.names[i]), of(record.values[i]));
            }
            return mix(sum + FUNCTION);
        } else if (value instanceof StringValue string) {
            return string(string.val);
        } else if (value instanceof IntValue number) {
            return integer(number.val);
        } else if (value instanceof SetEnumValue set) {
            set.normalize();
            long sum = 0;
            for (int i = 0; i < set.elems.size(); i++) {
                sum += of(set.elems.elementAt(i));
            }
            return set(sum);
        } else if (value instanceof LargeSetValue set) {
            return set(set.sum());
        } else if (value instanceof TupleValue tuple) {
            long sum = 0;
            for (int i = 0; i < tuple.elems.length; i++) {
                sum += pair(integer(i + 1), of(tuple.elems[i]));
            }
            return mix(sum + FUNCTION);
        } else if (value instanceof FcnRcdValue function) {
            long sum = 0;
            Value[] domain = function.getDomainAsValues();
            for (int i = 0; i < domain.length; i++) {
                sum += pair(of(domain[i]), of(function.values[i]));
            }
            return mix(sum + FUNCTION);
        } else if (value instanceof BoolValue truth) {
            return truth.val ? mix(1) : mix(2);
        } else if (value instanceof ModelValue model) {
            return mix(model.val.getTok() * MODEL_VALUE + 1);
        }
        return ofOther(value);
    }

    private static long ofOther(Value value) {
        Value set = value instanceof Enumerable ? value.toSetEnum() : null;
        if (set != null) {
            return of(set);
        }
        Value function = value.toFcnRcd();
        if (function != null) {
            return of(function);
        }
        try {
            return mix(value.fingerPrint(FP64.New()) + OTHER);
        } catch (FingerprintException e) {
            throw new IllegalStateException("no finite value: " + value, e);
        }
    }

    private static long set(long sum) {
        return mix(sum + SET);
    }

    private static long string(UniqueString s) {
        return mix(s.getTok() * STRING + 3);
    }

    private static long integer(int i) {
        return mix(i * INT + 5);
    }

    /** Not the same for a pair and its reverse: sums of these tell which value belongs to which argument. */
    private static long pair(long argument, long value) {
        return mix(argument * 31 + value);
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood 2014), a permutation in which every bit depends on every bit. */
    private static long mix(long z) {
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
