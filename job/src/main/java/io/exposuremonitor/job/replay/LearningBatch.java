package io.exposuremonitor.job.replay;

import io.exposuremonitor.job.element.DecodedBatch;

/**
 * A batch of a log file, or the marker of the end of all logs. It stays within one task.
 *
 * @param batch empty at the end
 * @param last true for the end marker
 */
public record LearningBatch(DecodedBatch batch, boolean last) {}
