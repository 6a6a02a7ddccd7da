/** Plants bugs in a specification and in its machine, and tells which check notices each. */
package dev.synod.explore.mutation;
