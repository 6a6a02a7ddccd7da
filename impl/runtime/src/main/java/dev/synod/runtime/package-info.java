/** What an algorithm is: a pure state machine whose actions are the spec's, and what it needs to be run anywhere. */
package dev.synod.runtime;
