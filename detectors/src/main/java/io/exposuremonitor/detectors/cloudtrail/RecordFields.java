package io.exposuremonitor.detectors.cloudtrail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The positions of the fields of one top-level object, found in a single pass over its bytes.
 * Fields may be in any order; if a name is repeated, the last one counts. Reused from object to
 * object.
 */
final class RecordFields {
  /**
   * Result of {@link #read}: the object contains an array to be streamed, see {@link #streamed}.
   */
  static final int STREAMED = -3;

  private static final int FIELDS = Field.values().length;
  private static final byte[] OMITTED = "\"omitted\"".getBytes(StandardCharsets.US_ASCII);

  private final int[] from = new int[FIELDS];
  private final int[] to = new int[FIELDS];

  /** For each name's index plus one, the name that followed it last time. */
  private final int[] following = new int[Field.NAMES.size() + 1];

  private final ParameterSpans parameters = new ParameterSpans();
  private final ContentCache<Caller> callers;
  private ContentCache.@Nullable Entry<Caller> knownCaller;
  private int name = Names.NONE;
  private int parametersTo;
  private byte[] bytes = {};
  private Field streamed = Field.RECORDS;
  private int streamedFrom;

  /**
   * @param callers caches identities, which make up a third of a record and repeat often
   */
  RecordFields(ContentCache<Caller> callers) {
    this.callers = callers;
    Arrays.fill(following, Names.NONE);
  }

  /**
   * Reads the object that starts at {@code start}.
   *
   * @param envelopes whether to stop at {@code Records} and {@code logEvents}, whose elements are
   *     read one by one
   * @return the index after the object, {@link Json#INCOMPLETE}, {@link Json#MALFORMED} or {@link
   *     #STREAMED}
   */
  int read(byte[] source, int start, int limit, boolean envelopes) {
    bytes = source;
    name = Names.NONE;
    knownCaller = null;
    parametersTo = 0;
    Arrays.fill(to, 0);
    int i = Json.skipSpace(source, start + 1, limit);
    while (i < limit && source[i] == '"') {
      int end = readMember(i + 1, limit, envelopes);
      if (end < 0) {
        return end;
      }
      i = Json.skipSpace(source, end, limit);
      if (i < limit && source[i] == ',') {
        i = Json.skipSpace(source, i + 1, limit);
      }
    }
    if (i >= limit) {
      return Json.INCOMPLETE;
    }
    return source[i] == '}' ? i + 1 : Json.MALFORMED;
  }

  /**
   * Records the position of the member whose name starts at {@code i}; returns the index after it,
   * or one of the negative results.
   */
  private int readMember(int i, int limit, boolean envelopes) {
    int nameTo = readName(i, limit);
    if (nameTo < 0) {
      return nameTo;
    }
    int colon = Json.skipSpace(bytes, nameTo + 1, limit);
    if (colon >= limit || bytes[colon] != ':') {
      return colon >= limit ? Json.INCOMPLETE : Json.MALFORMED;
    }
    int value = Json.skipSpace(bytes, colon + 1, limit);
    if (envelopes && opensEnvelope(name, value, limit)) {
      return STREAMED;
    }
    int end = valueEnd(value, limit, name);
    if (end >= 0 && name >= 0 && name < FIELDS) {
      from[name] = value;
      to[name] = end;
    }
    return end;
  }

  /**
   * Identifies the name that starts at {@code i} and returns the index of its closing quote.
   * Services write members in a fixed order, so the name that followed last time is tried first.
   */
  private int readName(int i, int limit) {
    int previous = name + 1;
    int guess = following[previous];
    if (guess != Names.NONE) {
      int nameTo = Field.NAMES.endIfAt(guess, bytes, i, limit);
      if (nameTo >= 0) {
        name = guess;
        return nameTo;
      }
    }
    int nameTo = Json.closingQuote(bytes, i, limit);
    if (nameTo >= 0) {
      name = Field.NAMES.find(bytes, i, nameTo);
      following[previous] = name;
    }
    return nameTo;
  }

  private int valueEnd(int i, int limit, int field) {
    if (field == Field.USER_IDENTITY.index()) {
      knownCaller = i < limit && bytes[i] == '{' ? callers.startingAt(bytes, i, limit) : null;
      if (knownCaller != null) {
        return i + knownCaller.length();
      }
    }
    if (field == Field.REQUEST_PARAMETERS.index() && i < limit && bytes[i] == '{') {
      parametersTo = parameters.read(bytes, i, limit);
      if (parametersTo > 0) {
        return parametersTo;
      }
    }
    return Json.valueEnd(bytes, i, limit);
  }

  private boolean opensEnvelope(int field, int i, int limit) {
    boolean records = field == Field.RECORDS.index();
    boolean events = field == Field.LOG_EVENTS.index();
    if (!(records || events) || i >= limit || bytes[i] != '[') {
      return false;
    }
    streamed = records ? Field.RECORDS : Field.LOG_EVENTS;
    streamedFrom = i + 1;
    return true;
  }

  /** The array at which {@link #read} stopped with {@link #STREAMED}. */
  Field streamed() {
    return streamed;
  }

  /** The index after the opening bracket of the array at which {@link #read} stopped. */
  int streamedFrom() {
    return streamedFrom;
  }

  byte[] bytes() {
    return bytes;
  }

  boolean has(Field field) {
    return to[field.index()] > 0;
  }

  /**
   * True if CloudTrail omitted the field's value because it was too large and wrote {@code
   * {"omitted":true,…}} instead.
   */
  boolean isOmitted(Field field) {
    int name = Json.skipSpace(bytes, from(field) + 1, to(field));
    return Arrays.equals(
        bytes, name, Math.min(name + OMITTED.length, to(field)), OMITTED, 0, OMITTED.length);
  }

  /**
   * True if the field is present and its value starts with a given byte: a quote, a bracket, a
   * digit.
   */
  boolean startsWith(Field field, char first) {
    return has(field) && bytes[from(field)] == first;
  }

  /** Start of the field's value; equal to {@link #to} if the field is absent. */
  int from(Field field) {
    return has(field) ? from[field.index()] : 0;
  }

  int to(Field field) {
    return to[field.index()];
  }

  /**
   * The members of the request parameters, if these are an object; usually found in the same pass.
   */
  ParameterSpans parameters() {
    if (parametersTo != to(Field.REQUEST_PARAMETERS)) {
      parametersTo = to(Field.REQUEST_PARAMETERS);
      parameters.read(bytes, from(Field.REQUEST_PARAMETERS), parametersTo);
    }
    return parameters;
  }

  /** The field's text; see {@link JsonText#ofValue}. */
  String text(Field field) {
    return JsonText.ofValue(bytes, from(field), to(field));
  }

  Caller caller() {
    return knownCaller != null ? knownCaller.value() : cached(Field.USER_IDENTITY, callers);
  }

  /** The object that a cache returns for the field's bytes. */
  <T> T cached(Field field, ContentCache<T> cache) {
    return cache.get(bytes, from(field), to(field));
  }
}
