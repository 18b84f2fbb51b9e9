package io.exposuremonitor.detectors.sensitivity;

import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A name in an item and what it says of the values under it. Names within a map inherit what the
 * map's name says, but for what it says against. Names repeat from item to item, so they are kept,
 * at most {@value #MOST} of them. Not thread-safe.
 */
final class AttributeName {
  /** Maps keyed by ids would fill the memory. */
  static final int MOST = 10_000;

  private static final int LONGEST = 64;

  private final Set<Topic> topics;
  private final Map<String, AttributeName> members = new HashMap<>();
  private final int[] kept;

  private AttributeName(Set<Topic> topics, int[] kept) {
    this.topics = topics;
    this.kept = kept;
  }

  /** Above all names. */
  static AttributeName root() {
    return new AttributeName(Set.of(), new int[1]);
  }

  /** A name under this one. */
  AttributeName member(String name) {
    AttributeName known = members.get(name);
    if (known != null) {
      return known;
    }
    AttributeName added = new AttributeName(topics(name), kept);
    if (kept[0] < MOST && name.length() <= LONGEST) {
      kept[0]++;
      members.put(name, added);
    }
    return added;
  }

  /** True when this name, or one above it, is about a topic. */
  boolean isAbout(Topic topic) {
    return topics.contains(topic);
  }

  /** True when neither this name nor one above it is about anything. */
  boolean isAboutNothing() {
    return topics.isEmpty();
  }

  private Set<Topic> topics(String name) {
    Set<Topic> own = name.length() > LONGEST ? Set.of() : Topic.of(name);
    if (topics.isEmpty()) {
      return own;
    }
    Set<Topic> all = EnumSet.noneOf(Topic.class);
    all.addAll(topics);
    all.remove(Topic.TECHNICAL);
    all.addAll(own);
    return Collections.unmodifiableSet(all);
  }
}
