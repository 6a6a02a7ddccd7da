/**
 * TLC's evaluator opened for the replay; it stands in TLC's package because what it opens is package-private.
 */
package tlc2.tool.impl;
