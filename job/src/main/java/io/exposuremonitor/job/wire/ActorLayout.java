package io.exposuremonitor.job.wire;

import io.exposuremonitor.detectors.activity.Actor;

/** The layout of an actor. */
@SuppressWarnings("EnumOrdinal") // kinds keep their order, new ones go to the end
final class ActorLayout {
  static final Actor NO_ACTOR = new Actor(Actor.Kind.UNKNOWN, "", "");

  private static final Actor.Kind[] KINDS = Actor.Kind.values();

  private ActorLayout() {}

  static void write(Actor actor, WireWriter out) {
    out.writeByte(actor.kind().ordinal());
    out.writeText(actor.id());
    out.writeText(actor.account());
  }

  static Actor read(WireReader in) {
    return new Actor(KINDS[in.readByte()], in.readText(), in.readText());
  }
}
