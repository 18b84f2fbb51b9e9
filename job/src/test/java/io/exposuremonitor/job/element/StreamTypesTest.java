package io.exposuremonitor.job.element;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.exposuremonitor.job.measure.MeasureTypes;
import io.exposuremonitor.job.wire.CompactTypeInfo;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StreamTypesTest {
  static Iterable<TypeInformation<?>> types() {
    List<TypeInformation<?>> all = new ArrayList<>(StreamTypes.ALL);
    all.addAll(MeasureTypes.ALL);
    return all;
  }

  @ParameterizedTest
  @MethodSource("types")
  void needsNoGenericSerialisation(TypeInformation<?> type) {
    SerializerConfigImpl config = new SerializerConfigImpl();
    config.setGenericTypes(false);

    assertThat(type).isInstanceOfAny(PojoTypeInfo.class, CompactTypeInfo.class);
    assertThatCode(() -> type.createSerializer(config)).doesNotThrowAnyException();
  }
}
