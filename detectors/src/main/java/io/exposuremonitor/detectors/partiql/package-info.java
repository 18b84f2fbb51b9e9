/**
 * PartiQL: what a statement does, read without keeping any of its values, and the detector that
 * knows which actors use PartiQL, with which statements, and when one of them reads or writes a
 * table in a way it should not.
 */
@NullMarked
package io.exposuremonitor.detectors.partiql;

import org.jspecify.annotations.NullMarked;
