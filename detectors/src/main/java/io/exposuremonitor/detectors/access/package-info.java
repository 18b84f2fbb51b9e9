/** Denied access, and access to items by other means than reading them. */
@NullMarked
package io.exposuremonitor.detectors.access;

import org.jspecify.annotations.NullMarked;
