package dev.synod.cluster;

/** When what a ledger commits is on the disk. */
public enum Durability {
    /** Each commit is on the disk before it returns. */
    SYNCED,
    /** Never: a planted bug. A commit outlives the process, but not a power cut; see {@link Ledger#cutPower}. */
    UNSYNCED
}
