/**
 * Findings: signals of one analytic, actor and resource gathered into episodes, each reported under
 * one stable id, and the policy's say in what is reported at all.
 */
@NullMarked
package io.exposuremonitor.detectors.finding;

import org.jspecify.annotations.NullMarked;
