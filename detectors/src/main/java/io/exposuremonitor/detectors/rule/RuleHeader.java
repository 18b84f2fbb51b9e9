package io.exposuremonitor.detectors.rule;

import io.exposuremonitor.detectors.signal.Level;
import java.util.List;

/**
 * The metadata of a rule. Missing texts are empty.
 *
 * @param id Sigma's UUID
 * @param name unique among rules
 * @param finding id of the findings it raises
 * @param source file and line of the rule
 * @param texts the texts for people
 * @param techniques ATT&amp;CK ids, upper case
 * @param fields field paths whose values are evidence
 * @param details additional parts of the message, in this order
 * @param resources field paths that name the resource, most specific first
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
