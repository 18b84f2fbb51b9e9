/**
 * Determines what AWS policy documents grant, and to whom: resource policies, key policies, vault
 * and bucket policies, identity policies. An ambiguous document is read as granting more rather
 * than less.
 */
@NullMarked
package io.exposuremonitor.detectors.accesspolicy;

import org.jspecify.annotations.NullMarked;
