package io.exposuremonitor.detectors.rule;

import io.exposuremonitor.detectors.signal.Level;
import java.util.List;

/**
 * What a rule says about itself, besides its detection. Missing texts are empty.
 *
 * @param id Sigma's UUID
 * @param name unique among rules
 * @param finding id of the findings it raises
 * @param source the file and line it stands in
 * @param texts what people read
 * @param techniques ATT&amp;CK ids, upper case
 * @param fields field paths whose values are evidence
 * @param details what the message says besides who called what, in this order
 * @param resources field paths that name the resource, most telling first
 */
record RuleHeader(
    String id,
    String name,
    String finding,
    Source source,
    Level level,
    Texts texts,
    List<String> techniques,
    List<String> fields,
    List<Detail> details,
    List<String> resources) {

  record Source(String file, int line) {}

  record Texts(
      String title,
      String description,
      String status,
      String author,
      String date,
      String guide,
      List<String> falsePositives,
      List<String> references) {}
}
