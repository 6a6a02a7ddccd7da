/** What several algorithms need: numbers with an owner, and waiting with back-off. Each algorithm has a package below. */
package dev.synod.algorithms;
