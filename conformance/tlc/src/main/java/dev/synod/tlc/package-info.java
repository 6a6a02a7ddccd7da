/**
 * Runs TLC in a virtual machine of its own and turns what it prints into typed results.
 */
package dev.synod.tlc;
