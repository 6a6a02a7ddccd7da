/** The synod protocol of The Part-Time Parliament (Lamport 1998, TOCS 16(2), appendix). */
package dev.synod.algorithms.synod;
