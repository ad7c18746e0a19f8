package io.ptictl.service;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Why a service cannot be opted out in some ways.
 *
 * @param ways those that it bars
 * @param reason the setting, and what it does
 */
record Obstacle(Set<Way> ways, String reason) {
  private static final Set<Way> WRAPPED = EnumSet.of(Way.LAUNCHER, Way.CAPABILITY);
  private static final Set<Way> ALL = EnumSet.allOf(Way.class);

  Obstacle {
    ways = Set.copyOf(ways);
  }

  /** All that stand in the way of a service, in no particular order. */
  static List<Obstacle> of(Service service) {
    List<Obstacle> found = new ArrayList<>();
    Settings settings = service.settings();
    addSandbox(settings, found);
    addRights(service, found);
    addUser(service, found);
    addMainProcess(settings, found);
    for (ExecLine line : service.commands()) {
      addCommand(settings, line, found);
    }
    return found;
  }

  /** What the launcher would meet before it executes the program. */
  private static void addSandbox(Settings settings, List<Obstacle> found) {
    if (settings.isSet("RootDirectory") || settings.isSet("RootImage")) {
      boolean only = settings.isTrue("RootDirectoryStartOnly");
      found.add(
          new Obstacle(
              only ? WRAPPED : ALL,
              "RootDirectory= or RootImage=: ptictl is not inside"
                  + (only ? "" : "; RootDirectoryStartOnly=yes lets --by post work")));
    }
    if (settings.isOn("PrivateUsers")) {
      found.add(
          new Obstacle(WRAPPED, "PrivateUsers=: capabilities in a user namespace do not count"));
    }
    if (settings.last("ProcSubset").equals("pid")) {
      found.add(new Obstacle(WRAPPED, "ProcSubset=pid: hides whether the kernel has the control"));
    }
    if (settings.isSet("NoExecPaths")) {
      found.add(new Obstacle(WRAPPED, "NoExecPaths=: may keep the launcher from being executed"));
    }
    for (String label : List.of("AppArmorProfile", "SELinuxContext", "SmackProcessLabel")) {
      if (settings.isSet(label)) {
        found.add(
            new Obstacle(WRAPPED, label + "=: would confine the launcher instead of the program"));
      }
    }
  }

  private static void addRights(Service service, List<Obstacle> found) {
    Settings settings = service.settings();
    for (String name : List.of("CAP_SETUID", "CAP_SETGID")) {
      if (service.changesUser() && !settings.boundingSetHas(name)) {
        found.add(
            new Obstacle(
                EnumSet.of(Way.LAUNCHER),
                "CapabilityBoundingSet= lacks " + name + ": the launcher cannot change the user"));
      }
    }
    if (!settings.boundingSetHas("CAP_SYS_RAWIO")) {
      boolean devices = settings.isTrue("PrivateDevices");
      if (devices) {
        found.add(
            new Obstacle(
                EnumSet.of(Way.CAPABILITY),
                "PrivateDevices=yes: takes CAP_SYS_RAWIO away, whatever else is set"));
      }
      if (!devices || settings.isSet("CapabilityBoundingSet")) {
        found.add(
            new Obstacle(
                EnumSet.of(Way.LAUNCHER),
                "CapabilityBoundingSet= lacks CAP_SYS_RAWIO, and cannot name CAP_PAYLOAD"));
      }
    }
    if (settings.words("SecureBits").contains("noroot")) {
      found.add(
          new Obstacle(
              EnumSet.of(Way.LAUNCHER), "SecureBits=noroot: root is without capabilities"));
    }
    Set<String> refused = service.refusedCalls();
    if (refused.contains("arch_prctl") || refused.contains("prctl")) {
      found.add(new Obstacle(WRAPPED, "SystemCallFilter= refuses arch_prctl or prctl"));
    }
    if (refused.contains("capset")) {
      found.add(new Obstacle(EnumSet.of(Way.CAPABILITY), "SystemCallFilter= refuses capset"));
    }
    if (service.changesUser() && !Collections.disjoint(refused, SystemCalls.TO_CHANGE_USER)) {
      found.add(
          new Obstacle(
              EnumSet.of(Way.LAUNCHER),
              "SystemCallFilter= refuses what it takes to change the user"));
    }
  }

  /** What only systemd can do for a service's user. */
  private static void addUser(Service service, List<Obstacle> found) {
    Settings settings = service.settings();
    if (!service.changesUser()) {
      found.add(
          new Obstacle(EnumSet.of(Way.CAPABILITY), "no User=: root has the capability anyway"));
      return;
    }
    if (settings.isTrue("DynamicUser")) {
      found.add(
          new Obstacle(
              EnumSet.of(Way.LAUNCHER), "DynamicUser=yes: only systemd knows the user's number"));
    }
    for (String key : List.of("PAMName", "SupplementaryGroups", "AmbientCapabilities")) {
      if (settings.isSet(key)) {
        found.add(
            new Obstacle(
                EnumSet.of(Way.LAUNCHER),
                key + "=: would be lost, since the launcher changes the user"));
      }
    }
    for (String key : List.of("User", "Group")) {
      if (!settings.last(key).matches("[A-Za-z0-9_.%@-]*")) {
        found.add(
            new Obstacle(
                EnumSet.of(Way.LAUNCHER), key + "=" + settings.last(key) + ": not a name"));
      }
    }
  }

  /** Whether systemd knows the main process, and when it is ready. */
  private static void addMainProcess(Settings settings, List<Obstacle> found) {
    EnumSet<Way> post = EnumSet.of(Way.POST);
    switch (settings.type()) {
      case "forking" -> {
        if (!settings.isSet("PIDFile")) {
          found.add(
              new Obstacle(
                  post, "Type=forking without PIDFile=: systemd only guesses the main process"));
        }
      }
      case "oneshot" ->
          found.add(new Obstacle(post, "Type=oneshot: it has ended when it is started"));
      case "simple", "exec", "idle" ->
          found.add(
              new Obstacle(
                  post,
                  "Type="
                      + settings.type()
                      + ": systemd does not wait until it has changed its user"));
      default -> {
        // notify, notify-reload and dbus tell when they are ready
      }
    }
  }

  private static void addCommand(Settings settings, ExecLine line, List<Obstacle> found) {
    if (line.hasPrefix('@')) {
      found.add(new Obstacle(WRAPPED, "ExecStart=@: the launcher cannot give another argv[0]"));
    }
    if (line.hasPrefix('|')) {
      found.add(new Obstacle(WRAPPED, "ExecStart=|: run by a login shell"));
    }
    if (line.keepsRoot() && settings.changesUser()) {
      found.add(
          new Obstacle(
              EnumSet.of(Way.CAPABILITY),
              "ExecStart=" + line.prefixes() + ": has root's capabilities already"));
    }
    boolean ownPath =
        settings.isSet("ExecSearchPath")
            || settings.list("Environment").stream().anyMatch(value -> value.contains("PATH="));
    if (!line.program().contains("/") && ownPath) {
      found.add(
          new Obstacle(
              WRAPPED,
              "ExecStart=" + line.program() + ": found by a PATH of its own; write the full path"));
    }
  }
}
