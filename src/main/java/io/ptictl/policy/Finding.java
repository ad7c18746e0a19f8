package io.ptictl.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found of one mark.
 *
 * @param path of the file or, if it is gone, where it was; a {@link io.ptictl.sys.Raw} string
 * @param state how it is
 * @param reasons why it is not ok, in words
 * @param mark its record, null if there is none
 */
public record Finding(String path, MarkState state, List<String> reasons, @Nullable Mark mark) {
  public Finding {
    reasons = List.copyOf(reasons);
  }

  static Finding of(Mark mark, MarkState state, String... reasons) {
    return new Finding(mark.path(), state, List.of(reasons), mark);
  }
}
