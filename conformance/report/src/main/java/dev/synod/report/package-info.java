/** The report: one HTML page with all that is known of algorithms, their models and their traces, data included. */
package dev.synod.report;
