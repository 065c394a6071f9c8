import { z } from "zod";
import { ACCESS_METHODS, CUT_METHODS } from "./rules/access";
import { PREFLIGHT_RULES } from "./rules/preflight";
import { isRate } from "./rules/rate";

const uuid = z.uuid();
const instant = z.iso.datetime();
/** A word of RouterOS: a list, a profile, a user. */
const word = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[\w.@ -]+$/, "word_invalid");
const host = z.union([z.ipv4(), z.ipv6(), z.hostname()]);

const routerFields = {
  name: z.string().trim().min(1, "name_required").max(80),
  host,
  /** The API's ports, or one of the operator's own above the well-known. */
  port: z.coerce.number().int().min(1024).max(65_535),
  tlsMode: z.enum(["none", "pinned", "anonymous"]),
  tlsFingerprint: z
    .string()
    .trim()
    .regex(/^(?:[0-9a-fA-F]{2}:?){31}[0-9a-fA-F]{2}$/, "fingerprint_needed")
    .nullable(),
  userName: word,
  codePage: z.enum(["utf8", "win1252", "windows-1251", "iso-8859-2"]),
  cutMethod: z.enum(CUT_METHODS),
  ...{ cutList: word, softList: word, cutProfile: word, softProfile: word },
};

export const routerIdInput = z.object({ routerId: uuid });
export type RouterIdInput = z.output<typeof routerIdInput>;

export const createRouterInput = z.object({
  ...routerFields,
  port: routerFields.port.default(8728),
  tlsMode: routerFields.tlsMode.default("none"),
  tlsFingerprint: routerFields.tlsFingerprint.default(null),
  userName: routerFields.userName.default("trama"),
  codePage: routerFields.codePage.default("utf8"),
  cutMethod: routerFields.cutMethod.default("addressList"),
  cutList: word.default("trama-corte"),
  softList: word.default("trama-aviso"),
  cutProfile: word.default("trama-corte"),
  softProfile: word.default("trama-aviso"),
  /** Write-only. Absent: one is made, and stands in the script alone. */
  password: z.string().min(8).max(100).optional(),
  /** Addresses that we call from: the script opens the API for these alone. */
  callers: z
    .array(z.union([z.cidrv4(), z.ipv4()]))
    .max(10)
    .default([]),
});

export const updateRouterInput = routerIdInput.extend({
  ...z.object(routerFields).partial().shape,
  password: z.string().min(8).max(100).optional(),
});
export type UpdateRouterInput = z.output<typeof updateRouterInput>;

export const findingDto = z.object({
  rule: z.enum(PREFLIGHT_RULES),
  level: z.enum(["ok", "warn", "fail"]),
  params: z.record(z.string(), z.string()),
});

export const routerDto = z.object({
  id: uuid,
  ...{ name: z.string(), host: z.string(), port: z.number().int() },
  tlsMode: routerFields.tlsMode,
  tlsFingerprint: z.string().nullable(),
  ...{ userName: z.string(), codePage: z.string() },
  cutMethod: routerFields.cutMethod,
  ...{ cutList: z.string(), softList: z.string(), cutProfile: z.string(), softProfile: z.string() },
  state: z.enum(["new", "ready", "attention", "offline"]),
  ...{ identity: z.string().nullable(), serial: z.string().nullable() },
  ...{ version: z.string().nullable(), board: z.string().nullable() },
  clockSkewMs: z.number().nullable(),
  latencyMs: z.number().nullable(),
  checkedAt: instant.nullable(),
  lastSeenAt: instant.nullable(),
  lastError: z.string().nullable(),
  failingSince: instant.nullable(),
  createdAt: instant,
  ...{ services: z.number().int(), online: z.number().int(), pending: z.number().int() },
});
export type RouterDto = z.output<typeof routerDto>;

/** The script holds the password, once: it is made here and sealed. */
export const createdRouterDto = routerDto.extend({ script: z.string() });
export type CreatedRouterDto = z.output<typeof createdRouterDto>;

export const checkDto = z.object({
  router: routerDto,
  ok: z.boolean(),
  findings: z.array(findingDto),
});
export type CheckDto = z.output<typeof checkDto>;

const address = z.ipv4().nullable();
export const setAccessInput = z
  .object({
    serviceId: uuid,
    routerId: uuid,
    method: z.enum(ACCESS_METHODS),
    userName: z.string().trim().min(1).max(64),
    /** Write-only; absent: as it is. */
    password: z.string().min(1).max(64).optional(),
    mac: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^(?:[0-9A-F]{2}:){5}[0-9A-F]{2}$/, "mac_invalid")
      .nullable()
      .default(null),
    address: address.default(null),
    profile: word.default("default"),
    server: word.default("all"),
    rate: z.string().trim().max(120).refine(isRate, "rate_invalid").nullable().default(null),
    cutMethod: z.enum(CUT_METHODS).nullable().default(null),
  })
  .refine(({ method, address: fixed }) => method !== "static" || fixed !== null, {
    path: ["address"],
    message: "address_needed",
  })
  .refine(({ method, mac }) => method !== "dhcp" || mac !== null, {
    path: ["mac"],
    message: "mac_needed",
  });

export const serviceIdInput = z.object({ serviceId: uuid });
export type ServiceIdInput = z.output<typeof serviceIdInput>;

export const accessDto = z.object({
  serviceId: uuid,
  routerId: uuid,
  routerName: z.string(),
  method: z.enum(ACCESS_METHODS),
  userName: z.string(),
  passwordStored: z.boolean(),
  ...{ mac: z.string().nullable(), address: z.string().nullable(), profile: z.string() },
  ...{ server: z.string(), rate: z.string().nullable() },
  cutMethod: z.enum(CUT_METHODS).nullable(),
  adoption: z.enum(["new", "ours", "adopted"]),
  online: z.boolean().nullable(),
  sessions: z.number().int(),
  lastAddress: z.string().nullable(),
  uptimeSeconds: z.number().nullable(),
  bytesIn: z.number().nullable(),
  bytesOut: z.number().nullable(),
  lastOnlineAt: instant.nullable(),
  seenAt: instant.nullable(),
});
export type AccessDto = z.output<typeof accessDto>;

export const reconcileKind = z.enum(["missing", "drifted", "extra", "foreign", "duplicateAddress"]);
export const reconcileRowDto = z.object({
  id: uuid,
  kind: reconcileKind,
  menu: z.string(),
  serviceId: uuid.nullable(),
  label: z.string(),
  diff: z.record(z.string(), z.object({ is: z.string(), should: z.string() })),
  outcome: z.enum(["open", "done", "failed", "adopted"]),
});
export const reconcileDto = z.object({
  id: uuid,
  routerId: uuid,
  status: z.enum(["planned", "applied", "failed", "superseded"]),
  counts: z.record(z.string(), z.number().int()),
  services: z.number().int(),
  changes: z.number().int(),
  overCap: z.boolean(),
  createdAt: instant,
  appliedAt: instant.nullable(),
  rows: z.array(reconcileRowDto),
});
export type ReconcileDto = z.output<typeof reconcileDto>;

export const runIdInput = z.object({ runId: uuid });
export type RunIdInput = z.output<typeof runIdInput>;
/** `approve`: more than the cap is meant. */
export const applyReconcileInput = runIdInput.extend({ approve: z.boolean().default(false) });
export type ApplyReconcileInput = z.output<typeof applyReconcileInput>;

export const sessionDto = z.object({
  user: z.string(),
  address: z.string(),
  uptimeSeconds: z.number().nullable(),
  callerId: z.string(),
  serviceId: uuid.nullable(),
});
export const sessionList = z.object({ items: z.array(sessionDto), at: instant });
export type SessionList = z.output<typeof sessionList>;

export const backupDto = z.object({
  id: uuid,
  hash: z.string(),
  lines: z.number().int(),
  added: z.number().int(),
  removed: z.number().int(),
  createdAt: instant,
  seenAt: instant,
});
export type BackupDto = z.output<typeof backupDto>;
export const backupIdInput = z.object({ backupId: uuid });
export type BackupIdInput = z.output<typeof backupIdInput>;
export const backupDiffDto = backupDto.extend({
  addedLines: z.array(z.string()),
  removedLines: z.array(z.string()),
});
export type BackupDiffDto = z.output<typeof backupDiffDto>;
