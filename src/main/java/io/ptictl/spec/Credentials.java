package io.ptictl.spec;

/**
 * What a task is allowed to do (struct cred in linux/cred.h), as far as it decides anything here.
 *
 * @param bounding what execve can give at most
 * @param keepCapabilities PR_SET_KEEPCAPS: they outlive the change from root to another user
 */
public record Credentials(
    Ids user,
    Ids group,
    CapabilitySet permitted,
    CapabilitySet effective,
    CapabilitySet inheritable,
    CapabilitySet ambient,
    CapabilitySet bounding,
    boolean keepCapabilities,
    Namespace namespace) {

  /** Root as a machine boots: every capability. */
  public static final Credentials ROOT = login(User.ROOT, CapabilitySet.ALL);

  /** An ordinary user: no capability, all of them in the bounding set. */
  public static final Credentials ORDINARY = login(User.USER, CapabilitySet.NONE);

  private static Credentials login(int id, CapabilitySet has) {
    return new Credentials(
        Ids.all(id),
        Ids.all(id),
        has,
        has,
        CapabilitySet.NONE,
        CapabilitySet.NONE,
        CapabilitySet.ALL,
        false,
        Namespace.INITIAL);
  }

  /**
   * "The capability": effective CAP_PAYLOAD or CAP_SYS_RAWIO in the initial user namespace (DESIGN
   * 3). Either of them was proposed in 2018, the second since those who have it reach the hardware
   * anyway; in a namespace of one's own everybody has both.
   */
  public boolean mayOptOut() {
    return namespace.initial() && effective.hasAny(CapabilitySet.TO_OPT_OUT);
  }

  /** cap_capable() in security/commoncap.c: is the capability in effect over that namespace? */
  public boolean can(Capability capability, Namespace where) {
    if (where.equals(namespace)) {
      return effective.has(capability);
    }
    if (!namespace.initial()) {
      return false;
    }
    return where.owner() == user.effective() || effective.has(capability);
  }

  /** set_cred_user_ns() in kernel/user_namespace.c: everything, but in there only. */
  Credentials inside(Namespace entered) {
    return new Credentials(
        user,
        group,
        CapabilitySet.ALL,
        CapabilitySet.ALL,
        CapabilitySet.NONE,
        CapabilitySet.NONE,
        CapabilitySet.ALL,
        false,
        entered);
  }

  Credentials withUser(Ids ids) {
    return new Credentials(
        ids,
        group,
        permitted,
        effective,
        inheritable,
        ambient,
        bounding,
        keepCapabilities,
        namespace);
  }

  Credentials withGroup(Ids ids) {
    return new Credentials(
        user,
        ids,
        permitted,
        effective,
        inheritable,
        ambient,
        bounding,
        keepCapabilities,
        namespace);
  }

  Credentials withEffective(CapabilitySet set) {
    return new Credentials(
        user, group, permitted, set, inheritable, ambient, bounding, keepCapabilities, namespace);
  }

  Credentials withSets(
      CapabilitySet newPermitted,
      CapabilitySet newEffective,
      CapabilitySet newInheritable,
      CapabilitySet newAmbient) {
    return new Credentials(
        user,
        group,
        newPermitted,
        newEffective,
        newInheritable,
        newAmbient,
        bounding,
        keepCapabilities,
        namespace);
  }

  Credentials withBounding(CapabilitySet set) {
    return new Credentials(
        user, group, permitted, effective, inheritable, ambient, set, keepCapabilities, namespace);
  }

  Credentials withKeepCapabilities(boolean keep) {
    return new Credentials(
        user, group, permitted, effective, inheritable, ambient, bounding, keep, namespace);
  }

  Credentials withNamespace(Namespace other) {
    return new Credentials(
        user, group, permitted, effective, inheritable, ambient, bounding, keepCapabilities, other);
  }
}
