/**
 * Holds machines to their specifications: over simulated schedules, over recorded traces, and by their names.
 */
package dev.synod.explore;
