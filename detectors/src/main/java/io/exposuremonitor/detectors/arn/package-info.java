/** Amazon Resource Names: parsing and building them. Depends on no other package. */
@NullMarked
package io.exposuremonitor.detectors.arn;

import org.jspecify.annotations.NullMarked;
