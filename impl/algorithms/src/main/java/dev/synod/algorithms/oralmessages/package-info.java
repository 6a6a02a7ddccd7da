/** Byzantine agreement with oral messages: Lamport, Shostak and Pease 1982; specified in {@code specs/oral-messages}. */
package dev.synod.algorithms.oralmessages;
