import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";

export type RedisProcess = { readonly redis: Redis; stop(): Promise<void> };

/**
 * A real redis-server on a socket file of its own, nothing kept. On Debian as root it installs the package where it is
 * missing; gives a sentence that says why where there is none.
 */
export async function startRedis(): Promise<RedisProcess | string> {
  const binary = findBinary() ?? installed();
  if (!binary)
    return "no redis-server here and no way to install it (Debian: apt-get install redis-server)";
  const folder = await mkdtemp(join(tmpdir(), "trama-redis-"));
  const socket = join(folder, "redis.sock");
  const options = ["--port", "0", "--unixsocket", socket, "--save", "", "--appendonly", "no"];
  const child = spawn(binary, [...options, "--dir", folder], { stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  // Tries again until the server is up; a command waits for that.
  const redis = new Redis({ path: socket, retryStrategy: () => 20, maxRetriesPerRequest: 250 });
  redis.on("error", () => undefined);
  await redis.ping();
  return {
    redis,
    stop: async () => {
      redis.disconnect();
      child.kill("SIGKILL");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function findBinary(): string | undefined {
  const folders = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin", "/usr/sbin"];
  return folders.map((folder) => join(folder, "redis-server")).find((path) => existsSync(path));
}

function installed(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return undefined;
  try {
    execFileSync("apt-get", ["install", "-y", "--no-install-recommends", "redis-server"], {
      stdio: "ignore",
      timeout: 90_000,
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  } catch {
    return undefined;
  }
  return findBinary();
}
