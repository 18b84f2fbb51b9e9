package io.exposuremonitor.detectors.cloudtrail;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Origin;

/**
 * Who made the call of a record, and from where: for those who look at a whole record, the same as
 * the decoder says of the record's activities, so that findings of rules and of stateful detectors
 * come together.
 *
 * @param actor who, without the session
 * @param origin where from, and in which session
 */
public record Provenance(Actor actor, Origin origin) {
  /**
   * Reads a record's {@code userIdentity}, addresses and user agent (CloudTrail user guide,
   * "CloudTrail record contents"). Never fails: what is missing or of another type counts as empty,
   * and nothing at all makes an unknown actor.
   *
   * @param json one record, in UTF-8
   */
  public static Provenance of(byte[] json) {
    Identity identity = new Identity();
    String sourceIp = "";
    String userAgent = "";
    String vpcEndpointId = "";
    int start = Json.skipSpace(json, 0, json.length);
    Cursor member = Cursor.ofObject(json, start, json.length);
    while (member.nextMember()) {
      switch (member.name()) {
        case "userIdentity" -> identity = Identity.read(json, member.from(), member.to());
        case "sourceIPAddress" -> sourceIp = member.text();
        case "userAgent" -> userAgent = member.text();
        case "vpcEndpointId" -> vpcEndpointId = member.text();
        default -> {}
      }
    }
    Caller caller = Caller.of(identity);
    return new Provenance(caller.actor(), Origins.make(caller, sourceIp, userAgent, vpcEndpointId));
  }
}
