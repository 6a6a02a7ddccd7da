/** Multi-Paxos: one log of commands, agreed upon slot by slot and applied in order; state machine replication. */
package dev.synod.algorithms.multipaxos;
