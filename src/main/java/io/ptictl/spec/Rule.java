package io.ptictl.spec;

import static io.ptictl.spec.Rule.Part.ACCESS;
import static io.ptictl.spec.Rule.Part.CONTROL;
import static io.ptictl.spec.Rule.Part.DOMAIN;
import static io.ptictl.spec.Rule.Part.INHERITANCE;
import static io.ptictl.spec.Rule.Part.LINUX;
import static io.ptictl.spec.Rule.Part.MARK;
import static io.ptictl.spec.Rule.Part.SWITCH;

/**
 * The rules of the contract, each in words and with where it comes from: a point of section 3 of
 * the design, a function of the kernel feature, the discussion of 2018. Every step names those that
 * decided it, and docs/semantics.md lists them all.
 */
public enum Rule {
  INVALID_VALUE(
      CONTROL, "a value that is no state is refused", "errors; pti_optout_set(), prctl: ERANGE"),
  NOTHING_TO_OPT_OUT_OF(
      CONTROL, "isolation is not in use, so nobody can opt out of it", "errors; pti_optout_set()"),
  NOTHING_TO_SWITCH(
      CONTROL,
      "isolation is not in use: asking for it succeeds and changes nothing",
      "errors; pti_optout_set()"),
  CAPABILITY_MISSING(
      CONTROL,
      "the caller has neither CAP_PAYLOAD nor CAP_SYS_RAWIO in effect in the initial user"
          + " namespace",
      "3.3; capable_to_opt_out(); Kivity, Tarreau 2018"),
  OPENER_LACKS_CAPABILITY(
      CONTROL, "whoever opened the file had not the capability", "3.2; capable_to_opt_out()"),
  SWITCHED_OFF(
      CONTROL,
      "kernel.pti_optout is 0: nobody opts out until the next boot",
      "3.8; pti_optout_permitted()"),
  LOCKED_DOWN(
      CONTROL,
      "the kernel is locked down above integrity: nobody may get at its memory",
      "3.3; pti_optout_permitted()"),
  NO_ACCESS(
      CONTROL,
      "the writer, or whoever opened the file, may not attach to that process",
      "3.2; may_change_other()"),
  FORCED_IS_FOR_EVER(
      CONTROL,
      "isolation is forced and cannot be undone",
      "3.4; set_locked(); Hansen 2018, point 5"),
  FORCED_IS_ISOLATED(CONTROL, "isolation is forced: there is nothing to do", "3.4; set_locked()"),
  MEMORY_SHARED(
      CONTROL,
      "another process has the same memory: both would be opted out",
      "errors; check_users()"),
  WRITER_AT_WORK(
      CONTROL,
      "somebody else is writing to its memory, checked before it opts out",
      "3.7; check_users()"),
  TRACED(CONTROL, "it is traced by one who has not the capability", "errors; check_users()"),
  SAME_STATE(CONTROL, "it has that state: nothing changes", "set_locked()"),
  NARROWED(
      CONTROL,
      "narrowing one's own opt-out needs nothing and is never busy",
      "3.3; set_locked(); Tarreau 2018"),
  GRANTED(
      CONTROL,
      "the caller has the capability, and nobody else can get at the memory",
      "3.3; set_locked()"),
  ISOLATED(CONTROL, "isolation is given to whoever asks for it", "3.3; set_locked()"),

  COPY_KEEPS(
      INHERITANCE,
      "a child has the state of its parent",
      "3.4; pti_optout_dup_mm(); Torvalds 2018 (a)"),
  SAME_MEMORY(
      INHERITANCE, "the state belongs to the memory, which both have", "3.1; Hansen 2018, point 2"),
  EXEC_KEEPS(
      INHERITANCE,
      "execve keeps the state",
      "3.4; pti_optout_exec_mmap(); Torvalds (a), Hansen 2018, point 3"),
  EXEC_ENDS_UNTIL_EXEC(
      INHERITANCE,
      "an opt-out until exec ends at execve",
      "3.4; pti_optout_exec_mmap(); Tarreau 2018"),
  EXEC_LOCKED_DOWN(
      INHERITANCE,
      "locked down above integrity, execve keeps no opt-out",
      "3.3; pti_optout_exec_mmap()"),
  EXEC_FAILED(
      INHERITANCE, "an execve that fails changes nothing", "errors; exec_mmap() is not reached"),
  THREADS_END(INHERITANCE, "execve ends the other threads", "execve(2)"),

  IDS_CHANGED(
      DOMAIN,
      "an effective or file-system id changed: another domain, which is isolated",
      "3.5; commit_creds(); Torvalds (b), Hansen 2018, point 4"),
  CAPABILITIES_GAINED(
      DOMAIN,
      "it gained permitted capabilities: another domain, which is isolated",
      "3.5; commit_creds()"),
  SECURE_EXEC(
      DOMAIN,
      "the program runs for another than its user (AT_SECURE): another domain, which is isolated",
      "3.5; pti_optout_exec_creds()"),
  NAMESPACE_ENTERED(
      DOMAIN,
      "it entered another user namespace: another domain, which is isolated",
      "3.5; commit_creds(), copy_mm()"),
  SHARERS_AS_WELL(
      DOMAIN,
      "whoever has the same memory is isolated with it, the parent of a vfork as well",
      "3.5; pti_optout_domain_change()"),
  SAME_DOMAIN(
      DOMAIN,
      "no other effective id, no more capabilities, no other namespace: the same domain",
      "3.5; commit_creds()"),

  MARK_COUNTS(
      MARK,
      "the file is marked, and its mark counts: it starts opted out",
      "3.6; mark_permitted(); Hansen 2018 (marking of binaries)"),
  MARK_BY_SCRIPT(MARK, "reached through #!, the mark does not count", "3.6; mark_permitted()"),
  MARK_NOT_HONOURED(
      MARK,
      "on a file system mounted nosuid, the mark does not count",
      "3.6; bprm_caps_from_vfs_caps() is not reached"),
  MARK_NOT_IN_USE(
      MARK, "isolation is not in use, so the mark means nothing", "3.6; pti_optout_exec_mark()"),
  MARK_IN_NAMESPACE(
      MARK, "outside the initial user namespace, the mark does not count", "3.6; mark_permitted()"),
  MARK_NOT_PERMITTED(
      MARK,
      "CAP_PAYLOAD did not become permitted (bounding set, or a tracer), so the mark does not"
          + " count",
      "3.6; mark_permitted()"),
  MARK_NO_NEW_PRIVILEGES(
      MARK, "with no_new_privs, the mark does not count", "3.6; mark_permitted()"),
  MARK_SWITCHED_OFF(
      MARK, "kernel.pti_optout is 0, so the mark does not count", "3.6, 3.8; mark_permitted()"),
  MARK_LOCKED_DOWN(
      MARK, "locked down above integrity, the mark does not count", "3.3, 3.6; mark_permitted()"),
  MARK_FORCED(
      MARK, "isolation is forced, so the mark does not count", "3.4, 3.6; pti_optout_exec_mark()"),
  MARK_TRACED(
      MARK,
      "traced by one who has not the capability, the mark does not count",
      "3.6; pti_optout_exec_mark()"),

  OPTED_OUT_IS_CLOSED(
      ACCESS,
      "only one who has the capability, or is opted out himself, gets at an opted-out process",
      "3.7; pti_optout_may_access()"),
  TRACED_BY_PARENT_REFUSED(
      ACCESS,
      "the parent, which would trace it, neither has the capability nor is opted out",
      "3.7; pti_optout_may_traceme()"),
  WRITER_IS_CHECKED(
      ACCESS,
      "whoever writes to the memory of an opted-out process by an open file is checked at each"
          + " write",
      "3.7; pti_optout_begin_write()"),
  OPENER_IS_CHECKED(
      ACCESS,
      "whoever opened the file counts as well, whatever the process was then",
      "3.7; pti_optout_begin_write()"),
  ACCESS_ALLOWED(
      ACCESS, "Linux allows it, and the target's isolation does not forbid it", "3.7; ptrace(2)"),
  WRITER_COUNTS(
      ACCESS,
      "the write is counted from before its check until its end",
      "3.7; process_vm_writev(2)"),

  REVOKED(
      SWITCH, "kernel.pti_optout set to 0 isolates everybody at once", "3.8; pti_optout_end_all()"),
  ONE_WAY(SWITCH, "once off, it stays off until the next boot", "3.8; pti_optout_sysctl()"),
  LOCKDOWN_KEEPS(
      SWITCH,
      "lockdown refuses new opt-outs and lets those go on that are",
      "3.3; pti_optout_permitted()"),

  LINUX_REFUSES(LINUX, "Linux refuses that, with or without the feature", "the call's manual page"),
  LINUX_ALLOWS(LINUX, "nothing that isolation depends on", "3.5, residual risk");

  /** The parts of the contract. */
  public enum Part {
    CONTROL("Setting the state"),
    INHERITANCE("Inheritance"),
    DOMAIN("Domain changes"),
    MARK("Marks"),
    ACCESS("Access to others"),
    SWITCH("The machine"),
    LINUX("Not of the feature");

    private final String title;

    Part(String title) {
      this.title = title;
    }

    /** Its heading. */
    public String title() {
      return title;
    }
  }

  private final Part part;
  private final String text;
  private final String source;

  Rule(Part part, String text, String source) {
    this.part = part;
    this.text = text;
    this.source = source;
  }

  /** Which part of the contract it belongs to. */
  public Part part() {
    return part;
  }

  /** The rule in words, a clause in lower case. */
  public String text() {
    return text;
  }

  /** Where it comes from. */
  public String source() {
    return source;
  }
}
