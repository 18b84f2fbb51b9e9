package io.exposuremonitor.detectors.trail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventSelectorsTest {
  private static final String ORDERS = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders";

  /** Another table: names are case-sensitive. */
  private static final String OTHER = "arn:aws:dynamodb:eu-west-1:123456789012:table/Orders";

  /** The read operations of a table that the selectors record. */
  private static List<String> recorded(String request, String table)
      throws JsonProcessingException {
    EventSelectors selectors = EventSelectors.of(new ObjectMapper().readTree(request));
    return DataCall.TABLE_READS.stream()
        .filter(call -> selectors.select(call, table))
        .map(DataCall::eventName)
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '¦',
      value = {
        // field selectors | how many of the 9 read operations are recorded
        "{\"field\":\"readOnly\",\"equals\":[\"true\"]} | 6",
        "{\"field\":\"readOnly\",\"equals\":[\"False\"]} | 3",
        "{\"field\":\"eventName\",\"equals\":[\"Scan\",\"Query\"]} | 2",
        "{\"field\":\"eventName\",\"notEquals\":[\"Scan\"]} | 8",
        "{\"field\":\"eventName\",\"startsWith\":[\"Batch\"]} | 2",
        "{\"field\":\"eventName\",\"endsWith\":[\"Item\"]} | 2",
        "{\"field\":\"eventName\",\"notStartsWith\":[\"Batch\"],\"notEndsWith\":[\"Items\"]} | 6",
        "{\"field\":\"resources.ARN\",\"equals\":[\"" + ORDERS + "\"]} | 9",
        "{\"field\":\"resources.ARN\",\"notEquals\":[\"" + ORDERS + "\"]} | 0",
        "{\"field\":\"resources.ARN\",\"equals\":[\"" + OTHER + "\"]} | 0",
        "{\"field\":\"resources.ARN\",\"notEquals\":[\"" + OTHER + "\"]} | 9",
        "{\"field\":\"resources.ARN\",\"startsWith\":[\"arn:aws:dynamodb:eu-west-1\"]} | 9",
        "{\"field\":\"resources.ARN\",\"startsWith\":[\"arn:aws:dynamodb:us-east-1\"]} | 0",
        "{\"field\":\"resources.ARN\",\"endsWith\":[\"/orders\"]} | 9",
        "{\"field\":\"resources.ARN\",\"notEndsWith\":[\"/orders\"]} | 0",
        "{\"field\":\"userIdentity.arn\",\"notEquals\":[\"arn:aws:iam::1:role/x\"]} | 9"
      })
  void readsAdvancedSelectors(String field, int calls) throws JsonProcessingException {
    String request =
        "{\"advancedEventSelectors\":[{\"name\":\"t\",\"fieldSelectors\":["
            + "{\"field\":\"eventCategory\",\"equals\":[\"Data\"]},"
            + "{\"field\":\"resources.type\",\"equals\":[\"AWS::DynamoDB::Table\"]},"
            + field
            + "]}]}";

    assertThat(recorded(request, ORDERS)).hasSize(calls);
  }

  @ParameterizedTest
  @CsvSource({
    "All,       arn:aws:dynamodb, 9",
    "ReadOnly,  arn:aws:dynamodb, 6",
    "WriteOnly, arn:aws:dynamodb, 3",
    "All,       " + ORDERS + ", 9",
    "All,       arn:aws:dynamodb:eu-west-1:123456789012:table/order, 0",
    "All,       " + OTHER + ", 0",
    "All,       arn:aws:s3, 0"
  })
  void readsBasicSelectors(String type, String value, int calls) throws JsonProcessingException {
    String request =
        "{\"eventSelectors\":[{\"readWriteType\":\""
            + type
            + "\",\"dataResources\":[{\"type\":\"AWS::DynamoDB::Table\",\"values\":[\""
            + value
            + "\"]}]}]}";

    assertThat(recorded(request, ORDERS)).hasSize(calls);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '¦',
      value = {
        "{}",
        "{\"advancedEventSelectors\":null,\"eventSelectors\":[]}",
        "{\"advancedEventSelectors\":[{\"fieldSelectors\":[{\"field\":\"eventCategory\",\"equals\":[\"Management\"]}]}]}",
        "{\"advancedEventSelectors\":[{\"fieldSelectors\":[{\"field\":\"resources.type\",\"equals\":[\"AWS::DynamoDB::Stream\"]}]}]}",
        "{\"eventSelectors\":[{\"dataResources\":[{\"type\":\"AWS::DynamoDB::Table\"}]}]}",
        "{\"eventSelectors\":\"none\"}"
      })
  void selectsNothingWithoutTableSelectors(String request) throws JsonProcessingException {
    assertThat(recorded(request, ORDERS)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '¦',
      value = {
        // what one selector leaves out | conditions of another | whether that is left out of both
        "\"notEquals\":[\"ab\"] | \"equals\":[\"ab\"] | false",
        "\"notEquals\":[\"ab\"] | \"equals\":[\"AB\"] | true",
        "\"notEquals\":[\"ab\"] | \"equals\":[\"abc\"] | true",
        "\"notEquals\":[\"ab\"] | \"startsWith\":[\"a\"] | false",
        "\"notEquals\":[\"ab\"] | \"startsWith\":[\"b\"] | true",
        "\"notEquals\":[\"ab\"] | \"endsWith\":[\"b\"] | false",
        "\"notEquals\":[\"ab\"] | \"notEquals\":[\"c\"] | false",
        "\"notEquals\":[\"ab\"] | \"notStartsWith\":[\"a\"] | true",
        "\"notEquals\":[\"ab\"] | \"notStartsWith\":[\"b\"] | false",
        "\"notEquals\":[\"ab\"] | \"notEndsWith\":[\"b\"] | true",
        "\"notStartsWith\":[\"ab\"] | \"equals\":[\"ab\"] | true",
        "\"notStartsWith\":[\"ab\"] | \"startsWith\":[\"ab\"] | false",
        "\"notStartsWith\":[\"ab\"] | \"startsWith\":[\"a\"] | false",
        "\"notStartsWith\":[\"ab\"] | \"startsWith\":[\"abc\"] | true",
        "\"notStartsWith\":[\"ab\"] | \"endsWith\":[\"b\"] | true",
        "\"notStartsWith\":[\"ab\"] | \"startsWith\":[\"ab\"],\"notEquals\":[\"abc\"] | true",
        "\"notStartsWith\":[\"ab\"] | \"startsWith\":[\"ab\"],\"notEquals\":[\"b\"] | false",
        "\"notStartsWith\":[\"ab\"] | \"notStartsWith\":[\"abc\"] | true",
        "\"notStartsWith\":[\"ab\"] | \"notStartsWith\":[\"b\"] | false",
        "\"notStartsWith\":[\"ab\"] | \"notEndsWith\":[\"c\"] | true",
        "\"notEndsWith\":[\"ab\"] | \"equals\":[\"ab\"] | true",
        "\"notEndsWith\":[\"ab\"] | \"endsWith\":[\"b\"] | false",
        "\"notEndsWith\":[\"ab\"] | \"endsWith\":[\"cab\"] | true",
        "\"notEndsWith\":[\"ab\"] | \"startsWith\":[\"a\"] | true",
        "\"notEndsWith\":[\"ab\"] | \"notEquals\":[\"cab\"] | true",
        "\"notEndsWith\":[\"ab\"] | \"notEndsWith\":[\"c\"] | false",
        "\"notEndsWith\":[\"ab\"] | \"notEndsWith\":[\"cab\"] | true",
        "\"notEndsWith\":[\"ab\"] | \"notStartsWith\":[\"c\"] | true"
      })
  void isLeftOutUnlessAnotherSelectorCoversAllOfIt(String one, String other, boolean leftOut)
      throws JsonProcessingException {
    String arn = "{\"field\":\"resources.ARN\",";

    assertThat(leftOut(arn + one + "}", arn + other + "}").contains("ab")).isEqualTo(leftOut);
  }

  @Test
  void isLeftOutIfAnotherSelectorCoversItForSomeCallersOnly() throws JsonProcessingException {
    String one = "{\"field\":\"resources.ARN\",\"notEquals\":[\"ab\"]}";
    String other = "{\"field\":\"resources.ARN\",\"equals\":[\"ab\"]}";
    String caller = ",{\"field\":\"userIdentity.arn\",\"equals\":[\"x\"]}";

    assertThat(leftOut(one, other)).isEmpty();
    assertThat(leftOut(one, other + caller)).containsExactly("ab");
  }

  /** What two selectors for all calls on tables, each with conditions, exclude from scans. */
  private static Set<String> leftOut(String one, String other) throws JsonProcessingException {
    String type = "{\"field\":\"resources.type\",\"equals\":[\"AWS::DynamoDB::Table\"]},";
    String request =
        "{\"advancedEventSelectors\":[{\"fieldSelectors\":["
            + type
            + one
            + "]},{\"fieldSelectors\":["
            + type
            + other
            + "]}]}";
    return EventSelectors.of(new ObjectMapper().readTree(request))
        .excludedResources(DataCall.TABLE_READS.get(0));
  }
}
