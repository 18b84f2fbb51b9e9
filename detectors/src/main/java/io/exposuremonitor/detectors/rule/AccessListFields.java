package io.exposuremonitor.detectors.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Derives the grantees of the access list in a request's body other than the bucket owner. */
final class AccessListFields implements DerivedFields.Group {
  private static final String OTHERS = "exposure.accessList.others";

  private static final String BODY = "requestParameters.AccessControlPolicy.";
  private static final String GRANTEE = BODY + "AccessControlList.Grant.Grantee.";
  private static final FieldPath OWNER = FieldPath.of(BODY + "Owner.ID");
  private static final FieldPath CANONICAL_USERS = FieldPath.of(GRANTEE + "ID");
  private static final FieldPath ADDRESSES = FieldPath.of(GRANTEE + "EmailAddress");

  @Override
  public Set<String> names() {
    return Set.of(OTHERS);
  }

  @Override
  public Map<String, JsonNode> of(RuleEvent event) {
    Set<String> others = new TreeSet<>();
    event.forEach(CANONICAL_USERS, user -> others.add(user.asText()));
    event.forEach(OWNER, owner -> others.remove(owner.asText()));
    event.forEach(ADDRESSES, address -> others.add(address.asText()));
    return new DerivedValues().put(OTHERS, others).toMap();
  }
}
