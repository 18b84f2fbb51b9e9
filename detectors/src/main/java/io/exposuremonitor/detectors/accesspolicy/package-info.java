/**
 * What AWS policy documents grant, and to whom: resource policies, key policies, vault and bucket
 * policies, identity policies. Where a document leaves room, it is read as granting more rather
 * than less.
 */
@NullMarked
package io.exposuremonitor.detectors.accesspolicy;

import org.jspecify.annotations.NullMarked;
