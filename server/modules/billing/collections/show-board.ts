import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { collectionTasks } from "@/db/schema/dunning";
import { customers } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { whereOf } from "@/server/modules/work/list-query";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { overdueSql } from "./internal/owed-sql";
import { onCustomer, taskColumns, toTaskDto } from "./internal/task-row";
import { withinTaskReach } from "./internal/within-task-reach";
import { collectionTaskList } from "./list-spec";
import type { BoardDto, BoardInput } from "./schema";

/** Cards that a column shows; the rest is in the list. */
const CARDS = 30;
const OPEN = ["open", "inProgress", "promised"] as const;

/** Open tasks by status with counts and what is overdue; the ones whose day came first stand on top. */
export async function showBoard(ctx: Ctx, { whose }: BoardInput): Promise<BoardDto> {
  authorize(ctx, "collection.read");
  const filters = whose === "all" ? "" : `${whose}=yes`;
  const seen = and(
    whereOf(ctx, collectionTaskList(ctx), { search: "", sort: "", filters }),
    withinTaskReach(ctx, "collection.read"),
  );
  return inTenant(ctx, async (tx) => {
    const { currency, today } = await tenantFacts(ctx, tx);
    const columns: BoardDto["columns"] = [];
    for (const status of OPEN) {
      const where = and(seen, eq(collectionTasks.status, status));
      columns.push({
        status,
        ...(await totals(tx, where, today)),
        cards: await cards(tx, where, today),
      });
    }
    return { currency, today, columns };
  });
}

async function totals(tx: Tx, where: SQL | undefined, today: string) {
  const [row] = await tx
    .select({
      count: sql<number>`count(*)::int`,
      owedMinor: sql<number>`coalesce(sum(${overdueSql("customers", today)}), 0)::float8`,
    })
    .from(collectionTasks)
    .innerJoin(customers, onCustomer)
    .where(where);
  return row ?? { count: 0, owedMinor: 0 };
}

async function cards(tx: Tx, where: SQL | undefined, today: string) {
  const rows = await tx
    .select(taskColumns(today))
    .from(collectionTasks)
    .innerJoin(customers, onCustomer)
    .where(where)
    .orderBy(sql`${collectionTasks.nextActionOn} nulls last`, asc(collectionTasks.id))
    .limit(CARDS);
  return rows.map(toTaskDto);
}
