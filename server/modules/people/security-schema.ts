import { z } from "zod";
import { SECURITY_KINDS, type SecurityKind } from "@/server/modules/auth/rules/security-kinds";
import { role } from "./schema";

const instant = z.iso.datetime();
const id = z.uuid();
const kind = z.enum(Object.keys(SECURITY_KINDS) as [SecurityKind, ...SecurityKind[]]);
const severity = z.enum(["info", "warning", "alert"]);
const outcome = z.enum(["expected", "revoked"]);

export const listSecurityInput = z.object({
  severity: severity.optional(),
  kind: kind.optional(),
  /** Only what nobody has looked at yet. */
  open: z.boolean().default(false),
  membershipId: id.optional(),
  entryId: id.optional(),
  cursor: id.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type ListSecurityInput = z.output<typeof listSecurityInput>;

export const securityEntryDto = z.object({
  id,
  kind,
  severity,
  membershipId: id.nullable(),
  memberName: z.string().nullable(),
  apiKeyName: z.string().nullable(),
  ip: z.string().nullable(),
  country: z.string().nullable(),
  userAgent: z.string().nullable(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  times: z.number().int(),
  createdAt: instant,
  lastAt: instant,
  outcome: outcome.nullable(),
  reviewedAt: instant.nullable(),
  reviewedBy: z.string().nullable(),
  /** What one tap would end. */
  revokes: z.enum(["session", "apiKey", "sessions"]).nullable(),
});
export type SecurityEntryDto = z.output<typeof securityEntryDto>;
export const securityPage = z.object({
  items: z.array(securityEntryDto),
  nextCursor: id.nullable(),
});
export type SecurityPage = z.output<typeof securityPage>;

export const settleInput = z.object({ entryId: id, outcome });
export type SettleInput = z.output<typeof settleInput>;

const link = z.string().min(20).max(400);
export const noticeInput = z.object({ link });
export const answerNoticeInput = z.object({ link, outcome });
export type AnswerNoticeInput = z.output<typeof answerNoticeInput>;
export const noticeDto = z.object({
  companyName: z.string(),
  kind,
  ip: z.string().nullable(),
  country: z.string().nullable(),
  userAgent: z.string().nullable(),
  createdAt: instant,
  outcome: outcome.nullable(),
});
export type NoticeDto = z.output<typeof noticeDto>;

export const reviewedMemberDto = z.object({
  id,
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  role,
  customRoleName: z.string().nullable(),
  status: z.enum(["active", "disabled"]),
  secondFactor: z.boolean(),
  passkeys: z.number().int(),
  lastSeenAt: instant.nullable(),
  createdAt: instant,
});
export const reviewedKeyDto = z.object({
  id,
  name: z.string(),
  prefix: z.string(),
  createdBy: z.string().nullable(),
  scopes: z.number().int(),
  expiresAt: instant.nullable(),
  lastUsedAt: instant.nullable(),
});
export const accessReviewDto = z.object({
  members: z.array(reviewedMemberDto),
  keys: z.array(reviewedKeyDto),
});
export type AccessReviewDto = z.output<typeof accessReviewDto>;
export const csvFile = z.object({ fileName: z.string(), text: z.string() });
export type CsvFile = z.output<typeof csvFile>;
