/**
 * Sigma rules for what a single CloudTrail record can tell: loading with file and line of every
 * mistake, compiling against the policy, an index by call, derived fields that need more than text
 * matching, and the signals that matches raise. Raw records end here: keys, statements and item
 * names of a record reach predicates and nothing else.
 */
@NullMarked
package io.exposuremonitor.detectors.rule;

import org.jspecify.annotations.NullMarked;
