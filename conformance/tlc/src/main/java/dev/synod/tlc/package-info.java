/**
 * Runs TLC in a virtual machine of its own and turns what it prints into typed results.
 *
 * <p>{@link dev.synod.tlc.Tlc} checks one {@link dev.synod.tlc.ModelRun} and returns one
 * {@link dev.synod.tlc.CheckResult}. Nothing here knows of manifests, traces or algorithms.
 */
package dev.synod.tlc;
