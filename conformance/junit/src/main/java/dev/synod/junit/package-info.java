/** Tests for JUnit Jupiter: models checked, traces replayed and mutants rejected, each failure with its story. */
package dev.synod.junit;
