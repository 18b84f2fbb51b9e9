/** Detects actors that enumerate tables, streams and backups. */
@NullMarked
package io.exposuremonitor.detectors.recon;

import org.jspecify.annotations.NullMarked;
