package io.ptictl.service;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What holds for a service after its unit file and all drop-ins: of a setting the last value, of a
 * list all values since the last empty one.
 */
final class Settings {
  private static final Set<String> TRUE = Set.of("1", "yes", "y", "true", "t", "on");

  private final List<UnitText.Assignment> assignments;

  private Settings(List<UnitText.Assignment> assignments) {
    this.assignments = List.copyOf(assignments);
  }

  /**
   * @param texts the unit file's and then the drop-ins', in the order in which systemd reads them
   */
  static Settings of(List<String> texts) {
    List<UnitText.Assignment> service = new ArrayList<>();
    for (String text : texts) {
      for (UnitText.Assignment each : UnitText.parse(text).assignments()) {
        if (each.section().equals("Service")) {
          service.add(each);
        }
      }
    }
    return new Settings(service);
  }

  /** The value of a setting, empty if it is not set. */
  String last(String key) {
    List<String> all = list(key);
    return all.isEmpty() ? "" : all.getLast();
  }

  /** All values of a list setting, one for each line. */
  List<String> list(String key) {
    List<String> values = new ArrayList<>();
    for (UnitText.Assignment each : assignments) {
      if (each.key().equals(key)) {
        if (each.value().isEmpty()) {
          values.clear();
        } else {
          values.add(each.value());
        }
      }
    }
    return values;
  }

  /** The words of all values of a list setting. */
  List<String> words(String key) {
    return list(key).stream().flatMap(value -> Arrays.stream(value.split("\\s+"))).toList();
  }

  boolean isSet(String key) {
    return !list(key).isEmpty();
  }

  /** Is a yes-or-no setting yes? Off if it is not set. */
  boolean isTrue(String key) {
    return TRUE.contains(last(key).toLowerCase(Locale.ROOT));
  }

  /** Neither unset nor no: for settings that take more words than yes. */
  boolean isOn(String key) {
    String value = last(key).toLowerCase(Locale.ROOT);
    return !value.isEmpty() && !Set.of("0", "no", "n", "false", "f", "off").contains(value);
  }

  /** The service's type; systemd's default where the unit says nothing. */
  String type() {
    String type = last("Type");
    return !type.isEmpty() ? type : isSet("BusName") ? "dbus" : "simple";
  }

  /** Does systemd itself start it as another user than root? */
  boolean changesUser() {
    String user = last("User");
    return isTrue("DynamicUser") || !user.isEmpty() && !user.equals("root") && !user.equals("0");
  }

  /**
   * Does the service keep a capability in its bounding set?
   *
   * @param name as systemd writes it, {@code CAP_SYS_RAWIO}
   */
  boolean boundingSetHas(String name) {
    boolean has = true;
    boolean first = true;
    for (String line : list("CapabilityBoundingSet")) {
      boolean without = line.startsWith("~");
      boolean named =
          Arrays.asList((without ? line.substring(1) : line).strip().split("\\s+")).contains(name);
      has = without ? has && !named : first ? named : has || named;
      first = false;
    }
    // systemd takes these two away at last, whatever else is said.
    boolean taken = isTrue("PrivateDevices") && name.equals("CAP_SYS_RAWIO");
    return has && !taken;
  }
}
