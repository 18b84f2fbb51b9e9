/** Where calls come from, compared with where they came from before. */
@NullMarked
package io.exposuremonitor.detectors.network;

import org.jspecify.annotations.NullMarked;
