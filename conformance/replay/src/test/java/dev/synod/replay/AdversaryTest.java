package dev.synod.replay;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts to make the replay accept a step that says something else than the event: one line each, on one module. */
class AdversaryTest {
    /** An action, the variables after it, and the verdict. */
    private static final String CASES = """
            One | {'x':1} | ok
            One | {'x':'1'} | diverged
            One | {'x':true} | diverged
            One | {'x':[1]} | diverged
            One | {'x':{'#set':[1]}} | diverged
            One | {'x':null} | diverged
            One | {'x':{'#bigint':'1'}} | ok
            One | {'x':{'#bigint':'4294967297'}} | malformed
            True | {'x':true} | ok
            True | {'x':'TRUE'} | diverged
            True | {'x':1} | diverged
            Word | {'x':'TRUE'} | ok
            Word | {'x':true} | diverged
            Nothing | {'x':null} | ok
            Nothing | {'x':'None'} | diverged
            Nothing | {'x':0} | diverged
            EmptySet | {'x':{'#set':[]}} | ok
            EmptySet | {'x':[]} | diverged
            EmptySet | {'x':{}} | diverged
            EmptySet | {'x':''} | diverged
            EmptySet | {'x':0} | diverged
            EmptySet | {'x':null} | diverged
            EmptySequence | {'x':{'#set':[]}} | diverged
            EmptySequence | {'x':''} | diverged
            SetOfEmpty | {'x':{'#set':[[]]}} | ok
            SetOfEmpty | {'x':{'#set':[{}]}} | ok
            SetOfEmpty | {'x':{'#set':[{'#set':[]}]}} | diverged
            SetOfEmpty | {'x':{'#set':['']}} | diverged
            SetOfEmpty | {'x':{'#set':[]}} | diverged
            Interval | {'x':{'#set':[3,1,2,2]}} | ok
            Interval | {'x':{'#set':[1,2]}} | diverged
            Interval | {'x':[1,2,3]} | diverged
            Interval | {'x':{'#set':['1','2','3']}} | diverged
            Shifted | {'x':{'#map':[[1,1],[0,0]]}} | ok
            Shifted | {'x':[0,1]} | diverged
            Pairs | {'x':{'#set':[[2,3],[1,3]]}} | ok
            Pairs | {'x':{'#set':[[2,3]]}} | diverged
            Pairs | {'x':{'#set':[[3,2],[3,1]]}} | diverged
            Powers | {'x':{'#set':[{'#set':[]},{'#set':[1]},{'#set':[2]},{'#set':[2,1]}]}} | ok
            Powers | {'x':{'#set':[[],{'#set':[1]},{'#set':[2]},{'#set':[2,1]}]}} | unknown
            Powers | {'x':{'#set':[{'#set':[1]},{'#set':[2]},{'#set':[2,1]}]}} | diverged
            Functions | {'x':{'#set':[[0,0]]}} | ok
            Functions | {'x':{'#set':[[0,1]]}} | diverged
            Functions | {'x':[0,0]} | diverged
            Records | {'x':{'#set':[{'a':1,'b':2},{'b':3,'a':1}]}} | ok
            Records | {'x':{'#set':[{'a':1,'b':2}]}} | diverged
            Union | {'x':{'#set':[1,2,3]}} | ok
            Union | {'x':{'#set':[{'#set':[1]},{'#set':[2,3]}]}} | diverged
            Filtered | {'x':{'#set':[4,8]}} | ok
            Filtered | {'x':{'#set':[4]}} | diverged
            Mapped | {'x':{'#set':[0,1,4]}} | ok
            Mapped | {'x':{'#set':[0,1,4,9]}} | diverged
            Difference | {'x':{'#set':[1,3,5]}} | ok
            Difference | {'x':{'#set':[1,3,4,5]}} | diverged
            Joined | {'x':{'a':1,'b':2}} | ok
            Joined | {'x':{'a':3,'b':2}} | diverged
            Least | {'x':2} | ok
            Least | {'x':1} | diverged
            Cross | {'x':[{'#set':[1]},{'a':[]}]} | ok
            Cross | {'x':{'#map':[[1,{'#set':[1]}],[2,{'#map':[['a',{}]]}]]}} | ok
            Cross | {'x':[{'#set':[1]},{'a':{'#set':[]}}]} | diverged
            TooLarge | {'x':-2147483648} | unknown
            TooSmall | {'x':2147483647} | unknown
            Product | {'x':0} | unknown
            Power | {'x':0} | unknown
            Power | {'x':2147483647} | unknown
            Quotient | {'x':-4} | ok
            Quotient | {'x':-3} | diverged
            Remainder | {'x':1} | ok
            Remainder | {'x':-1} | diverged
            Huge | {'x':256} | unknown
            Natural | {'x':5} | ok
            Natural | {'x':-5} | diverged
            Natural | {'x':'5'} | unknown
            Natural | {'x':true} | unknown
            Natural | {'x':null} | diverged
            Sequence | {'x':[1,2,2]} | ok
            Sequence | {'x':[]} | ok
            Sequence | {'x':[3]} | diverged
            Sequence | {'x':{'#map':[[0,1]]}} | unknown
            Sequence | {'x':{'#set':[1]}} | unknown
            Sequence | {'x':1} | unknown
            String | {'x':''} | ok
            String | {'x':1} | unknown
            String | {'x':['a']} | unknown
            Record | {'x':{'a':1,'b':'q'}} | ok
            Record | {'x':{'#map':[['b','q'],['a',1]]}} | ok
            Record | {'x':{'a':-1,'b':'q'}} | diverged
            Record | {'x':{'a':1,'b':1}} | unknown
            Record | {'x':{'a':1}} | diverged
            Record | {'x':{'a':1,'b':'q','c':0}} | diverged
            Record | {'x':['q',1]} | unknown
            Naturals | {'x':{'#set':[1,7]}} | ok
            Naturals | {'x':{'#set':[]}} | ok
            Naturals | {'x':{'#set':[1,-7]}} | diverged
            Naturals | {'x':[1,7]} | unknown
            Naturals | {'x':1} | unknown
            Pair | {'x':[1,'a']} | ok
            Pair | {'x':[1,'b']} | diverged
            Pair | {'x':['a',1]} | unknown
            Pair | {'x':[1,'a','a']} | diverged
            Function | {'x':[1,9]} | ok
            Function | {'x':{'#map':[[2,1],[1,1]]}} | ok
            Function | {'x':[1,-9]} | diverged
            Function | {'x':[1]} | diverged
            Function | {'x':[1,1,1]} | diverged
            Function | {'x':{'#map':[['1',1],['2',1]]}} | unknown
            Total | {'x':[0,0]} | unknown
            Total | {'x':0} | unknown
            Odds | {'x':7} | ok
            Odds | {'x':8} | diverged
            Odds | {'x':-7} | diverged
            Mixed | {'x':'none'} | ok
            Mixed | {'x':3} | unknown
            Mixed | {'x':'3'} | unknown
            Boolean | {'x':false} | ok
            Boolean | {'x':'false'} | diverged
            Boolean | {'x':0} | diverged
            Two | {'x':{'#set':[1,3]}} | ok
            Two | {'x':{'#set':[1]}} | diverged
            Two | {'x':{'#set':[1,4]}} | diverged
            Sum | {'x':4} | ok
            Sum | {'x':5} | diverged
            Negated | {'x':2} | ok
            Negated | {'x':1} | diverged
            Implied | {'x':1} | ok
            Implied | {'x':2} | diverged
            Everywhere | {'f':[1,2,3]} | ok
            Everywhere | {'f':[1,2,4]} | diverged
            Everywhere | {'f':[1,2,3,4]} | ok
            Equivalent | {'x':1} | ok
            Equivalent | {'x':2} | diverged
            Kept | {} | ok
            Kept | {'x':1} | diverged
            Nested | {'x':2} | ok
            Nested | {'x':3} | diverged
            Case | {'x':1} | ok
            Case | {'x':'TRUE'} | diverged
            Let | {'x':3} | ok
            Let | {'x':4} | diverged
            Recursive | {'x':77} | ok
            Recursive | {'x':76} | diverged
            Able | {'x':2} | ok
            Able | {'x':3} | diverged
            Unable | {'x':3} | ok
            Unable | {'x':1} | diverged
            Primed | {'x':5,'f':[0,5,9]} | ok
            Primed | {'x':5,'f':[1,5,9]} | diverged
            Primed | {'x':5,'f':[0,4,9]} | diverged
            Update | {'f':[0,2,0]} | ok
            Update | {'f':[0,1,0]} | diverged
            Update | {'f':{'#except':[[2,2]]}} | ok
            Update | {'f':{'#except':[[2,1]]}} | diverged
            Update | {'f':{'#except':[[2,2],[4,0]]}} | diverged
            Update | {'f':{'#except':[[2,2]],'#gone':[3]}} | diverged
            Update | {'f':{'#except':[[2,2]],'#gone':['3']}} | malformed
            Update | {'f':{'#except':[[2,1],[2,2]]}} | malformed
            Update | {'f':{'#except':[[2,2]],'#gone':[2]}} | malformed
            Update | {'f':{'#except':[],'#gone':[2,2]}} | malformed
            Beyond | {'f':[0,0,0,0,0,0,1]} | diverged
            Beyond | {} | ok
            Longer | {'x':[1,2]} | ok
            Longer | {'x':{'#except':[[1,1]]}} | malformed
            Contradictory | {'x':1} | diverged
            Contradictory | {'x':2} | diverged
            Either | {'x':2} | ok
            Either | {'x':1} | diverged
            Applied | {'x':0} | unknown
            Selected | {'x':0} | unknown
            Headless | {'x':[]} | unknown
            NoChoice | {'x':1} | unknown
            Unbounded | {'x':1} | unknown
            Compared | {'x':1} | unknown
            Less | {'x':1} | unknown
            Members | {'x':1} | unknown
            Domain | {'x':{'#set':[]}} | unknown
            NoCase | {'x':1} | unknown
            NotBoolean | {'x':1} | unknown
            Infinite | {'x':1} | unknown
            Everything | {'x':1} | unknown
            Random | {'x':1} | unknown
            Counted | {'x':5} | unknown
            Timed | {'x':1} | unknown
            Becomes | {'x':true} | ok
            Becomes | {'x':'true'} | unknown
            OneOf | {'x':7} | ok
            OneOf | {'x':-7} | unknown
            """;

    @ParameterizedTest
    @ValueSource(ints = {0, 32})
    void nothingElseThanTheStepIsAccepted(int sharingFrom) {
        SoftAssertions all = new SoftAssertions();
        for (String line : CASES.lines().toList()) {
            String[] parts = line.split(" \\| ");
            ReplayResult result = TestTrace.of("Odd").header("'null':'None'").sharingFrom(sharingFrom).shared("x", "f")
                    .event("n", parts[0], null, parts[1]).replay();
            all.assertThat(result.verdict().word()).as(() -> line + "\n" + String.join("\n", Story.of(result, "again")))
                    .isEqualTo(parts[2]);
        }
        all.assertAll();
    }
}
