package io.exposuremonitor.connectors.inventory;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedEventSelector;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedFieldSelector;
import software.amazon.awssdk.services.cloudtrail.model.DataResource;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;
import software.amazon.awssdk.services.cloudtrail.model.GetEventSelectorsResponse;

/** Writes selectors in the form in which CloudTrail records a {@code PutEventSelectors} request. */
final class SelectorsJson {
  private SelectorsJson() {}

  static String of(GetEventSelectorsResponse selectors) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode basic = json.putArray("eventSelectors");
    for (EventSelector selector : selectors.eventSelectors()) {
      ObjectNode one = basic.addObject();
      one.put("readWriteType", selector.readWriteTypeAsString());
      ArrayNode resources = one.putArray("dataResources");
      for (DataResource resource : selector.dataResources()) {
        ObjectNode data = resources.addObject();
        data.put("type", resource.type());
        texts(data, "values", resource.values());
      }
    }
    ArrayNode advanced = json.putArray("advancedEventSelectors");
    for (AdvancedEventSelector selector : selectors.advancedEventSelectors()) {
      ArrayNode fields = advanced.addObject().putArray("fieldSelectors");
      for (AdvancedFieldSelector field : selector.fieldSelectors()) {
        ObjectNode one = fields.addObject();
        one.put("field", field.field());
        texts(one, "equals", field.equalsValue());
        texts(one, "startsWith", field.startsWith());
        texts(one, "endsWith", field.endsWith());
        texts(one, "notEquals", field.notEquals());
        texts(one, "notStartsWith", field.notStartsWith());
        texts(one, "notEndsWith", field.notEndsWith());
      }
    }
    return json.toString();
  }

  private static void texts(ObjectNode to, String name, List<String> texts) {
    if (!texts.isEmpty()) {
      ArrayNode list = to.putArray(name);
      texts.forEach(list::add);
    }
  }
}
