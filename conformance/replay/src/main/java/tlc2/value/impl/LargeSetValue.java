package tlc2.value.impl;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import tlc2.value.IMVPerm;
import tlc2.value.IValue;
import util.Assert;

/**
 * A finite set with structural sharing: the union with a few elements costs a few steps, whatever the set's size.
 *
 * <p>TLC's own {@link SetEnumValue} copies itself on every union, so that a behaviour whose message set only grows
 * costs the square of its length to follow. This value means the same set and answers every question as TLC's own does:
 * what needs an order (enumeration for CHOOSE, comparison, fingerprints) goes through {@link #toSetEnum()}. Elements
 * are told apart by a hash of 64 bits and, where these agree, by TLC's own equality.
 *
 * <p>It stands in TLC's package because {@link Value} declares a package-private abstract method.
 */
public final class LargeSetValue extends EnumerableValue implements Reducible {
    private static final long serialVersionUID = 1L;

    private final transient ElementSet elements;
    /** The sum of the elements' hashes: equal sets have equal sums, in whatever order they grew. */
    private final long sum;

    private LargeSetValue(ElementSet elements, long sum) {
        this.elements = elements;
        this.sum = sum;
    }

    /**
     * The same set as the given one, which is normalised by the way.
     *
     * @param packFrom if it only grows, it is packed when it has more than so many elements
     */
    public static LargeSetValue of(SetEnumValue set, int packFrom) {
        set.deepNormalize();
        return new LargeSetValue(ElementSet.empty(packFrom), 0).with(set.elements());
    }

    /** The sum of the hashes of the elements of any enumerated set; that of {@link #sum()} for an equal one. */
    public static long sumOf(SetEnumValue set) {
        set.deepNormalize();
        long sum = 0;
        ValueEnumeration all = set.elements();
        for (Value v = all.nextElement(); v != null; v = all.nextElement()) {
            sum += Element.of(v).fingerprint;
        }
        return sum;
    }

    /** The sum of the elements' hashes, itself a hash that needs no pass over the set. */
    public long sum() {
        return sum;
    }

    private LargeSetValue with(ValueEnumeration more) {
        ElementSet grown = elements;
        long grownSum = sum;
        for (Value v = more.nextElement(); v != null; v = more.nextElement()) {
            Element e = Element.of(v);
            ElementSet next = grown.add(e);
            if (next != grown) {
                grown = next;
                grownSum += e.fingerprint;
            }
        }
        return grown == elements ? this : new LargeSetValue(grown, grownSum);
    }

    /** The set of the images of the elements; shares what the mapping leaves as it is, and may be the set itself. */
    public LargeSetValue map(UnaryOperator<Value> mapping) {
        ElementSet mapped = elements;
        long mappedSum = sum;
        List<Element> images = new ArrayList<>();
        for (Element e : elements) {
            Value image = mapping.apply(e.value);
            if (image != e.value) {
                mapped = mapped.remove(e);
                mappedSum -= e.fingerprint;
                images.add(Element.of(image));
            }
        }
        if (images.isEmpty()) {
            return this;
        }
        for (Element e : images) {
            ElementSet next = mapped.add(e);
            if (next != mapped) {
                mapped = next;
                mappedSum += e.fingerprint;
            }
        }
        return new LargeSetValue(mapped, mappedSum);
    }

    @Override
    public boolean member(Value elem) {
        elem.deepNormalize();
        return elements.contains(Element.of(elem));
    }

    @Override
    public Value cup(Value set) {
        if (set instanceof LargeSetValue other && other.size() > size()) {
            return other.with(elements());
        }
        if (set instanceof Reducible) {
            return with(((Enumerable) set).elements());
        }
        return new SetCupValue(this, set, cm);
    }

    @Override
    public Value diff(Value val) {
        return filtered(val, false);
    }

    @Override
    public Value cap(Value val) {
        return filtered(val, true);
    }

    /** Tells the elements that this set has and another has not, and the other way round. Cheap where one grew into the other. */
    public void compare(LargeSetValue other, Consumer<Value> more, Consumer<Value> fewer) {
        elements.compare(other.elements, e -> more.accept(e.value), e -> fewer.accept(e.value));
    }

    private Value filtered(Value val, boolean keepMembers) {
        ElementSet kept = elements;
        long keptSum = sum;
        for (Element e : elements) {
            if (val.member(e.value) != keepMembers) {
                kept = kept.remove(e);
                keptSum -= e.fingerprint;
            }
        }
        return new LargeSetValue(kept, keptSum);
    }

    @Override
    public int size() {
        return elements.size();
    }

    @Override
    public ValueEnumeration elements() {
        return new ValueEnumeration() {
            private Iterator<Element> iterator = elements.iterator();

            @Override
            public void reset() {
                iterator = elements.iterator();
            }

            @Override
            public Value nextElement() {
                return iterator.hasNext() ? iterator.next().value : null;
            }
        };
    }

    @Override
    public Value toSetEnum() {
        Value[] all = new Value[elements.size()];
        int i = 0;
        for (Element e : elements) {
            all[i++] = e.value;
        }
        Value set = new SetEnumValue(all, false);
        set.normalize();
        return set;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other instanceof LargeSetValue set) {
            return sum == set.sum && elements.sameAs(set.elements);
        }
        if (other instanceof SetEnumValue set) {
            if (set.size() != size()) {
                return false;
            } else if (has(set.elements())) {
                return true;
            }
        }
        return toSetEnum().equals(other);
    }

    private boolean has(ValueEnumeration all) {
        for (Value v = all.nextElement(); v != null; v = all.nextElement()) {
            if (!member(v)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(Object other) {
        return this == other ? 0 : toSetEnum().compareTo(other);
    }

    @Override
    public long fingerPrint(long fp) {
        return toSetEnum().fingerPrint(fp);
    }

    @Override
    public IValue permute(IMVPerm perm) {
        return toSetEnum().permute(perm);
    }

    @Override
    public boolean isFinite() {
        return true;
    }

    @Override
    public Value takeExcept(ValueExcept ex) {
        if (ex.idx < ex.path.length) {
            Assert.fail("Attempted to apply EXCEPT to a set of " + size() + " elements.");
        }
        return ex.value;
    }

    @Override
    public Value takeExcept(ValueExcept[] exs) {
        if (exs.length != 0) {
            Assert.fail("Attempted to apply EXCEPT to a set of " + size() + " elements.");
        }
        return this;
    }

    @Override
    public byte getKind() {
        return USERVALUE;
    }

    @Override
    public String getKindString() {
        return "a set of the form {e1, ... ,eN}";
    }

    @Override
    public Value normalize() {
        return this;
    }

    /** Never: TLC takes the elements of a filtered set to be in order if those of the set it is filtered from are. */
    @Override
    public boolean isNormalized() {
        return false;
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
        return equals(val);
    }

    @Override
    public StringBuffer toString(StringBuffer sb, int offset, boolean swallow) {
        return toSetEnum().toString(sb, offset, swallow);
    }

    /** An element with its hash. */
    static final class Element {
        final Value value;
        /** Equal for equal values. */
        final long fingerprint;

        private Element(Value value, long fingerprint) {
            this.value = value;
            this.fingerprint = fingerprint;
        }

        static Element of(Value value) {
            return new Element(value, ElementHash.of(value));
        }

        @Override
        public int hashCode() {
            return Long.hashCode(fingerprint);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Element e
                    && (value == e.value || (fingerprint == e.fingerprint && value.equals(e.value)));
        }
    }
}
