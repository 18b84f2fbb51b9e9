package io.exposuremonitor.detectors.rule;

import java.util.List;

/**
 * An additional part of a rule's message: words followed by the value of a field.
 *
 * @param words such as {@code to bucket}
 * @param fields field paths, most specific first; the first one present is used
 */
record Detail(String words, List<String> fields) {}
