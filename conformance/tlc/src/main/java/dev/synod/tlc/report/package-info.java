/**
 * Writes check reports: as a table with stories for people, as JSON, and as JUnit XML for continuous integration.
 */
package dev.synod.tlc.report;
