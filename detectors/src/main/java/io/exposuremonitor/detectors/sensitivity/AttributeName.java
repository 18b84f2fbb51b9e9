package io.exposuremonitor.detectors.sensitivity;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The topics that an attribute's name suggests for the values under it. Names within a map inherit
 * the topics of the map's name, except {@link Topic#TECHNICAL}. Not thread-safe.
 *
 * <p>Names repeat from item to item, so the topics of the {@value #CACHED_NAMES} most recently used
 * names are cached. Maps keyed by random ids evict other names, but only while they keep coming.
 */
final class AttributeName {
  static final int CACHED_NAMES = 10_000;

  /** Longer names get no topics and are not cached. */
  private static final int LONGEST = 64;

  private final Set<Topic> topics;
  private final TopicCache cache;

  private AttributeName(Set<Topic> topics, TopicCache cache) {
    this.topics = topics;
    this.cache = cache;
  }

  /** The parent of all top-level names, with a cache of its own. */
  static AttributeName root() {
    return new AttributeName(Set.of(), new TopicCache());
  }

  /** A name directly under this one. */
  AttributeName member(String name) {
    Set<Topic> own = name.length() > LONGEST ? Set.of() : cache.topicsOf(name);
    if (own.isEmpty() && !topics.contains(Topic.TECHNICAL)) {
      return this;
    }
    return new AttributeName(topics.isEmpty() ? own : inheritedWith(own), cache);
  }

  /** True if this name, or one that encloses it, suggests a topic. */
  boolean isAbout(Topic topic) {
    return topics.contains(topic);
  }

  /** True if neither this name nor one that encloses it suggests a topic. */
  boolean hasNoTopic() {
    return topics.isEmpty();
  }

  /** The number of cached names. */
  int cachedNames() {
    return cache.size();
  }

  boolean isCached(String name) {
    return cache.containsKey(name);
  }

  private Set<Topic> inheritedWith(Set<Topic> own) {
    Set<Topic> all = EnumSet.copyOf(topics);
    all.remove(Topic.TECHNICAL);
    all.addAll(own);
    return Collections.unmodifiableSet(all);
  }

  /** Evicts the least recently used name. */
  private static final class TopicCache extends LinkedHashMap<String, Set<Topic>> {
    private static final long serialVersionUID = 1;

    TopicCache() {
      super(16, 0.75f, true);
    }

    Set<Topic> topicsOf(String name) {
      return computeIfAbsent(name, Topic::of);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Set<Topic>> eldest) {
      return size() > CACHED_NAMES;
    }
  }
}
