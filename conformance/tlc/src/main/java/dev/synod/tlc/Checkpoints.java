package dev.synod.tlc;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where a long run keeps what it would need to go on from where it was stopped.
 *
 * @param folder  the folder, the model's own; it is emptied when a run that does not resume begins, and removed when
 *                the search is complete
 * @param inputs  a hash of everything that the search depends on: a checkpoint of other inputs is never gone on from,
 *                since what it has searched is another model
 * @param minutes how often TLC saves the search, in minutes, at least 1
 * @param resume  whether to go on from the last checkpoint, if there is one
 */
public record Checkpoints(Path folder, String inputs, int minutes, boolean resume) {

    /** Makes the folder absolute. */
    public Checkpoints {
        Objects.requireNonNull(inputs);
        folder = Objects.requireNonNull(folder).toAbsolutePath().normalize();
        if (minutes < 1) {
            throw new UnusableInputException("checkpoints", "every " + minutes + " minutes", "1 minute or more",
                    "ask for fewer checkpoints");
        }
    }

    /** Where the checkpoints of these very inputs are. */
    Path ofTheseInputs() {
        return folder.resolve(inputs);
    }
}
