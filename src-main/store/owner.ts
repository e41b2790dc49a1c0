/**
 * Leases: an active run names the process that looks after it. A pid alone comes round again, above all after a reboot,
 * so it is kept with something that only that one process has.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

export interface Owner {
  pid: number;
  /** Boot and start time of the process; null where the platform doesn't say, and then the pid alone must do. */
  identity: string | null;
}

let self: Owner | null = null;

/** This process as an owner. */
export function ownProcess(): Owner {
  self ??= { pid: process.pid, identity: identityOf(process.pid) };
  return self;
}

/** True while the very process that took the lease still runs. */
export function isAlive(owner: Owner): boolean {
  if (owner.pid === process.pid) return owner.identity === ownProcess().identity;
  return exists(owner.pid) && (owner.identity === null || owner.identity === identityOf(owner.pid));
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // EPERM: it runs, as another user.
    return thrown instanceof Error && "code" in thrown && thrown.code === "EPERM";
  }
}

function identityOf(pid: number): string | null {
  try {
    if (process.platform === "linux") return linuxIdentity(pid);
    if (process.platform === "darwin") {
      return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || null;
    }
  } catch {
    // Gone in the meantime, or /proc is not mounted.
  }
  return null;
}

/** Boot id and start time in clock ticks since boot, field 22 of stat(5); the name in field 2 may hold spaces. */
function linuxIdentity(pid: number): string {
  const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const afterName = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return `${boot}:${afterName[19]}`;
}
