import { authorize } from "@/server/auth/authorize";
import { composition } from "@/server/composition";
import type { Ctx } from "@/server/tenancy/context";
import { loadAccesses } from "./internal/load-accesses";
import { noteFailure } from "./internal/note-seen";
import { openRouter } from "./internal/router-row";
import { seconds } from "./rules/duration";
import type { RouterIdInput, SessionList } from "./schema";

/** Who is connected now, as the router says; whose service it is, where the name is one of ours. Throws `NotFound`, `Unavailable`. */
export async function listSessions(ctx: Ctx, { routerId }: RouterIdInput): Promise<SessionList> {
  authorize(ctx, "router.read");
  const { account } = await openRouter(ctx, routerId);
  const accesses = await loadAccesses(ctx, routerId);
  const byName = new Map([...accesses.values()].map((one) => [one.userName, one.serviceId]));
  try {
    const call = { operation: "sessions", deadlineMs: 20_000, actionClass: "none" } as const;
    const proplist = ["name", "address", "uptime", "caller-id"];
    const { rows } = await composition().routers.use(ctx, account, call, (line) =>
      line.run("/ppp/active/print", { proplist }),
    );
    const items = rows.map((row) => ({
      ...{ user: row.name ?? "", address: row.address ?? "", callerId: row["caller-id"] ?? "" },
      uptimeSeconds: seconds(row.uptime) ?? null,
      serviceId: byName.get(row.name ?? "") ?? null,
    }));
    return { items, at: ctx.now.toISOString() };
  } catch (error) {
    throw await noteFailure(ctx, routerId, error);
  }
}
