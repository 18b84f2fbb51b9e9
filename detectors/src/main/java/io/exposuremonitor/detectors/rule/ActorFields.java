package io.exposuremonitor.detectors.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.exposuremonitor.detectors.activity.Actor;
import java.util.Map;
import java.util.Set;

/** Derives the caller and whether the call failed. */
final class ActorFields implements DerivedFields.Group {
  private static final String ACTOR = "exposure.actor";
  private static final String ACCOUNT = "exposure.actor.account";
  private static final String KIND = "exposure.actor.kind";
  private static final String SERVICE = "exposure.actor.service";
  private static final String BROWSER = "exposure.browser";
  static final String FAILED = "exposure.failed";

  @Override
  public Set<String> names() {
    return Set.of(ACTOR, ACCOUNT, KIND, SERVICE, BROWSER, FAILED);
  }

  @Override
  public Map<String, JsonNode> of(RuleEvent event) {
    Actor actor = event.provenance().actor();
    return new DerivedValues()
        .put(ACTOR, actor.id())
        .put(ACCOUNT, actor.account())
        .put(KIND, actor.kind().name())
        .put(SERVICE, actor.kind() == Actor.Kind.SERVICE)
        .put(BROWSER, event.provenance().origin().console())
        .put(FAILED, !event.text("errorCode").isEmpty())
        .toMap();
  }
}
