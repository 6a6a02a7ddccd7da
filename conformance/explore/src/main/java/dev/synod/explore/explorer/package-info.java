/** The explorer: visits every state that machines can reach, and holds each transition to their specification. */
package dev.synod.explore.explorer;
