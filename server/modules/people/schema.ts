import { z } from "zod";
import { SCOPES } from "@/server/auth/grants";
import { permissions } from "@/server/auth/permissions";

const instant = z.iso.datetime();
const id = z.uuid();
const name = z.string().trim().min(1).max(80);
export const role = z.enum(["owner", "admin", "agent", "finance", "technician"]);
const email = z.email().trim().toLowerCase().max(254);
const phone = z
  .string()
  .trim()
  .regex(/^\+[1-9]\d{6,14}$/);
const token = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const password = z.string().min(1).max(256);
const page = {
  cursor: id.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
};
export const pageInput = z.object(page);
export type PageInput = z.output<typeof pageInput>;

export const memberIdInput = z.object({ membershipId: id });
export const invitationIdInput = z.object({ invitationId: id });

/** Exactly one of the two: a fixed role, or one of the tenant's own. */
const place = { role: role.optional(), customRoleId: id.optional() };
export type RoleChoice = {
  role?: z.output<typeof role> | undefined;
  customRoleId?: string | undefined;
};
const oneRole = (choice: RoleChoice) =>
  (choice.role === undefined) !== (choice.customRoleId === undefined);

export const memberDto = z.object({
  id,
  userId: id,
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  role,
  customRoleId: id.nullable(),
  customRoleName: z.string().nullable(),
  teamId: id.nullable(),
  teamName: z.string().nullable(),
  businessUnitId: id.nullable(),
  branchId: id.nullable(),
  status: z.enum(["active", "disabled"]),
  createdAt: instant,
});
export type MemberDto = z.output<typeof memberDto>;
export const memberPage = z.object({ items: z.array(memberDto), nextCursor: id.nullable() });
export type MemberPage = z.output<typeof memberPage>;

export const memberDetailDto = memberDto.extend({
  /** Living sessions. */
  sessions: z.number().int(),
  lastSeenAt: instant.nullable(),
  secondFactor: z.boolean(),
  passkeys: z.number().int(),
});
export type MemberDetailDto = z.output<typeof memberDetailDto>;

export const changeMemberInput = z
  .object({
    membershipId: id,
    ...place,
    teamId: id.nullable().optional(),
    businessUnitId: id.nullable().optional(),
    branchId: id.nullable().optional(),
    phone: phone.nullable().optional(),
  })
  .refine((input) => !(input.role && input.customRoleId), { path: ["role"] });
export type ChangeMemberInput = z.output<typeof changeMemberInput>;

export const memberStatusInput = z.object({
  membershipId: id,
  status: z.enum(["active", "disabled"]),
});
export type MemberStatusInput = z.output<typeof memberStatusInput>;
export const endedDto = z.object({ ended: z.number().int() });

export const inviteMemberInput = z
  .object({
    name,
    email: email.optional(),
    phone: phone.optional(),
    ...place,
    teamId: id.optional(),
    locale: z.enum(["es", "en", "pt"]).optional(),
  })
  .refine(oneRole, { path: ["role"] })
  .refine((input) => input.email !== undefined || input.phone !== undefined, { path: ["email"] });
export type InviteMemberInput = z.output<typeof inviteMemberInput>;

export const invitationDto = z.object({
  id,
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  role,
  customRoleId: id.nullable(),
  customRoleName: z.string().nullable(),
  teamId: id.nullable(),
  expired: z.boolean(),
  expiresAt: instant,
  createdAt: instant,
});
export type InvitationDto = z.output<typeof invitationDto>;

export const tokenInput = z.object({ token });
/** What who holds the link may see. */
export const shownInvitationDto = z.object({
  companyName: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  role,
  customRoleName: z.string().nullable(),
  expiresAt: instant,
  /** `none`: came by phone and enters by code; `new`: chooses one; `known`: types the one they have. */
  password: z.enum(["none", "new", "known"]),
});
export type ShownInvitationDto = z.output<typeof shownInvitationDto>;
export const acceptInvitationInput = z.object({
  token,
  name: name.optional(),
  password: password.optional(),
});
export type AcceptInvitationInput = z.output<typeof acceptInvitationInput>;

export const forgotPasswordInput = z.object({ email });
export const resetPasswordInput = z.object({ token, password });
export type ResetPasswordInput = z.output<typeof resetPasswordInput>;
export const resetLinkDto = z.object({ valid: z.boolean() });

const permissionName = z
  .string()
  .refine((value) => Object.hasOwn(permissions, value) && !value.startsWith("platform."));
export const grants = z.record(permissionName, z.enum(SCOPES));
export const customRoleDto = z.object({
  id,
  name: z.string(),
  description: z.string(),
  basedOn: role,
  grants: z.record(z.string(), z.enum(SCOPES)),
  /** Members that hold it, and open invitations to it. */
  members: z.number().int(),
  invitations: z.number().int(),
  updatedAt: instant,
});
export type CustomRoleDto = z.output<typeof customRoleDto>;
export const createRoleInput = z.object({
  name,
  description: z.string().trim().max(200).default(""),
  basedOn: role,
  /** Absent: what the fixed role holds. */
  grants: grants.optional(),
});
export type CreateRoleInput = z.output<typeof createRoleInput>;
export const updateRoleInput = z.object({
  customRoleId: id,
  name: name.optional(),
  description: z.string().trim().max(200).optional(),
  grants: grants.optional(),
});
export type UpdateRoleInput = z.output<typeof updateRoleInput>;
export const archiveRoleInput = z.object({
  customRoleId: id,
  /** Who holds it gets this one. */
  replacement: z.object(place).refine(oneRole).optional(),
});
export type ArchiveRoleInput = z.output<typeof archiveRoleInput>;

export const teamDto = z.object({ id, name: z.string(), members: z.number().int() });
export type TeamDto = z.output<typeof teamDto>;
export const createTeamInput = z.object({ name });
export const renameTeamInput = z.object({ teamId: id, name });
export const teamIdInput = z.object({ teamId: id });

/** Both absent: leave. */
export const viewAsInput = z
  .object(place)
  .refine((input) => !(input.role && input.customRoleId), { path: ["role"] });
export type ViewAsInput = z.output<typeof viewAsInput>;
export const viewingAsDto = z.object({
  /** Null: one's own eyes. */
  viewing: z.object({ role, customRoleName: z.string().nullable() }).nullable(),
});
export type ViewingAsDto = z.output<typeof viewingAsDto>;

export const ownTenantDto = z.object({
  tenantId: id,
  name: z.string(),
  slug: z.string(),
  current: z.boolean(),
});
export type OwnTenantDto = z.output<typeof ownTenantDto>;
export const switchTenantInput = z.object({ tenantId: id });
/** Where the browser goes; it works for a minute, once. */
export const switchedDto = z.object({ url: z.string() });
