package io.exposuremonitor.job.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The straightforward implementation, for comparison: streams through a record with Jackson and
 * picks the fields that the decoder needs, as text. It neither hashes keys nor analyses statements,
 * so it does less than the decoder.
 */
final class JacksonFields {
  /**
   * The picked fields.
   *
   * @param values single fields, in the order of {@link #PATHS}; null for missing ones
   * @param keys values of item keys
   * @param statements PartiQL statements
   * @param arns ARNs of {@code resources}
   */
  record Fields(String[] values, List<String> keys, List<String> statements, List<String> arns) {}

  private static final String IDENTITY_PATH = "/userIdentity/";
  private static final String ISSUER_PATH = "/userIdentity/sessionContext/sessionIssuer/";
  private static final String PARAMETERS_PATH = "/requestParameters/";

  /** JSON pointers of the single fields. */
  static final List<String> PATHS =
      List.of(
          "/eventTime",
          "/eventSource",
          "/eventName",
          "/awsRegion",
          "/sourceIPAddress",
          "/userAgent",
          "/errorCode",
          "/eventID",
          "/sharedEventID",
          "/recipientAccountId",
          "/vpcEndpointId",
          IDENTITY_PATH + "type",
          IDENTITY_PATH + "arn",
          IDENTITY_PATH + "accountId",
          IDENTITY_PATH + "accessKeyId",
          IDENTITY_PATH + "invokedBy",
          ISSUER_PATH + "arn",
          PARAMETERS_PATH + "tableName",
          PARAMETERS_PATH + "indexName",
          PARAMETERS_PATH + "limit",
          PARAMETERS_PATH + "segment",
          PARAMETERS_PATH + "totalSegments",
          PARAMETERS_PATH + "select");

  private static final Map<String, Integer> RECORD = below("/");
  private static final Map<String, Integer> IDENTITY = below(IDENTITY_PATH);
  private static final Map<String, Integer> ISSUER = below(ISSUER_PATH);
  private static final Map<String, Integer> PARAMETERS = below(PARAMETERS_PATH);
  private static final JsonFactory JACKSON =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

  private JacksonFields() {}

  private static Map<String, Integer> below(String parent) {
    Map<String, Integer> positions = new HashMap<>();
    for (int i = 0; i < PATHS.size(); i++) {
      String name = PATHS.get(i).substring(PATHS.get(i).lastIndexOf('/') + 1);
      if (PATHS.get(i).equals(parent + name)) {
        positions.put(name, i);
      }
    }
    return Map.copyOf(positions);
  }

  /**
   * Reads one record.
   *
   * @throws UncheckedIOException when it is not JSON
   */
  static Fields read(byte[] json, int from, int to) {
    Fields fields =
        new Fields(
            new String[PATHS.size()], new ArrayList<>(4), new ArrayList<>(0), new ArrayList<>(2));
    try (JsonParser parser = JACKSON.createParser(json, from, to - from)) {
      parser.nextToken();
      readObject(parser, fields, RECORD);
      return fields;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void readObject(JsonParser parser, Fields fields, Map<String, Integer> positions)
      throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (!value.isStructStart()) {
        pick(parser, name, value, fields, positions);
      } else {
        switch (name) {
          case "userIdentity", "sessionContext" -> readObject(parser, fields, IDENTITY);
          case "sessionIssuer" -> readObject(parser, fields, ISSUER);
          case "requestParameters" -> readParameters(parser, fields, PARAMETERS, false);
          case "resources" -> readResources(parser, fields);
          default -> parser.skipChildren();
        }
      }
    }
  }

  private static void pick(
      JsonParser parser,
      String name,
      JsonToken value,
      Fields fields,
      Map<String, Integer> positions)
      throws IOException {
    Integer position = positions.get(name);
    if (position != null && value != JsonToken.VALUE_NULL) {
      fields.values()[position] = parser.getText();
    }
  }

  /**
   * Reads an object or an array of parameters recursively; all values below a key belong to keys.
   */
  private static void readParameters(
      JsonParser parser, Fields fields, Map<String, Integer> positions, boolean inKey)
      throws IOException {
    for (JsonToken token = parser.nextToken(); !token.isStructEnd(); token = parser.nextToken()) {
      boolean key = inKey;
      if (token == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        key |= name.equals("key") || name.equals("keys");
        token = parser.nextToken();
        if (name.equals("statement")) {
          fields.statements().add(parser.getText());
        } else if (!token.isStructStart()) {
          pick(parser, name, token, fields, positions);
        }
      }
      if (token.isStructStart()) {
        readParameters(parser, fields, Map.of(), key);
      } else if (key) {
        fields.keys().add(parser.getText());
      }
    }
  }

  private static void readResources(JsonParser parser, Fields fields) throws IOException {
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean arn = parser.currentName().equals("ARN");
        parser.nextToken();
        if (arn) {
          fields.arns().add(parser.getText());
        } else {
          parser.skipChildren();
        }
      }
    }
  }
}
