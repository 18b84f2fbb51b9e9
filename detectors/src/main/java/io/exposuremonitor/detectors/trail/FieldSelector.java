package io.exposuremonitor.detectors.trail;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * A condition on one field of an event (CloudTrail API reference, AdvancedFieldSelector). State:
 * stored as it is.
 *
 * @param field such as {@code resources.ARN}
 * @param equalTo one of these, if there are any. Names are case-sensitive, as those of tables are;
 *     {@code readOnly} occurs in any case
 * @param startsWith one of these prefixes, if there are any
 * @param endsWith one of these suffixes, if there are any
 * @param notEquals none of these
 * @param notStartsWith none of these prefixes
 * @param notEndsWith none of these suffixes
 */
public record FieldSelector(
    String field,
    List<String> equalTo,
    List<String> startsWith,
    List<String> endsWith,
    List<String> notEquals,
    List<String> notStartsWith,
    List<String> notEndsWith) {

  /** A condition that a field equals one of several values. */
  static FieldSelector equal(String field, List<String> values) {
    return new FieldSelector(field, values, List.of(), List.of(), List.of(), List.of(), List.of());
  }

  /** A condition that a field starts with one of several values. */
  static FieldSelector starting(String field, List<String> values) {
    return new FieldSelector(field, List.of(), values, List.of(), List.of(), List.of(), List.of());
  }

  /** Positive operators need one of their values, negative ones none of them. */
  boolean passes(String value) {
    return allows(equalTo, value, this::equal)
        && allows(startsWith, value, String::startsWith)
        && allows(endsWith, value, String::endsWith)
        && excludesNothing(notEquals, value, this::equal)
        && excludesNothing(notStartsWith, value, String::startsWith)
        && excludesNothing(notEndsWith, value, String::endsWith);
  }

  private boolean equal(String value, String wanted) {
    return field.equals(EventSelector.READ_ONLY)
        ? value.equalsIgnoreCase(wanted)
        : value.equals(wanted);
  }

  /** True when every ARN that the names stand for passes, whatever else it contains. */
  boolean passesAll(ResourceNames names) {
    return (equalTo.isEmpty() || equalTo.stream().anyMatch(names::areOnly))
        && (startsWith.isEmpty() || startsWith.stream().anyMatch(names::allStartWith))
        && (endsWith.isEmpty() || endsWith.stream().anyMatch(names::allEndWith))
        && notEquals.stream().noneMatch(names::mayBe)
        && notStartsWith.stream().noneMatch(names::mayStartWith)
        && notEndsWith.stream().noneMatch(names::mayEndWith);
  }

  /** What its negative operators name. */
  Stream<ResourceNames> leftOut() {
    return Stream.of(
            notEquals.stream().map(ResourceNames::exactly),
            notStartsWith.stream().map(ResourceNames::startingWith),
            notEndsWith.stream().map(ResourceNames::endingWith))
        .flatMap(names -> names);
  }

  private static boolean allows(
      List<String> wanted, String value, BiPredicate<String, String> test) {
    return wanted.isEmpty() || wanted.stream().anyMatch(one -> test.test(value, one));
  }

  private static boolean excludesNothing(
      List<String> unwanted, String value, BiPredicate<String, String> test) {
    return unwanted.stream().noneMatch(one -> test.test(value, one));
  }
}
