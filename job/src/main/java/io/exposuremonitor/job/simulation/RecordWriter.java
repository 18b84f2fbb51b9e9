package io.exposuremonitor.job.simulation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import java.util.UUID;

/** Writes calls as CloudTrail records, with the fields in the order that AWS uses. */
public final class RecordWriter {
  private static final String REQUEST_ID = "0123456789ABCDEFGHIJKLMNOPQRSTUV";
  private static final String REQUEST_ID_END = "VV4KQNSO5AEMVJF66Q9ASUAAJG";

  private final SplittableRandom random;

  /**
   * @param random provides ids and picks the sessions of callers that have several
   */
  public RecordWriter(SplittableRandom random) {
    this.random = random;
  }

  /**
   * Writes the record of a call.
   *
   * @param time {@code eventTime}, epoch milliseconds; truncated to seconds, as in CloudTrail
   */
  public SimulatedRecord write(Call call, long time) {
    Caller caller = call.caller();
    int session = random.nextInt(caller.sessions());
    String eventId = uuid();
    JsonText out = new JsonText(2_048);
    out.object().field("eventVersion", "1.11");
    caller.writeIdentity(out, session, time);
    out.field("eventTime", Instant.ofEpochMilli(time).truncatedTo(ChronoUnit.SECONDS).toString());
    out.field("eventSource", call.api().source()).field("eventName", call.api().name());
    out.field("awsRegion", call.region()).field("sourceIPAddress", caller.sourceIp(session));
    out.field("userAgent", caller.userAgent());
    writeOutcome(out, call);
    out.field("requestID", requestId()).field("eventID", eventId);
    writeKind(out, call);
    writeTransport(out, call);
    return new SimulatedRecord(
        time, call.recipient(), call.region(), eventId, out.endObject().toBytes());
  }

  private static void writeOutcome(JsonText out, Call call) {
    if (!call.failure().code().isEmpty()) {
      out.field("errorCode", call.failure().code());
      out.field("errorMessage", call.failure().message());
    }
    out.json("requestParameters", call.parameters()).json("responseElements", call.response());
  }

  private static void writeKind(JsonText out, Call call) {
    Api api = call.api();
    out.field("readOnly", api.readOnly());
    if (!call.resources().isEmpty()) {
      out.json("resources", call.resources());
    }
    out.field("eventType", "AwsApiCall");
    if (!api.version().isEmpty()) {
      out.field("apiVersion", api.version());
    }
    out.field("managementEvent", !api.data());
    out.field("recipientAccountId", call.recipient());
  }

  private static void writeTransport(JsonText out, Call call) {
    Caller caller = call.caller();
    if (caller.inside() && call.api().data()) {
      out.field("vpcEndpointId", caller.vpcEndpoint());
    }
    out.field("eventCategory", call.api().data() ? "Data" : "Management");
    if (caller.invokedBy().isEmpty()) {
      out.object("tlsDetails").field("tlsVersion", "TLSv1.3");
      out.field("cipherSuite", "TLS_AES_128_GCM_SHA256");
      out.field("clientProvidedHostHeader", call.api().host(call.region())).endObject();
    }
    if (caller.console()) {
      out.field("sessionCredentialFromConsole", "true");
    }
  }

  private String requestId() {
    StringBuilder id = new StringBuilder(52);
    long bits = random.nextLong();
    for (int i = 0; i < 26; i++) {
      id.append(REQUEST_ID.charAt((int) (bits & 31)));
      bits = i == 12 ? random.nextLong() : bits >>> 5;
    }
    return id.append(REQUEST_ID_END).toString();
  }

  private String uuid() {
    long high = (random.nextLong() & ~0xf000L) | 0x4000L;
    long low = (random.nextLong() >>> 2) | (1L << 63);
    return new UUID(high, low).toString();
  }
}
