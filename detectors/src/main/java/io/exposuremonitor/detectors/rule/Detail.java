package io.exposuremonitor.detectors.rule;

import java.util.List;

/**
 * What a rule's message says besides who called what: some words and the value that follows them.
 *
 * @param words such as {@code to bucket}
 * @param fields field paths, most telling first; the first one present is told
 */
record Detail(String words, List<String> fields) {}
