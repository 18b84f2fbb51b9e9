package io.exposuremonitor.job.replay;

import io.exposuremonitor.job.element.DecodedBatch;

/**
 * What one stretch of a log file held, or that the logs are over. It travels inside one task only.
 *
 * @param batch nothing at the end
 * @param last whether nothing comes behind it
 */
public record LearningBatch(DecodedBatch batch, boolean last) {}
