package io.exposuremonitor.detectors.signal;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.arn.Arns;

/** What people call actors and tables, for messages. */
public final class Names {
  private Names() {}

  /** An actor as people call it: {@code role/Name}. */
  public static String actor(Actor actor) {
    String name = Arns.kindAndName(actor.id());
    return actor.kind() == Actor.Kind.ACCOUNT ? "account " + name : name;
  }

  /**
   * A table as people call it: its name in backquotes.
   *
   * @param id its ARN or name; empty when it is not known
   */
  public static String table(String id) {
    String name = Arns.name(id);
    return name.isEmpty() ? "a table that the record doesn't name" : "`" + name + "`";
  }
}
