/** Basic Paxos by roles, after Paxos Made Simple (Lamport 2001, ACM SIGACT News 32(4), section 2). */
package dev.synod.algorithms.paxos;
