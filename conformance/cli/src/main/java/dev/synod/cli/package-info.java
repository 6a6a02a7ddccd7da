/** The {@code synod} command line: one command for each thing that the kit does. */
package dev.synod.cli;
