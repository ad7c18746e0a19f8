package io.ptictl.estimate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The check of the model as members of a JSON object. */
public final class ModelCheckJson {
  private ModelCheckJson() {}

  /** In the order in which they are to stand. */
  public static Map<String, Object> members(ModelCheck check) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("check", check.rows().stream().map(ModelCheckJson::row).toList());
    members.put("mean_error_pcid", ModelCheck.meanErrorOfCommonFigures(true));
    members.put("mean_error_no_pcid", ModelCheck.meanErrorOfCommonFigures(false));
    members.put("not_checked", List.copyOf(ModelCheck.NOT_CHECKED));
    return members;
  }

  private static Map<String, Object> row(PublishedRow row) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("kind", row.fit().word());
    members.put("source", row.source());
    members.put("what", row.what());
    members.put("cpu", row.cpu());
    members.put("unit", row.unit());
    members.put("without", row.without());
    members.put("published", row.with());
    members.put("modelled", row.modelled());
    members.put("error", row.error());
    members.put("error_of_added", row.errorOfAdded());
    members.put("fails", row.fails());
    return members;
  }
}
