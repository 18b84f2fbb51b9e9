package io.exposuremonitor.detectors.signal;

import io.exposuremonitor.detectors.activity.Actor;

/** What people call actors and tables, for messages. */
public final class Names {
  private Names() {}

  /** An actor as people call it: {@code role/Name}. */
  public static String actor(Actor actor) {
    String name = actor.id().substring(actor.id().lastIndexOf(':') + 1);
    return actor.kind() == Actor.Kind.ACCOUNT ? "account " + name : name;
  }

  /**
   * A table as people call it: its name in backquotes.
   *
   * @param id its ARN or name; empty when it is not known
   */
  public static String table(String id) {
    String name = id.substring(id.lastIndexOf('/') + 1);
    return name.isEmpty() ? "a table that the record doesn't name" : "`" + name + "`";
  }
}
