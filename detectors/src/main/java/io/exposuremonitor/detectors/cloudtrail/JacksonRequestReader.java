package io.exposuremonitor.detectors.cloudtrail;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.exposuremonitor.detectors.activity.Statement;
import io.exposuremonitor.detectors.cloudtrail.JacksonItem.Keys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Reads {@code requestParameters} with Jackson into a {@link JacksonRequest}. */
final class JacksonRequestReader {
  static final List<String> OPERATIONS =
      List.of("get", "put", "update", "delete", "conditioncheck", "putrequest", "deleterequest");
  private static final Set<String> FURTHER =
      Set.of(
          "returnvalues",
          "bucketname",
          "s3bucket",
          "s3prefix",
          "x-amz-copy-source",
          "backuparn",
          "recoverypointarn",
          "exportarn",
          "sourcetablearn",
          "sourcetablename",
          "targettablename");
  private static final List<String> LISTS =
      List.of("requestitems", "transactitems", "transactstatements", "statements");

  private final KeyHasher hasher;
  private final Function<String, Statement> statements;

  JacksonRequestReader(KeyHasher hasher, Function<String, Statement> statements) {
    this.hasher = hasher;
    this.statements = statements;
  }

  JacksonRequest read(JsonParser parser) throws IOException {
    JacksonRequest parameters =
        new JacksonRequest(statements, (part, text) -> StatementKeys.addTo(part, text, hasher));
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return parameters;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = lowerCase(parser.currentName());
      parser.nextToken();
      readParameter(parser, name, parameters);
    }
    return parameters;
  }

  private void readParameter(JsonParser parser, String name, JacksonRequest parameters)
      throws IOException {
    switch (name) {
      case "indexname" -> parameters.index = JacksonReferenceDecoder.text(parser);
      case "limit" -> parameters.limit = JacksonReferenceDecoder.text(parser);
      case "segment" -> parameters.segment = JacksonReferenceDecoder.text(parser);
      case "totalsegments" -> parameters.totalSegments = JacksonReferenceDecoder.text(parser);
      case "select" -> parameters.select = JacksonReferenceDecoder.text(parser);
      case "exclusivestartkey" -> {
        parameters.startKey = parser.currentToken() != JsonToken.VALUE_NULL;
        parameters.startKeys = keys(parser);
      }
      case "nexttoken" -> parameters.nextToken = isGiven(parser);
      case "sharditerator" ->
          parameters.shardIterator =
              parser.currentToken() == JsonToken.VALUE_STRING
                  ? parser.getText()
                  : JacksonReferenceDecoder.text(parser).substring(0, 0);
      case "streamarn" -> parameters.streamArn = JacksonReferenceDecoder.text(parser);
      case "streamname" -> parameters.streamName = JacksonReferenceDecoder.text(parser);
      case "consumerarn" -> parameters.consumerArn = JacksonReferenceDecoder.text(parser);
      case "shardid" -> parameters.shardId = JacksonReferenceDecoder.text(parser);
      case "tablearn" -> parameters.tableArn = JacksonReferenceDecoder.text(parser);
      case "resourcearn" -> parameters.resourceArn = JacksonReferenceDecoder.text(parser);
      case "key" -> {
        parameters.objectKey = scalar(parser);
        readItemMember(parser, name, parameters, false);
      }
      case "metadata" -> {
        parameters.hasMetadata = parser.currentToken() == JsonToken.START_OBJECT;
        parameters.metadata = texts(parser);
      }
      default -> {
        if (FURTHER.contains(name)) {
          parameters.further.put(name, JacksonReferenceDecoder.text(parser));
        } else if (LISTS.contains(name)) {
          parameters.lists.put(LISTS.indexOf(name), items(parser));
        } else {
          readItemMember(parser, name, parameters, false);
        }
      }
    }
  }

  private void readItemMember(
      JsonParser parser, String name, JacksonItem item, boolean withOperations) throws IOException {
    switch (name) {
      case "tablename" -> item.table = JacksonReferenceDecoder.text(parser);
      case "key" -> item.key = keys(parser);
      case "keys" -> item.keys = keys(parser);
      case "operation" ->
          item.deletes = RequestReader.isDelete(JacksonReferenceDecoder.text(parser));
      case "returnvaluesonconditioncheckfailure" -> {
        item.namesReturnOnFailure = true;
        item.returnsOnFailure = JacksonReferenceDecoder.text(parser).equals(RequestReader.ALL_OLD);
      }
      case "statement" -> item.statement = JacksonReferenceDecoder.text(parser);
      default -> {
        int operation = withOperations ? OPERATIONS.indexOf(name) : -1;
        boolean object = parser.currentToken() == JsonToken.START_OBJECT;
        if (operation >= 0 && object) {
          item.operations.put(operation, item(parser, "", false));
        } else {
          parser.skipChildren();
          item.operations.remove(operation);
        }
      }
    }
  }

  /** True if the value is not null; skips it. */
  private static boolean isGiven(JsonParser parser) throws IOException {
    boolean given = parser.currentToken() != JsonToken.VALUE_NULL;
    parser.skipChildren();
    return given;
  }

  /** The text of a scalar, without moving the parser; empty for anything else. */
  private static String scalar(JsonParser parser) throws IOException {
    boolean scalar = parser.currentToken().isScalarValue();
    return scalar ? JacksonReferenceDecoder.text(parser) : "";
  }

  /** The texts of an object's members by their lower-case names; empty for anything else. */
  private static Map<String, String> texts(JsonParser parser) throws IOException {
    Map<String, String> texts = new HashMap<>();
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return texts;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = lowerCase(parser.currentName());
      parser.nextToken();
      texts.put(name, JacksonReferenceDecoder.text(parser));
    }
    return texts;
  }

  private List<JacksonItem> items(JsonParser parser) throws IOException {
    List<JacksonItem> items = new ArrayList<>();
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      itemsOfArray(parser, "", items);
    } else if (parser.currentToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String table = parser.currentName();
        parser.nextToken();
        if (parser.currentToken() == JsonToken.START_ARRAY) {
          itemsOfArray(parser, table, items);
        } else if (parser.currentToken() == JsonToken.START_OBJECT) {
          items.add(item(parser, table, true));
        }
      }
    }
    return items;
  }

  private void itemsOfArray(JsonParser parser, String table, List<JacksonItem> into)
      throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        into.add(item(parser, table, true));
      } else {
        parser.skipChildren();
      }
    }
  }

  private JacksonItem item(JsonParser parser, String defaultTable, boolean withOperations)
      throws IOException {
    JacksonItem item = new JacksonItem();
    item.defaultTable = defaultTable;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = lowerCase(parser.currentName());
      parser.nextToken();
      readItemMember(parser, name, item, withOperations);
    }
    return item;
  }

  private Keys keys(JsonParser parser) throws IOException {
    List<Long> hashes = new ArrayList<>();
    boolean lease = false;
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      lease = addKey(parser, hashes);
    } else if (parser.currentToken() == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
          lease |= addKey(parser, hashes);
        } else {
          parser.skipChildren();
        }
      }
    }
    return new Keys(hashes, lease);
  }

  /** Adds the hash of a key; returns true if it is the key of a lease. */
  private boolean addKey(JsonParser parser, List<Long> into) throws IOException {
    long sum = 0;
    List<String> names = new ArrayList<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      ByteArrayOutputStream canonical = new ByteArrayOutputStream();
      names.add(parser.currentName());
      canonical.writeBytes(parser.currentName().getBytes(StandardCharsets.UTF_8));
      canonical.write(0xff);
      parser.nextToken();
      appendValue(parser, canonical);
      sum += hasher.hash(canonical.toByteArray(), 0, canonical.size());
    }
    if (!names.isEmpty()) {
      into.add(sum);
    }
    return names.equals(List.of("leaseKey"));
  }

  private static void appendValue(JsonParser parser, ByteArrayOutputStream canonical)
      throws IOException {
    int depth = 0;
    while (true) {
      JsonToken token = parser.currentToken();
      if (token.isStructStart() || token.isStructEnd()) {
        canonical.write(token.asByteArray()[0]);
        depth += token.isStructStart() ? 1 : -1;
      } else {
        canonical.write(0xfe);
        canonical.writeBytes(parser.getText().getBytes(StandardCharsets.UTF_8));
      }
      if (depth == 0) {
        return;
      }
      parser.nextToken();
    }
  }

  /** The name with ASCII letters in lower case and everything else unchanged. */
  static String lowerCase(String name) {
    StringBuilder lower = new StringBuilder(name);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        lower.setCharAt(i, (char) (c | 0x20));
      }
    }
    return lower.toString();
  }
}
