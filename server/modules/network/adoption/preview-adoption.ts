import { authorize } from "@/server/auth/authorize";
import { composition } from "@/server/composition";
import type { Ctx } from "@/server/tenancy/context";
import { noteFailure } from "../internal/note-seen";
import { openRouter, type RouterRow } from "../internal/router-row";
import { differsOnceAdopted } from "../rules/differences";
import type { RouterRow as Row } from "../rules/access";
import { commentOf } from "../rules/ownership";
import { loadPicks, type Pick } from "./internal/load-picks";
import { readRow, rowProblem } from "./internal/look-at-rows";
import type { AdoptionPreview, PicksInput } from "./schema";

/**
 * Says what an adoption would write on the router, read from it now, and writes nothing: the comment, and of no row more.
 * Beside it what would still differ from what the service should be. Throws `NotFound`, `Unavailable`.
 */
export async function previewAdoption(ctx: Ctx, input: PicksInput): Promise<AdoptionPreview> {
  authorize(ctx, "router.reconcile");
  const { router, picks } = await loadPicks(ctx, input);
  const { account } = await openRouter(ctx, router.id);
  const call = { operation: "preview", deadlineMs: 60_000, actionClass: "none" } as const;
  try {
    const items = await composition().routers.use(ctx, account, call, async (line) => {
      const seen: AdoptionPreview["items"] = [];
      for (const one of picks) seen.push(itemOf(router, one, await readRow(line, one.row)));
      return seen;
    });
    return { items };
  } catch (error) {
    throw await noteFailure(ctx, router.id, error);
  }
}

function itemOf(
  router: RouterRow,
  pick: Pick,
  now: Row | undefined,
): AdoptionPreview["items"][number] {
  const { row, service, access } = pick;
  const { id: rowId, menu, label } = row;
  const { serviceId, number, customerName, asked } = service;
  const is = now?.comment ?? row.found.comment ?? "";
  return {
    ...{ rowId, serviceId, menu, label, number, customerName, asked },
    problem: pick.problem ?? (pick.isDone ? null : rowProblem(pick, now)),
    comment: { is, should: access ? commentOf(access, humanOf(pick)) : is },
    differs:
      access && now ? differsOnceAdopted(access, service.desired, router, { menu, row: now }) : {},
  };
}

/** What people read behind the tag. */
export const humanOf = ({ service }: Pick): string => `#${service.number} ${service.customerName}`;
