/** Makes machines take, step by step, the behaviours that TLC found in their specification. */
package dev.synod.explore.drive;
