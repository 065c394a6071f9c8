import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, instant, tenantColumns } from "./_columns";
import { tenantKey, tenantReference } from "./_tenant-table";
import { memberships } from "./auth";

/** A list's filters, order and columns under a name. */
export const savedViews = pgTable(
  "saved_views",
  {
    ...tenantColumns(),
    /** Which list: `customers`, `members`… */
    list: text("list").notNull(),
    name: text("name").notNull(),
    membershipId: uuid("membership_id").notNull(),
    /** Seen by everybody who may open the list; otherwise by its maker. */
    shared: boolean("shared").notNull().default(false),
    /** The URL's query, as the list writes it. */
    query: text("query").notNull(),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("saved_views_membership_fk", t.membershipId, t.tenantId, memberships),
    uniqueIndex("saved_views_name_key").on(t.tenantId, t.list, t.membershipId, t.name),
  ],
);

/** Work on many rows that takes a while: bulk actions, imports, exports. It can be left and found again. */
export const longTasks = pgTable(
  "long_tasks",
  {
    ...tenantColumns(),
    /** What runs: `customers.archive`, `imports.plans`… (registry in code). */
    kind: text("kind").notNull(),
    status: text("status")
      .$type<"waiting" | "running" | "done" | "failed" | "cancelled" | "undoing" | "undone">()
      .notNull()
      .default("waiting"),
    membershipId: uuid("membership_id").notNull(),
    input: jsonb("input").$type<Record<string, unknown>>().notNull(),
    total: integer("total").notNull().default(0),
    done: integer("done").notNull().default(0),
    failed: integer("failed").notNull().default(0),
    /** Files it made: the export, the rows that failed. */
    result: jsonb("result").$type<Record<string, unknown>>().notNull().default({}),
    error: text("error"),
    startedAt: instant("started_at"),
    finishedAt: instant("finished_at"),
    /** Until when it can be undone; null: never. */
    undoUntil: instant("undo_until"),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("long_tasks_membership_fk", t.membershipId, t.tenantId, memberships),
    index("long_tasks_created_idx").on(t.tenantId, t.createdAt, t.id),
  ],
);

/** One row of a long task: what it was before, so that it can be undone, or why it failed. */
export const longTaskItems = pgTable(
  "long_task_items",
  {
    ...tenantColumns(),
    taskId: uuid("task_id").notNull(),
    position: integer("position").notNull(),
    entityId: uuid("entity_id"),
    status: text("status")
      .$type<"waiting" | "done" | "failed" | "undone">()
      .notNull()
      .default("waiting"),
    before: jsonb("before").$type<Record<string, unknown>>(),
    error: text("error"),
    /** The row as it was given, for imports: the failed ones are given back. */
    given: jsonb("given").$type<Record<string, string>>(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("long_task_items_task_fk", t.taskId, t.tenantId, longTasks),
    uniqueIndex("long_task_items_position_key").on(t.tenantId, t.taskId, t.position),
  ],
);

/** What a member of staff should know; shown under the bell. */
export const staffNotifications = pgTable(
  "staff_notifications",
  {
    ...tenantColumns(),
    membershipId: uuid("membership_id").notNull(),
    /** Names its words in messages: `notification.<kind>`. */
    kind: text("kind").notNull(),
    params: jsonb("params").$type<Record<string, string | number>>().notNull().default({}),
    /** Path on the tenant's host where it can be dealt with. */
    href: text("href"),
    /** One per member: the same news twice is one. */
    dedupeKey: text("dedupe_key").notNull(),
    readAt: instant("read_at"),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("staff_notifications_membership_fk", t.membershipId, t.tenantId, memberships),
    uniqueIndex("staff_notifications_dedupe_key").on(t.tenantId, t.membershipId, t.dedupeKey),
    index("staff_notifications_member_idx").on(t.tenantId, t.membershipId, t.createdAt),
  ],
);
