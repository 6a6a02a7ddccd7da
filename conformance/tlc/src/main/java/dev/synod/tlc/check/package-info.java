/**
 * Holds models to what is expected of them: runs those whose inputs changed, compares, and reports.
 */
package dev.synod.tlc.check;
