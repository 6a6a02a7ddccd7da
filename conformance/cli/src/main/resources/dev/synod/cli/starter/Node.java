package @package@;

import dev.synod.runtime.NodeId;
import dev.synod.runtime.Stable;

/**
 * What one node knows. Each component is a variable of the specification; a crash leaves those that are {@link Stable}.
 *
 * @param holds whether it holds the lock
 * @param epoch the number of the last hand-over that it took part in
 * @param heir  the node to which it gave the lock in that hand-over, or null
 * @param using whether it is doing what the lock is for
 */
public record Node(@Stable boolean holds, @Stable int epoch, @Stable NodeId heir, boolean using) {
}
