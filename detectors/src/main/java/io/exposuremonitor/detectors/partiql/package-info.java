/**
 * Analyses the effect of PartiQL statements without retaining any of their values, and detects
 * unusual use of PartiQL: which actors use it, with which statements, and reads or writes of a
 * table that stand out.
 */
@NullMarked
package io.exposuremonitor.detectors.partiql;

import org.jspecify.annotations.NullMarked;
