import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { collectionTasks } from "@/db/schema/dunning";
import { customers } from "@/db/schema/crm";
import type { PermissionName } from "@/server/auth/permissions";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import type { CollectionTaskDto } from "../schema";
import { overdueSql } from "./owed-sql";
import { withinTaskReach } from "./within-task-reach";

export const taskColumns = (today: string) => ({
  id: collectionTasks.id,
  customerId: collectionTasks.customerId,
  customerName: customers.name,
  customerNumber: customers.number,
  customerPhone: customers.phone,
  currency: collectionTasks.currency,
  amountMinor: collectionTasks.amountMinor,
  owedMinor: overdueSql("customers", today),
  status: collectionTasks.status,
  priority: collectionTasks.priority,
  ownerMembershipId: collectionTasks.ownerMembershipId,
  ownerName: sql<string | null>`(select p.name from memberships m join users p on p.id = m.user_id
    where m.id = ${collectionTasks.ownerMembershipId} and m.tenant_id = ${collectionTasks.tenantId})`,
  channel: collectionTasks.channel,
  nextAction: collectionTasks.nextAction,
  nextActionOn: collectionTasks.nextActionOn,
  outcome: collectionTasks.outcome,
  promiseId: collectionTasks.promiseId,
  promiseDueOn: sql<string | null>`(select p.due_on::text from payment_promises p
    where p.id = ${collectionTasks.promiseId} and p.tenant_id = ${collectionTasks.tenantId})`,
  origin: collectionTasks.origin,
  closedAt: collectionTasks.closedAt,
  createdAt: collectionTasks.createdAt,
  updatedAt: collectionTasks.updatedAt,
});

type Dated = "closedAt" | "createdAt" | "updatedAt";
export type TaskRow = Omit<CollectionTaskDto, Dated> & {
  closedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
};

export const toTaskDto = (row: TaskRow): CollectionTaskDto => ({
  ...row,
  closedAt: row.closedAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

/** The customer of each task, for queries that name both. */
export const onCustomer = and(
  eq(customers.id, collectionTasks.customerId),
  eq(customers.tenantId, collectionTasks.tenantId),
);

/** One task within reach; throws `NotFound`. `lock` keeps its row until the end of the transaction. */
export async function fetchTask(
  ctx: Ctx,
  tx: Tx,
  taskId: string,
  given: { permission: PermissionName; today: string; lock?: boolean },
): Promise<TaskRow> {
  const query = tx
    .select(taskColumns(given.today))
    .from(collectionTasks)
    .innerJoin(customers, onCustomer)
    .where(
      and(
        eq(collectionTasks.tenantId, ctx.tenantId),
        eq(collectionTasks.id, taskId),
        withinTaskReach(ctx, given.permission),
      ),
    );
  const [row] = await (given.lock ? query.for("update", { of: collectionTasks }) : query);
  if (!row) throw new NotFound("collectionTask");
  return row;
}
