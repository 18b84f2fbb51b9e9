/** Amazon Resource Names: taking them apart and building them, for everybody else. A leaf. */
@NullMarked
package io.exposuremonitor.detectors.arn;

import org.jspecify.annotations.NullMarked;
