package @package@;

import dev.synod.runtime.NodeId;

/** What nodes send to each other. */
public sealed interface Message {

    /** Gives the lock to node {@code to}, in hand-over {@code epoch}. */
    record Transfer(NodeId to, int epoch) implements Message {
    }
}
