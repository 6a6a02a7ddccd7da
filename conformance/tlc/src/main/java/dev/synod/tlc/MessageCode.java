package dev.synod.tlc;

import java.util.Set;

/**
 * The message codes that the kit knows, named as in {@code tlc2.output.EC}. They are TLC's interface: their meaning
 * has not changed between versions, and their wording has.
 */
final class MessageCode {

    static final int GENERAL = 1000;
    static final int SYSTEM_OUT_OF_MEMORY = 1001;
    static final int SYSTEM_OUT_OF_MEMORY_TOO_MANY_INIT = 1002;
    static final int SYSTEM_OUT_OF_MEMORY_LIVENESS = 1003;
    static final int SYSTEM_STACK_OVERFLOW = 1005;
    static final int WRONG_COMMANDLINE_PARAMS_TLC = 1102;
    static final int TLC_INITIAL_STATE = 2102;
    static final int TLC_NESTED_EXPRESSION = 2103;
    static final int TLC_ASSUMPTION_FALSE = 2104;
    static final int TLC_ASSUMPTION_EVALUATION_ERROR = 2105;
    static final int TLC_INVARIANT_VIOLATED_INITIAL = 2107;
    static final int TLC_PROPERTY_VIOLATED_INITIAL = 2108;
    static final int TLC_INVARIANT_VIOLATED_BEHAVIOR = 2110;
    static final int TLC_ACTION_PROPERTY_VIOLATED_BEHAVIOR = 2112;
    static final int TLC_DEADLOCK_REACHED = 2114;
    static final int TLC_TEMPORAL_PROPERTY_VIOLATED = 2116;
    static final int TLC_BACK_TO_STATE = 2122;
    static final int TLC_BUG = 2128;
    static final int TLC_VALUE_ASSERT_FAILED = 2132;
    static final int TLC_PARSING_FAILED2 = 2171;
    static final int TLC_FINISHED = 2186;
    static final int TLC_COMPUTING_INIT = 2189;
    static final int TLC_INIT_GENERATED1 = 2190;
    static final int TLC_INIT_GENERATED2 = 2191;
    static final int TLC_CHECKING_TEMPORAL_PROPS = 2192;
    static final int TLC_SUCCESS = 2193;
    static final int TLC_SEARCH_DEPTH = 2194;
    static final int TLC_STATS = 2199;
    static final int TLC_PROGRESS_STATS = 2200;
    static final int TLC_COVERAGE_START = 2201;
    static final int TLC_STATE_PRINT2 = 2217;
    static final int TLC_STATE_PRINT3 = 2218;
    static final int TLC_PROGRESS_SIMU = 2209;
    static final int TLC_STATS_SIMU = 2210;
    static final int TLC_LIVE_IMPLIED = 2212;
    static final int TLC_SANY_END = 2219;
    static final int TLC_SANY_START = 2220;
    static final int TLC_VERSION = 2262;
    /** Advice on the virtual machine's options, which are not the user's. */
    static final int TLC_GARBAGE_COLLECTOR = 2401;
    static final int TLC_COVERAGE_NEXT = 2772;
    static final int TLC_COVERAGE_INIT = 2773;
    static final int TLC_PARSING_FAILED = 3002;
    static final int SANY_PARSER_CHECK_1 = 4000;
    static final int SANY_PARSER_CHECK_3 = 4002;
    static final int CFG_ERROR_READING_FILE = 5001;
    static final int CFG_EXPECTED_SYMBOL = 5006;

    private static final Set<Integer> MEMORY = Set.of(SYSTEM_OUT_OF_MEMORY, SYSTEM_OUT_OF_MEMORY_TOO_MANY_INIT,
            SYSTEM_OUT_OF_MEMORY_LIVENESS);

    /** Errors in the configuration that TLC finds once the module is parsed: the codes that it exits with 151 for. */
    private static final Set<Integer> CONFIGURATION = Set.of(2222, 2223, 2224, 2225, 2280, 2281, 2226, 2227, 2228,
            2229, 2230, 2231, 2232, 2233, 2234, 2235, 2236, 2237, 2238, 2239, 2240, 2241, 2242, 2243, 2245);

    /** Writing to the disk failed. */
    private static final Set<Integer> DISK = Set.of(2127, 2161, 2175);

    private MessageCode() {
    }

    static boolean isMemory(int code) {
        return MEMORY.contains(code);
    }

    static boolean isDisk(int code) {
        return DISK.contains(code);
    }

    static boolean isConfiguration(int code) {
        return CONFIGURATION.contains(code) || code >= CFG_ERROR_READING_FILE && code <= CFG_EXPECTED_SYMBOL;
    }

    static boolean isParsing(int code) {
        return code == TLC_PARSING_FAILED || code == TLC_PARSING_FAILED2
                || code >= SANY_PARSER_CHECK_1 && code <= SANY_PARSER_CHECK_3;
    }

    static boolean isAssumption(int code) {
        return code == TLC_ASSUMPTION_FALSE || code == TLC_ASSUMPTION_EVALUATION_ERROR;
    }
}
