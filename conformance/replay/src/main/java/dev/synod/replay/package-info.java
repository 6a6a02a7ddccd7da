/**
 * Holds traces to TLA+ specifications: every event must be a step that the specification allows.
 */
package dev.synod.replay;
