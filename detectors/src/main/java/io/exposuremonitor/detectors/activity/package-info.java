@NullMarked
package io.exposuremonitor.detectors.activity;

import org.jspecify.annotations.NullMarked;
