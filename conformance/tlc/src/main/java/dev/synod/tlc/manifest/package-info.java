/**
 * Reads manifests: which models there are, and what has to come of each, in the schema of the public collection
 * {@code tlaplus/Examples}.
 */
package dev.synod.tlc.manifest;
