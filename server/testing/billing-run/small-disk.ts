import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import { migrate } from "@/db/migrate";
import { startPostgres } from "@/scripts/supervisor/postgres.mjs";
import { compose, setComposition } from "@/server/composition";
import { readEnv } from "@/server/env";
import { killOutright } from "@/server/testing/kill-outright";

const PREFIX = "trama-small-disk-";
const SIZE_MB = 320;
/** Log segments that are kept for use again would hide a full disk for long. */
const SETTINGS = {
  fsync: "off",
  max_connections: "60",
  min_wal_size: "32MB",
  max_wal_size: "48MB",
};

/** A PostgreSQL of its own, with tables and log on a small disk, at which this process points while it is open. */
export type SmallDisk = {
  /** Nothing more fits, but in pages that are there already. */
  fill(): void;
  /** There is room again; a server that ended for want of it is started again, as the supervisor does. */
  free(): Promise<void>;
  /** Asks the full disk for new files of the log: the server panics and ends. Gives whether it did. */
  exhaustLog(): Promise<boolean>;
  /** SIGKILL to one of the product's backends: the whole server recovers from its log. */
  crash(): Promise<void>;
  close(): Promise<void>;
};

/** Mounts the disk and starts the server on it; where no disk may be mounted, says why. */
export async function openSmallDisk(): Promise<SmallDisk | { refused: string }> {
  removeLeftovers();
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  try {
    const size = `size=${SIZE_MB}m,mode=0711`;
    execFileSync("mount", ["-t", "tmpfs", "-o", size, "tmpfs", folder], { stdio: "pipe" });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    return { refused: `no disk may be mounted here: ${String(error).split("\n").join(" ")}` };
  }
  return serveOn(folder).catch((error: unknown) => {
    unmount(folder);
    throw error;
  });
}

function unmount(folder: string): void {
  execFileSync("umount", ["--lazy", folder], { stdio: "ignore" });
  rmSync(folder, { recursive: true, force: true });
}

/** Disks of test runs that were killed: their names say whose they were. */
function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid === undefined || existsSync(`/proc/${pid}`)) continue;
    try {
      unmount(join(tmpdir(), name));
    } catch {
      // Somebody else's, or no longer mounted.
    }
  }
}

async function serveOn(folder: string): Promise<SmallDisk> {
  // Not the runner that copies the cluster elsewhere: it would leave the small disk.
  const runners = ["plain", "switch", "unshare"] as const;
  const start = (port?: number) =>
    startPostgres({ dataDir: folder, settings: SETTINGS, runners, ...(port && { port }) });
  let server = await start();
  const ended = { yes: false };
  const watch = () => {
    ended.yes = false;
    void server.exited.then(() => (ended.yes = true));
  };
  watch();
  await migrate(server.url, inject("masterKey"));
  const env = { DATABASE_URL: server.url, DATABASE_PLATFORM_URL: "" };
  const composed = compose(readEnv({ ...process.env, ...env }));
  setComposition(composed);
  const ballast = join(folder, "ballast");
  const ask = (text: string) => askOnce(server.superuserUrl, text);
  return {
    fill: () => fill(folder, ballast),
    free: async () => {
      rmSync(ballast, { force: true });
      for (;;) {
        if (ended.yes) {
          await server.stop();
          server = await start(server.port);
          watch();
        }
        if (await ask("select 1").then(Boolean, () => false)) return;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    exhaustLog: async () => {
      const grow = "select pg_logical_emit_message(false, 'x', ''), pg_switch_wal()";
      for (let i = 0; i < 12; i++) if (!(await ask(grow).then(Boolean, () => false))) return true;
      return false;
    },
    crash: async () => {
      const [one] = await ask("select pid from pg_stat_activity where usename like 'trama_%'");
      if (one) killOutright(Number(one["pid"]));
    },
    close: async () => {
      setComposition(undefined);
      await Promise.all([composed.db.app.close(), composed.db.platform.close()]);
      await server.stop();
      unmount(folder);
    },
  };
}

/** A file that takes what is left, to the last page. */
function fill(folder: string, ballast: string): void {
  if (existsSync(ballast)) return;
  const { bavail, bsize } = statfsSync(folder);
  try {
    writeFileSync(ballast, Buffer.alloc(bavail * bsize));
  } catch {
    // The server took a page meanwhile: what was written has filled the disk all the same.
  }
}

async function askOnce(connectionString: string, text: string): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return (await client.query<pg.QueryResultRow>(text)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}
