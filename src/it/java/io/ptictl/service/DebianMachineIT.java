package io.ptictl.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.ptictl.launcher.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From nothing to a designated haproxy and back, on a Debian that GRUB and systemd start: packages
 * made and installed, service opted out, mark lost by an upgrade, all purged. As root; it builds a
 * kernel.
 */
@Tag("thorough")
final class DebianMachineIT {
  private static final String HAPROXY =
      """
      for pid in $(cat /sys/fs/cgroup/system.slice/haproxy.service/cgroup.procs); do
        echo "$(cat /proc/$pid/comm) $(stat -c %U /proc/$pid) $(cat /proc/$pid/page_table_isolation)"
      done
      """;

  private static final String UPGRADE =
      """
      cd /root; dpkg-deb -R /var/cache/apt/archives/haproxy_*.deb up
      sed -i 's/^Version: .*/&+next/' up/DEBIAN/control
      dpkg-deb -Znone -b up up.deb >/dev/null; dpkg -i up.deb >/dev/null 2>&1; echo "upgrade $?"
      """;

  @TempDir Path directory;

  @Test
  void designatesHaproxyAndLeavesNothing() throws Exception {
    DiskMachine.run(
        "apt-get",
        "-y",
        "-q",
        "install",
        "debootstrap",
        "e2fsprogs",
        "grub-common",
        "grub-pc-bin",
        "qemu-system-x86");
    DiskMachine machine = new DiskMachine(directory);
    machine.bootstrap(
        "systemd-sysv",
        "udev",
        "kmod",
        "procps", // haproxy.service reloads by /bin/kill
        "zstd",
        "initramfs-tools",
        "grub-pc",
        "linux-image-cloud-amd64",
        "haproxy");
    Path packages = Files.createDirectory(machine.root().resolve("root/packages"));
    DiskMachine.run(Programs.launcher("ptictl"), "kernel", "deb", "--virtual", packages.toString());
    prepare(machine);
    machine.makeDisk();

    String installed =
        machine.boot(
            """
            uname -r
            dpkg -i /root/packages/linux-image-*.deb /root/packages/ptictl_*.deb; echo dpkg $?
            ptictl status
            """);
    assertThat(installed).contains("dpkg 0\n", "cloud-amd64", "no per-process control");

    String used = machine.boot(useAndPurge());
    assertThat(used)
        .contains("-ptictl\n")
        .contains("Mitigation: PTI; per-process opt-out available\n")
        .contains("haproxy root disabled\nhaproxy haproxy disabled\n")
        .containsPattern("off +\\S+ +\\S+ .*haproxy|haproxy\\.service +off")
        .contains(
            "reload 0\n",
            "mark 0\n",
            "verify 0\n",
            "upgrade 0\n",
            "verify 1\n",
            "lost   /usr/sbin/haproxy  package haproxy went from ")
        .containsPattern("went from (\\S+) to \\1\\+next\n")
        .contains("purge 0\nactive\n0\n");
    assertThat(used.substring(used.indexOf("purge 0")))
        .contains("'/etc/ptictl': No such file")
        .contains("'/usr/lib/ptictl': No such file")
        .contains("'/usr/bin/ptictl': No such file")
        .contains("'/etc/systemd/system/haproxy.service.d': No such file");
    assertThat(machine.attributes("/usr/sbin/haproxy")).doesNotContain("security.capability");

    assertThat(machine.boot("uname -r")).contains("cloud-amd64");
  }

  private static void prepare(DiskMachine machine) throws Exception {
    String kernel;
    try (Stream<Path> boot = Files.list(machine.root().resolve("boot"))) {
      kernel =
          boot.map(each -> each.getFileName().toString())
              .filter(name -> name.startsWith("vmlinuz-"))
              .findFirst()
              .orElseThrow()
              .substring("vmlinuz-".length());
    }
    machine.prepareToRunScripts();
    machine.file("etc/fstab", "/dev/vda1 / ext4 defaults 0 1\n");
    machine.file(
        "boot/grub/grub.cfg",
        """
        linux /boot/vmlinuz-%1$s root=/dev/vda1 console=ttyS0 no_timer_check panic=-1
        initrd /boot/initrd.img-%1$s
        boot
        """
            .formatted(kernel));
    machine.file(
        "etc/default/grub.d/machine.cfg",
        "GRUB_TIMEOUT=0\n"
            + "GRUB_CMDLINE_LINUX_DEFAULT=\"console=ttyS0 no_timer_check panic=-1 pti=on\"\n");
    Path configuration = machine.root().resolve("etc/haproxy/haproxy.cfg");
    Files.writeString(
        configuration, Files.readString(configuration) + "\nfrontend f\n\tbind :8080\n");
  }

  private static String useAndPurge() {
    return String.join(
        "\n",
        List.of(
            "uname -r; cat /sys/devices/system/cpu/vulnerabilities/meltdown",
            "ptictl service --install haproxy; systemctl restart haproxy",
            HAPROXY,
            "ptictl status",
            "systemctl reload haproxy; echo reload $?",
            "ptictl mark /usr/sbin/haproxy; echo mark $?; ptictl verify; echo verify $?",
            UPGRADE,
            "ptictl verify; echo verify $?",
            "ptictl mark /usr/sbin/haproxy",
            "apt-get -y purge ptictl; echo purge $?",
            "systemctl restart haproxy; systemctl is-active haproxy",
            "grep -c pti_optout /boot/grub/grub.cfg",
            "ls -d /etc/ptictl /usr/lib/ptictl /usr/bin/ptictl"
                + " /etc/systemd/system/haproxy.service.d",
            "dpkg --purge $(dpkg-query -W -f '${Package} ' 'linux-*-ptictl'); echo purged $?"));
  }
}
