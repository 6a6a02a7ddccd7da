/** The Maven goals of the kit. */
package dev.synod.maven;
