/**
 * Sigma rules over single CloudTrail records: a loader that reports mistakes with file and line,
 * compilation against the policy, an index by call, derived fields beyond text matching, and the
 * signals of matches. Raw records go no further than this package: their keys, statements and item
 * names are used in predicates only.
 */
@NullMarked
package io.exposuremonitor.detectors.rule;

import org.jspecify.annotations.NullMarked;
