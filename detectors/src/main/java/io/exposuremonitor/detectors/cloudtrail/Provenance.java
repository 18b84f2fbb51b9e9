package io.exposuremonitor.detectors.cloudtrail;

import io.exposuremonitor.detectors.activity.Actor;
import io.exposuremonitor.detectors.activity.Origin;

/**
 * The caller of a record and the origin of its call, for code that processes whole records.
 * Identical to what the decoder puts into the record's activities, so that the findings of rules
 * and of stateful detectors are correlated.
 *
 * @param actor the caller, without the session
 * @param origin where the call came from, and in which session
 */
public record Provenance(Actor actor, Origin origin) {
  /**
   * Reads a record's {@code userIdentity}, addresses and user agent (CloudTrail user guide,
   * "CloudTrail record contents"). Never fails: a member that is missing or of another type counts
   * as empty, and a record without any of them has an unknown actor.
   *
   * @param json one record, in UTF-8
   */
  public static Provenance of(byte[] json) {
    Identity identity = new Identity();
    String sourceIp = "";
    String userAgent = "";
    String vpcEndpointId = "";
    String endpointOwner = "";
    String recipient = "";
    String region = "";
    int start = Json.skipSpace(json, 0, json.length);
    Cursor member = Cursor.ofObject(json, start, json.length);
    while (member.nextMember()) {
      switch (member.name()) {
        case "userIdentity" -> identity = Identity.read(json, member.from(), member.to());
        case "sourceIPAddress" -> sourceIp = member.text();
        case "userAgent" -> userAgent = member.text();
        case "vpcEndpointId" -> vpcEndpointId = member.text();
        case "vpcEndpointAccountId" -> endpointOwner = member.text();
        case "recipientAccountId" -> recipient = member.text();
        case "awsRegion" -> region = member.text();
        default -> {}
      }
    }
    Caller caller = Caller.of(identity);
    String endpoint = Origins.endpoint(vpcEndpointId, endpointOwner, recipient, region);
    return new Provenance(caller.actor(), Origins.make(caller, sourceIp, userAgent, endpoint));
  }
}
