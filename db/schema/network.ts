import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  foreignKey,
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
import { integrations } from "./operations";
import { services } from "./subscriptions";

/** How a customer is let in. */
export type AccessMethod = "pppoe" | "dhcp" | "static" | "hotspot";
/** How a customer is cut (isp-domain.md §3.6). */
export type CutMethod = "addressList" | "profile" | "disable";

/** A MikroTik router of the tenant. Its account (password, allowed networks, breaker, panic) is the integration behind it. */
export const routers = pgTable(
  "routers",
  {
    ...tenantColumns(),
    /** The integration of vendor `mikrotik`; a router's own id is the same. */
    integrationId: uuid("integration_id").notNull(),
    name: text("name").notNull(),
    host: text("host").notNull(),
    port: integer("port").notNull(),
    tlsMode: text("tls_mode").$type<"none" | "pinned" | "anonymous">().notNull().default("none"),
    /** SHA-256 of the certificate, hex. */
    tlsFingerprint: text("tls_fingerprint"),
    userName: text("user_name").notNull(),
    /** How the router's texts are written: a TextDecoder label. */
    codePage: text("code_page").notNull().default("utf8"),
    cutMethod: text("cut_method").$type<CutMethod>().notNull().default("addressList"),
    cutList: text("cut_list").notNull().default("trama-corte"),
    softList: text("soft_list").notNull().default("trama-aviso"),
    cutProfile: text("cut_profile").notNull().default("trama-corte"),
    softProfile: text("soft_profile").notNull().default("trama-aviso"),
    /** `new`: never checked. `attention`: reached, and something must be mended first. */
    state: text("state")
      .$type<"new" | "ready" | "attention" | "offline">()
      .notNull()
      .default("new"),
    identity: text("identity"),
    serial: text("serial"),
    version: text("version"),
    board: text("board"),
    clockSkewMs: bigint("clock_skew_ms", { mode: "number" }),
    /** One question on an open session, when it last answered. */
    latencyMs: integer("latency_ms"),
    checkedAt: instant("checked_at"),
    lastSeenAt: instant("last_seen_at"),
    /** A word of `network`; null: the last call went well. */
    lastError: text("last_error"),
    failingSince: instant("failing_since"),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    tenantKey(t),
    foreignKey({
      name: "routers_integration_fk",
      columns: [t.integrationId, t.tenantId],
      foreignColumns: [integrations.id, integrations.tenantId],
    }).onDelete("cascade"),
    uniqueIndex("routers_integration_key").on(t.tenantId, t.integrationId),
    uniqueIndex("routers_name_key").on(t.tenantId, t.name),
  ],
);

/** A service's network facts: on which router, by what name, and what was last seen of it there. */
export const routerAccesses = pgTable(
  "router_accesses",
  {
    ...tenantColumns(),
    serviceId: uuid("service_id").notNull(),
    routerId: uuid("router_id").notNull(),
    method: text("method").$type<AccessMethod>().notNull(),
    /** PPPoE or hotspot user; the lease's or queue's name. */
    userName: text("user_name").notNull(),
    secretSealed: text("secret_sealed"),
    mac: text("mac"),
    /** Fixed address; null: the router gives one. */
    address: text("address"),
    /** The router's profile while the service is on. */
    profile: text("profile").notNull().default("default"),
    server: text("server").notNull().default("all"),
    /** As RouterOS reads it, customer's upload first; null: the plan's. */
    rate: text("rate"),
    /** Null: the router's. */
    cutMethod: text("cut_method").$type<CutMethod>(),
    /** `ours`: we made the router's row, or took it over. `new`: none yet. */
    adoption: text("adoption").$type<"new" | "ours" | "adopted">().notNull().default("new"),
    /** The router's own row (`*1A`) as last seen. */
    rowId: text("row_id"),
    online: boolean("online"),
    sessions: integer("sessions").notNull().default(0),
    lastAddress: text("last_address"),
    uptimeSeconds: bigint("uptime_seconds", { mode: "number" }),
    bytesIn: bigint("bytes_in", { mode: "number" }),
    bytesOut: bigint("bytes_out", { mode: "number" }),
    lastOnlineAt: instant("last_online_at"),
    seenAt: instant("seen_at"),
    createdAt: createdAt(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [
    tenantKey(t),
    tenantReference("router_accesses_service_fk", t.serviceId, t.tenantId, services),
    foreignKey({
      name: "router_accesses_router_fk",
      columns: [t.routerId, t.tenantId],
      foreignColumns: [routers.id, routers.tenantId],
    }).onDelete("cascade"),
    uniqueIndex("router_accesses_service_key").on(t.tenantId, t.serviceId),
    uniqueIndex("router_accesses_user_key").on(t.tenantId, t.routerId, t.method, t.userName),
  ],
);

/** What a preflight found. */
export const routerChecks = pgTable(
  "router_checks",
  {
    ...tenantColumns(),
    routerId: uuid("router_id").notNull(),
    ok: boolean("ok").notNull(),
    /** `{ rule, level, params }` of each rule that was looked at. */
    results: jsonb("results").$type<Record<string, unknown>[]>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    foreignKey({
      name: "router_checks_router_fk",
      columns: [t.routerId, t.tenantId],
      foreignColumns: [routers.id, routers.tenantId],
    }).onDelete("cascade"),
    index("router_checks_router_idx").on(t.tenantId, t.routerId, t.id),
  ],
);

/** A comparison of what a router should hold with what it holds, and what was done about it. */
export const reconcileRuns = pgTable(
  "reconcile_runs",
  {
    ...tenantColumns(),
    routerId: uuid("router_id").notNull(),
    status: text("status")
      .$type<"planned" | "applied" | "failed" | "superseded">()
      .notNull()
      .default("planned"),
    /** How many of each kind: missing, drifted, extra, foreign, duplicateAddress. */
    counts: jsonb("counts").$type<Record<string, number>>().notNull(),
    /** Services that the router holds for us. */
    services: integer("services").notNull(),
    changes: integer("changes").notNull(),
    /** More than the cap: somebody has to approve. */
    overCap: boolean("over_cap").notNull(),
    approvedBy: uuid("approved_by"),
    error: text("error"),
    createdAt: createdAt(),
    appliedAt: instant("applied_at"),
  },
  (t) => [
    tenantKey(t),
    foreignKey({
      name: "reconcile_runs_router_fk",
      columns: [t.routerId, t.tenantId],
      foreignColumns: [routers.id, routers.tenantId],
    }).onDelete("cascade"),
    index("reconcile_runs_router_idx").on(t.tenantId, t.routerId, t.id),
  ],
);

/** One difference of a run. */
export const reconcileRows = pgTable(
  "reconcile_rows",
  {
    ...tenantColumns(),
    runId: uuid("run_id").notNull(),
    kind: text("kind")
      .$type<"missing" | "drifted" | "extra" | "foreign" | "duplicateAddress">()
      .notNull(),
    menu: text("menu").notNull(),
    serviceId: uuid("service_id"),
    rowId: text("row_id"),
    /** What people know it by: the user, the address. */
    label: text("label").notNull().default(""),
    /** A foreign row as it was read, never with a password: compared before anything is written to it. */
    found: jsonb("found").$type<Record<string, string>>().notNull().default({}),
    /** Why this service is proposed for a foreign row. */
    why: text("why").$type<"name" | "mac" | "address" | "customer">(),
    /** Attribute → `{ is, should }`; never a password. */
    diff: jsonb("diff").$type<Record<string, unknown>>().notNull(),
    outcome: text("outcome")
      .$type<"open" | "done" | "failed" | "adopted">()
      .notNull()
      .default("open"),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    foreignKey({
      name: "reconcile_rows_run_fk",
      columns: [t.runId, t.tenantId],
      foreignColumns: [reconcileRuns.id, reconcileRuns.tenantId],
    }).onDelete("cascade"),
    index("reconcile_rows_run_idx").on(t.tenantId, t.runId, t.id),
  ],
);

/** What a person decided about a row that nobody of ours made: left alone, or taken over for a service. */
export const rowDecisions = pgTable(
  "row_decisions",
  {
    ...tenantColumns(),
    routerId: uuid("router_id").notNull(),
    menu: text("menu").notNull(),
    rowId: text("row_id").notNull(),
    label: text("label").notNull(),
    /** `adopting`: said and kept, the router's answer not yet. */
    decision: text("decision").$type<"skipped" | "adopting" | "adopted">().notNull(),
    serviceId: uuid("service_id"),
    /** The row as it was before; its comment is what an undoing writes back. */
    found: jsonb("found").$type<Record<string, string>>().notNull().default({}),
    /** How the service was enforced before, and whether it had a place on the router already. */
    previous: jsonb("previous").$type<Record<string, unknown>>(),
    decidedBy: uuid("decided_by"),
    createdAt: createdAt(),
  },
  (t) => [
    tenantKey(t),
    foreignKey({
      name: "row_decisions_router_fk",
      columns: [t.routerId, t.tenantId],
      foreignColumns: [routers.id, routers.tenantId],
    }).onDelete("cascade"),
    tenantReference("row_decisions_service_fk", t.serviceId, t.tenantId, services),
    uniqueIndex("row_decisions_row_key").on(t.tenantId, t.routerId, t.menu, t.rowId),
    uniqueIndex("row_decisions_service_key")
      .on(t.tenantId, t.serviceId)
      .where(sql`decision <> 'skipped'`),
  ],
);

/** A router's configuration as it was read on a day, without passwords. */
export const configBackups = pgTable(
  "config_backups",
  {
    ...tenantColumns(),
    routerId: uuid("router_id").notNull(),
    /** SHA-256 of the text, hex. */
    hash: text("hash").notNull(),
    contentSealed: text("content_sealed").notNull(),
    lines: integer("lines").notNull(),
    added: integer("added").notNull().default(0),
    removed: integer("removed").notNull().default(0),
    createdAt: createdAt(),
    /** The last day on which it was still so. */
    seenAt: instant("seen_at").notNull(),
  },
  (t) => [
    tenantKey(t),
    foreignKey({
      name: "config_backups_router_fk",
      columns: [t.routerId, t.tenantId],
      foreignColumns: [routers.id, routers.tenantId],
    }).onDelete("cascade"),
    index("config_backups_router_idx").on(t.tenantId, t.routerId, t.id),
  ],
);

/** Who is draining which enforcer's commands: one worker at a time for each integration. */
export const enforcementLanes = pgTable(
  "enforcement_lanes",
  {
    ...tenantColumns(),
    integrationId: uuid("integration_id").notNull(),
    holder: text("holder").notNull(),
    leasedUntil: instant("leased_until").notNull(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex("enforcement_lanes_key").on(t.tenantId, t.integrationId),
    index("enforcement_lanes_until_idx")
      .on(t.tenantId, t.leasedUntil)
      .where(sql`holder <> ''`),
  ],
);
