import { roleUrl } from "@/db/role-urls";
import type { Database } from "@/db/client";
import { openPg } from "@/db/drivers/pg";
import { type Env, readEnv } from "./env";
import { openGraphileQueue } from "./jobs/drivers/graphile";
import type { Queue } from "./jobs/queue";

/** Everything that is chosen by configuration, made once per process. */
export type Composition = {
  readonly env: Env;
  readonly db: { readonly app: Database; readonly platform: Database };
  readonly queue: Queue;
};

const key = Symbol.for("trama.composition");
type Holder = { [key]?: Composition };

/** The process's one composition; on globalThis because main.ts and Next are two module graphs. */
export function composition(): Composition {
  return ((globalThis as Holder)[key] ??= compose(readEnv()));
}

/** Replaces the composition (tests, and the end of the process). */
export function setComposition(next: Composition | undefined): void {
  (globalThis as Holder)[key] = next;
}

/** Ports → adapters; the only place that knows vendors. */
export function compose(env: Env): Composition {
  const url = (role: "trama_app" | "trama_platform") =>
    roleUrl(env.DATABASE_URL, env.TRAMA_MASTER_KEY, role);
  return {
    env,
    db: {
      app: openPg(env.DATABASE_APP_URL ?? url("trama_app"), env.TRAMA_DATABASE_POOL),
      platform: openPg(
        env.DATABASE_PLATFORM_URL ?? url("trama_platform"),
        Math.max(2, Math.ceil(env.TRAMA_DATABASE_POOL / 4)),
      ),
    },
    queue: openGraphileQueue(),
  };
}
