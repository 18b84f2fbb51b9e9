/** Watches small files, local or in S3, that change while the job runs. */
@NullMarked
package io.exposuremonitor.connectors.watch;

import org.jspecify.annotations.NullMarked;
