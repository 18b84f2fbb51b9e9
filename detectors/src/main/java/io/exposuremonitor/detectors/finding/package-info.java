/**
 * Findings: the signals of one analytic, actor and resource are grouped into episodes, each
 * reported under one stable id unless the policy suppresses it.
 */
@NullMarked
package io.exposuremonitor.detectors.finding;

import org.jspecify.annotations.NullMarked;
