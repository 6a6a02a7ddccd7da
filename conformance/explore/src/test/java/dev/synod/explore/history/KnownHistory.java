package dev.synod.explore.history;

import java.util.List;

/**
 * Histories of a map made by hand, in the shapes of which the literature speaks.
 *
 * @param name         what its trace is called
 * @param linearizable whether it is linearizable
 * @param text         the history, as {@link History} has it
 * @param about        what it shows
 */
public record KnownHistory(String name, boolean linearizable, String text, String about) {

    /** All of them. */
    public static final List<KnownHistory> ALL = List.of(
            good("alone", "a get x, a = -, a put x 1, a ok, a get x, a = 1, a cas x 1 2, a ok, a cas x 1 3, a no, a get x, a = 2",
                    "One client, one call at a time."),
            good("put-seen-early", "a put x 1, b get x, b = 1, a ok", "A get that overlaps a put sees it."),
            good("put-not-yet-seen", "a put x 1, b get x, b = -, a ok", "A get that overlaps a put does not see it."),
            good("puts-first-last", "a put x 1, b put x 2, a ok, b ok, c get x, c = 1",
                    "Of two puts at once the one that was called first takes effect last."),
            good("puts-second-last", "a put x 1, b put x 2, a ok, b ok, c get x, c = 2",
                    "Of two puts at once the one that was called second takes effect last."),
            good("seen-by-two", "a put x 1, b get x, b = 1, c get x, c = 1, a ok",
                    "Two clients, one after the other, see a put that has no answer yet."),
            good("long-get", "c get x, a put x 1, a ok, b put x 2, b ok, c = 1",
                    "A get lasts longer than two puts and answers what was there between them."),
            good("between-two-puts", "a put x 1, b put x 2, c get x, c = 2, c get x, c = 1, a ok, b ok",
                    "Two gets during two puts show in which order these take effect."),
            good("given-up-put-seen", "a put x 1, a ?, b get x, b = 1", "A put that was given up has taken effect."),
            good("given-up-put-never", "a put x 1, a ?, b get x, b = -, b get x, b = -",
                    "A put that was given up never takes effect."),
            good("given-up-put-late", "a put x 1, a ?, b get x, b = -, b put x 2, b ok, b get x, b = 2, b get x, b = 1",
                    "A put that was given up takes effect long after, over one that came later."),
            good("given-up-twice-the-same",
                    "a put x 1, a ?, b put x 1, b ?, c put x 2, c ok, c get x, c = 1, c put x 3, c ok, c get x, c = 1",
                    "Two equal puts were given up, and each takes effect, at a time of its own."),
            good("given-up-get", "a get x, a ?, b put x 1, b ok, a get x, a = 1",
                    "A get was given up; nothing comes of it, and its client goes on."),
            good("given-up-cas-chain", "a cas x - 1, a ?, b cas x 1 2, b ok",
                    "A compare-and-set succeeds only because one that was given up has."),
            good("crashed-put-late", "a put x 1, b get x, b = -, b get x, b = 1",
                    "A client crashed during its put, which takes effect between two gets; the history does not say that it "
                    + "gave up."),
            good("cas-race", "a cas x - 1, b cas x - 2, a ok, b no, c get x, c = 1",
                    "Of two that compare with the same value and set, one succeeds."),
            good("cas-chain", "a cas x - 1, b cas x 1 2, b ok, a ok, c get x, c = 2",
                    "One builds on another that has no answer yet, and is answered before it."),
            good("cas-overtaken", "a cas x - 1, b put x 2, a no, b ok, c get x, c = 2",
                    "A compare-and-set fails since a put that overlaps it came first."),
            good("cas-at-the-moment", "a put x 1, a ok, b cas x 2 3, a put x 2, a ok, a put x 1, a ok, b ok, c get x, c = 1",
                    "The expected value was there for a moment only, during the call."),
            good("two-keys", "a put x 1, b put y 1, a ok, b ok, a get y, b get x, a = 1, b = 1", "Two keys."),

            bad("stale-read", "a put x 1, a ok, b get x, b = -", "A get answers what was there before a put that had ended."),
            bad("own-put-missed", "a put x 1, a ok, a get x, a = -", "A client does not see its own put."),
            bad("old-put-again", "a put x 1, a ok, b put x 2, b ok, c get x, c = 1",
                    "A later put is lost: a get answers the earlier one's value."),
            bad("never-put", "a put x 1, a ok, b get x, b = 7", "A get answers a value that nobody put."),
            bad("from-the-future", "b get x, b = 1, a put x 1, a ok", "A get answers what is put after it."),
            bad("new-then-old", "a put x 1, b get x, b = 1, c get x, c = -, a ok",
                    "A client sees a put, and then another client does not."),
            bad("new-then-old-crashed", "a put x 1, b get x, b = 1, b get x, b = -",
                    "The same, and the put is never answered."),
            bad("new-then-old-after", "a put x 1, b get x, b = 1, a ok, c get x, c = -",
                    "A put is seen while it overlaps a get, and not any more after its answer."),
            bad("puts-change-places", "a put x 1, b put x 2, a ok, b ok, c get x, c = 1, c get x, c = 2",
                    "Two puts at once have ended, and the key's value changes after that."),
            bad("to-and-fro", "a put x 1, b put x 2, c get x, c = 1, d get x, d = 2, c get x, c = 1, a ok, b ok",
                    "Two clients see two puts in different orders."),
            bad("both-missed", "a put x 1, b put y 1, a ok, b ok, a get y, b get x, a = -, b = -",
                    "Each of two clients misses what the other put on another key, as with store buffers."),
            bad("cas-succeeds-twice", "a cas x - 1, b cas x - 2, a ok, b ok",
                    "Two compare with the same value and both succeed: an update is lost."),
            bad("cas-no-though-equal", "a put x 1, a ok, b cas x 1 2, b no", "The expected value was there all the time."),
            bad("cas-ok-though-not", "a put x 1, a ok, b cas x 2 3, b ok", "The expected value was never there."),
            bad("cas-failed-and-written", "a put x 1, a ok, b cas x 2 3, b no, c get x, c = 3",
                    "What a failed compare-and-set was to write is seen."),
            bad("given-up-put-twice",
                    "a put x 1, a ?, b put x 2, b ok, b get x, b = 1, b put x 3, b ok, b get x, b = 1",
                    "A put that was given up takes effect twice, as if it had been sent again."),
            bad("given-up-put-undone", "a put x 1, a ?, b get x, b = 1, b get x, b = -",
                    "A put that was given up is seen, and then is not."),
            bad("given-up-put-to-and-fro", "a put x 1, a ?, b put x 2, b ok, c get x, c = 2, c get x, c = 1, c get x, c = 2",
                    "A put that was given up takes effect, and what it replaced comes back."),
            bad("given-up-cas-impossible", "a put x 1, a ok, b cas x 2 3, b ?, c get x, c = 3",
                    "A compare-and-set that was given up is seen, though it could not succeed at any time."),
            bad("given-up-cas-and-two", "a cas x - 1, a ?, b cas x - 2, b ok, c cas x - 3, c ok",
                    "Of three that compare with the same value two succeed; that one was given up is no excuse."));

    private static KnownHistory good(String name, String text, String about) {
        return new KnownHistory(name, true, text, about);
    }

    private static KnownHistory bad(String name, String text, String about) {
        return new KnownHistory(name, false, text, about);
    }

    History history() {
        return History.of(text);
    }

    /** Its trace, with its footer. */
    public byte[] trace() {
        return history().trace(text);
    }
}
