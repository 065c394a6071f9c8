import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, instant, tenantColumns } from "./_columns";
import { tenantKey, tenantReference } from "./_tenant-table";
import { type EnforcementState, services } from "./subscriptions";

/** What the enforcement was asked to bring about, and the proof that it did. One open command a service. */
export const enforcementCommands = pgTable(
  "enforcement_commands",
  {
    ...tenantColumns(),
    serviceId: uuid("service_id").notNull(),
    kind: text("kind").notNull(),
    integrationId: uuid("integration_id"),
    desired: text("desired").$type<EnforcementState>().notNull(),
    /** Reconnections before cuts: higher first. */
    priority: integer("priority").notNull().default(0),
    status: text("status")
      .$type<"pending" | "applied" | "proven" | "failed" | "superseded">()
      .notNull()
      .default("pending"),
    reason: text("reason").notNull().default(""),
    attempts: integer("attempts").notNull().default(0),
    nextAttemptAt: instant("next_attempt_at"),
    lastError: text("last_error"),
    /** A panic switch holds it back since then; a person releases it. */
    heldAt: instant("held_at"),
    /** Too many cuts at once for one router (`rules/cut-cap.ts`): held back since then, until a person releases it. */
    cappedAt: instant("capped_at"),
    /** A person let it through although it was one of too many. */
    approvedAt: instant("approved_at"),
    /** Somebody is asking the enforcer; until then nobody asks it anything else about this service. */
    inFlightUntil: instant("in_flight_until"),
    /** What was read back: what the enforcer answered, when, by whom. */
    proof: jsonb("proof").$type<Record<string, unknown>>(),
    requestedAt: instant("requested_at").notNull(),
    appliedAt: instant("applied_at"),
    provenAt: instant("proven_at"),
    /** Manual tasks: who does it. */
    assigneeMembershipId: uuid("assignee_membership_id"),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("enforcement_commands_service_fk", t.serviceId, t.tenantId, services),
    uniqueIndex("enforcement_commands_open_key")
      .on(t.tenantId, t.serviceId)
      .where(sql`status in ('pending', 'applied')`),
    index("enforcement_commands_due_idx")
      .on(t.tenantId, t.priority.desc(), t.id)
      .where(sql`status in ('pending', 'applied')`),
    index("enforcement_commands_lane_idx")
      .on(t.tenantId, t.integrationId, t.priority.desc(), t.id)
      .where(sql`status in ('pending', 'applied')`),
    index("enforcement_commands_router_idx").on(t.tenantId, t.integrationId, t.id),
    index("enforcement_commands_status_idx").on(t.tenantId, t.status, t.priority, t.id),
    index("enforcement_commands_service_idx").on(t.tenantId, t.serviceId, t.id),
  ],
);
