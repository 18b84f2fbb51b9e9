/** Access that was refused, and access to items in another way than by reading them. */
@NullMarked
package io.exposuremonitor.detectors.access;

import org.jspecify.annotations.NullMarked;
