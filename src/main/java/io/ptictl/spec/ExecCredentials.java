package io.ptictl.spec;

/**
 * What a task may do after execve: bprm_fill_uid() in fs/exec.c and cap_bprm_creds_from_file() in
 * security/commoncap.c.
 *
 * @param refused the file wants more capabilities than the bounding set lets it have
 * @param secure AT_SECURE
 */
record ExecCredentials(Credentials credentials, boolean refused, boolean secure) {

  static ExecCredentials of(Task task, Program program) {
    Program.Properties file = program.properties();
    Credentials old = task.credentials();
    boolean setIds = !file.nosuid() && !task.noNewPrivileges() && old.namespace().initial();
    Integer setUser = file.setUser();
    Integer setGroup = file.setGroup();
    int user = setIds && setUser != null ? setUser : old.user().effective();
    int group = setIds && setGroup != null ? setGroup : old.group().effective();

    boolean capable = !file.nosuid() && !file.permitted().equals(CapabilitySet.NONE);
    boolean effective = capable && file.effective();
    CapabilitySet permitted = capable ? file.permitted().and(old.bounding()) : CapabilitySet.NONE;
    if (effective && !permitted.hasAll(file.permitted())) {
      return new ExecCredentials(old, true, false);
    }

    boolean realRoot = isRoot(old, old.user().real());
    boolean becomesRoot = isRoot(old, user);
    if (!(capable && becomesRoot && !realRoot) && (becomesRoot || realRoot)) {
      permitted = old.bounding().or(old.inheritable());
      effective |= becomesRoot;
    }

    boolean otherIds = user != old.user().real() || group != old.group().real();
    if ((otherIds || !old.permitted().hasAll(permitted))
        && (task.noNewPrivileges() || !tracerAllows(task))) {
      if (task.noNewPrivileges() || !old.can(Capability.SETUID, old.namespace())) {
        user = old.user().real();
        group = old.group().real();
      }
      permitted = permitted.and(old.permitted());
    }

    CapabilitySet ambient = capable || otherIds ? CapabilitySet.NONE : old.ambient();
    permitted = permitted.or(ambient);
    Credentials now =
        old.withUser(old.user().executing(user))
            .withGroup(old.group().executing(group))
            .withSets(permitted, effective ? permitted : ambient, old.inheritable(), ambient)
            .withKeepCapabilities(false);
    boolean secure = otherIds || !realRoot && (effective || !ambient.hasAll(permitted));
    return new ExecCredentials(now, false, secure);
  }

  /** In a namespace without mappings nobody is root. */
  private static boolean isRoot(Credentials credentials, int user) {
    return credentials.namespace().initial() && user == User.ROOT;
  }

  /** ptracer_capable() in kernel/capability.c. */
  private static boolean tracerAllows(Task task) {
    Tracer tracer = task.tracer();
    return tracer == null
        || tracer.credentials().can(Capability.SYS_PTRACE, task.credentials().namespace());
  }
}
