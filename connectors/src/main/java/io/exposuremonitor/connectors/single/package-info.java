/** Sources with a single split, which is read by one reader. */
@NullMarked
package io.exposuremonitor.connectors.single;

import org.jspecify.annotations.NullMarked;
