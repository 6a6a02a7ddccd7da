/** Draws the state graphs of small models. */
package dev.synod.tlc.graph;
