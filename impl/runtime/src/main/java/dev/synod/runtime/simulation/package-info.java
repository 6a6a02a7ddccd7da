/** The seeded simulator: any machines, an unreliable network, crashes and partitions, and the same trace each time. */
package dev.synod.runtime.simulation;
