package io.exposuremonitor.job.simulation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An identity with its sessions, addresses and client program.
 *
 * @param kind its kind
 * @param account its account id
 * @param name name of the role, user or service
 * @param sessions number of concurrent sessions, such as pods, instances or logins
 * @param userAgent the client program
 * @param invokedBy the service that calls on its behalf, or empty
 */
public record Caller(
    Kind kind, String account, String name, int sessions, String userAgent, String invokedBy) {

  /** Kinds of callers, which differ in their {@code userIdentity}. */
  public enum Kind {
    /** A role assumed by pods through the cluster's identity provider. */
    POD,
    /** A role delivered to virtual machines. */
    INSTANCE,
    /** A role assumed by functions, build jobs and scripts. */
    FUNCTION,
    /** A person's role, used in a browser. */
    PERSON,
    /** A user with an access key. */
    USER,
    /** A service-linked role. */
    SERVICE_ROLE,
    /** A service without a role. */
    SERVICE
  }

  /** A caller that acts on its own behalf. */
  public static Caller role(
      Kind kind, String account, String name, int sessions, String userAgent) {
    return new Caller(kind, account, name, sessions, userAgent, "");
  }

  /** A person's role, used in a browser. */
  static Caller person(String account, String role, int sessions) {
    return role(Kind.PERSON, account, role, sessions, UserAgents.BROWSER);
  }

  /**
   * A caller on whose behalf a service acts. Its records show the service's host instead of an
   * address and a program.
   */
  public static Caller service(Kind kind, String account, String name, String host) {
    return new Caller(kind, account, name, 1, host, host);
  }

  /** The identity without its session: a role's or user's ARN, or a service's name. */
  public String id() {
    return switch (kind) {
      case SERVICE -> name;
      case USER -> "arn:aws:iam::" + account + ":user/" + name;
      default -> "arn:aws:iam::" + account + ":role/" + name;
    };
  }

  /** True for a person in a browser. */
  boolean console() {
    return kind == Kind.PERSON;
  }

  /** True for programs inside the network, which reach tables through a VPC endpoint. */
  boolean inside() {
    return invokedBy.isEmpty() && (kind == Kind.POD || kind == Kind.INSTANCE);
  }

  String vpcEndpoint() {
    return "vpce-0" + Hash.hex(Hash.of(account, 9), 16);
  }

  /** The address of a session, or the host of the service that acts on the caller's behalf. */
  public String sourceIp(int session) {
    if (!invokedBy.isEmpty()) {
      return invokedBy;
    }
    int host = (int) (Hash.of(name, session) & 0x7fffffff);
    return inside()
        ? "10." + (16 + host % 48) + '.' + (host >>> 8) % 256 + '.' + (4 + (host >>> 16) % 250)
        : "203.0.113." + (1 + host % 254);
  }

  /** Writes {@code userIdentity}. Role sessions are renewed every hour. */
  void writeIdentity(JsonText out, int session, long time) {
    out.object("userIdentity");
    if (kind == Kind.SERVICE) {
      out.field("type", "AWSService").field("invokedBy", name);
    } else if (kind == Kind.USER) {
      out.field("type", "IAMUser");
      out.field("principalId", "AIDA" + Hash.identifier(Hash.of(name, 1)));
      out.field("arn", id()).field("accountId", account);
      out.field("accessKeyId", "AKIA" + Hash.identifier(Hash.of(name, 2)));
      out.field("userName", name);
    } else {
      writeRole(out, session, time);
    }
    out.endObject();
  }

  private void writeRole(JsonText out, int session, long time) {
    Instant start = Instant.ofEpochMilli(time).truncatedTo(ChronoUnit.HOURS);
    long hour = start.getEpochSecond() / 3600;
    String role = "AROA" + Hash.identifier(Hash.of(name, 1));
    String sessionName = sessionName(session, hour);
    out.field("type", "AssumedRole").field("principalId", role + ':' + sessionName);
    out.field("arn", "arn:aws:sts::" + account + ":assumed-role/" + name + '/' + sessionName);
    out.field("accountId", account);
    out.field("accessKeyId", "ASIA" + Hash.identifier(Hash.of(sessionName, hour)));
    out.object("sessionContext").object("sessionIssuer");
    out.field("type", "Role").field("principalId", role).field("arn", issuerArn());
    out.field("accountId", account).field("userName", name).endObject();
    if (kind == Kind.POD) {
      out.object("webIdFederationData");
      out.field("federatedProvider", "arn:aws:iam::" + account + ":oidc-provider/" + provider());
      out.object("attributes").endObject().endObject();
    }
    out.object("attributes").field("creationDate", start.toString());
    out.field("mfaAuthenticated", Boolean.toString(kind == Kind.PERSON)).endObject();
    if (kind == Kind.INSTANCE) {
      out.field("ec2RoleDelivery", "2.0");
    }
    out.endObject();
    if (!invokedBy.isEmpty()) {
      out.field("invokedBy", invokedBy);
    }
  }

  private String issuerArn() {
    return kind == Kind.SERVICE_ROLE
        ? "arn:aws:iam::" + account + ":role/aws-service-role/" + invokedBy + '/' + name
        : id();
  }

  private String provider() {
    return "oidc.eks.eu-central-1.amazonaws.com/id/" + Hash.hex(Hash.of(account, 5), 16);
  }

  private String sessionName(int session, long hour) {
    return switch (kind) {
      case POD -> "aws-go-sdk-" + (1_780_000_000L + (Hash.of(name, session + hour) & 0xffffff));
      case INSTANCE -> "i-0" + Hash.hex(Hash.of(name, session), 16);
      case PERSON -> PEOPLE[Math.floorMod(Hash.of(name, session), PEOPLE.length)] + "@example.com";
      case SERVICE_ROLE -> name.substring(name.indexOf("For") + 3);
      default -> name + '-' + Hash.hex(Hash.of(name, session + hour), 6);
    };
  }

  private static final String[] PEOPLE = {
    "alejandro.rosalez", "akua.mansa", "carlos.salazar", "efua.owusu", "jane.doe", "li.juan",
    "mateo.jackson", "nikki.wolf", "paulo.santos", "saanvi.sarkar", "terry.whitlock", "wang.xiulan"
  };
}
