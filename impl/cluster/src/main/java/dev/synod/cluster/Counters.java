package dev.synod.cluster;

import java.util.concurrent.atomic.LongAdder;

/** What is counted on several threads. */
final class Counters {

    final LongAdder steps = new LongAdder();
    final LongAdder commits = new LongAdder();
    final LongAdder sent = new LongAdder();
    final LongAdder received = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder lost = new LongAdder();
    final LongAdder rejected = new LongAdder();

    NodeStatus status() {
        return new NodeStatus(steps.sum(), commits.sum(), sent.sum(), received.sum(), refused.sum(), lost.sum(),
                rejected.sum());
    }
}
