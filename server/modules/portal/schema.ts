import { z } from "zod";

const instant = z.iso.datetime();
const locale = z.enum(["es", "en", "pt"]);
const code = z
  .string()
  .trim()
  .regex(/^\d{6}$/);
const token = z.string().regex(/^[\w-]{43}$/);

export const requestCodeInput = z.object({
  /** E-mail or phone, as the person types it. */
  address: z.string().trim().min(3).max(254),
});
export type RequestCodeInput = z.output<typeof requestCodeInput>;

/** The same for every address, whoever has it. */
export const requestedCode = z.object({
  requestId: z.uuid(),
  /** Where to look for the code: at the phone or mailbox that was typed, or in the mailbox on the record. */
  sentTo: z.enum(["phone", "email", "mailboxOnRecord"]),
  expiresAt: instant,
});
export type RequestedCodeDto = z.output<typeof requestedCode>;

export const signInWithCodeInput = z.object({ requestId: z.uuid(), code });
export type SignInWithCodeInput = z.output<typeof signInWithCodeInput>;

export const signInWithLinkInput = z.object({ link: token });
export type SignInWithLinkInput = z.output<typeof signInWithLinkInput>;

const account = z.object({
  customerId: z.uuid(),
  name: z.string(),
  number: z.number().int(),
  city: z.string(),
});

/** Either a one-time ticket for the session cookie, or the accounts among which the person chooses. */
export const provenAddress = z.object({
  ticket: z.string().nullable(),
  choice: z.object({ proof: z.string(), accounts: z.array(account) }).nullable(),
});
export type ProvenAddressDto = z.output<typeof provenAddress>;

export const chooseAccountInput = z.object({ proof: token, customerId: z.uuid() });
export type ChooseAccountInput = z.output<typeof chooseAccountInput>;

export const portalTicket = z.object({ ticket: z.string() });
export type PortalTicketDto = z.output<typeof portalTicket>;

export const profileDto = z.object({
  customerId: z.uuid(),
  number: z.number().int(),
  kind: z.enum(["person", "company"]),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  locale,
  /** ISO 3166-1 alpha-2 of the company: how a phone is written here. */
  country: z.string(),
});
export type ProfileDto = z.output<typeof profileDto>;

export const updateProfileInput = z
  .object({ name: z.string().trim().min(2).max(160), locale })
  .partial();
export type UpdateProfileInput = z.output<typeof updateProfileInput>;

export const requestContactChangeInput = z.object({
  kind: z.enum(["email", "phone"]),
  address: z.string().trim().min(3).max(254),
});
export type RequestContactChangeInput = z.output<typeof requestContactChangeInput>;

export const requestedChange = z.object({
  requestId: z.uuid(),
  /** As it will be kept. */
  address: z.string(),
  expiresAt: instant,
});
export type RequestedChangeDto = z.output<typeof requestedChange>;

export const confirmContactChangeInput = requestContactChangeInput.extend({
  requestId: z.uuid(),
  code,
});
export type ConfirmContactChangeInput = z.output<typeof confirmContactChangeInput>;

export const portalSessionDto = z.object({
  id: z.uuid(),
  current: z.boolean(),
  userAgent: z.string().nullable(),
  country: z.string().nullable(),
  createdAt: instant,
  lastSeenAt: instant,
});
export type PortalSessionDto = z.output<typeof portalSessionDto>;

export const portalSessionIdInput = z.object({ sessionId: z.uuid() });

export const portalCustomerInput = z.object({ customerId: z.uuid() });
export type PortalCustomerInput = z.output<typeof portalCustomerInput>;

export const setAccessInput = portalCustomerInput.extend({ allowed: z.boolean() });
export type SetAccessInput = z.output<typeof setAccessInput>;

/** How a customer stands with the portal, for staff. */
export const portalAccessDto = z.object({
  allowed: z.boolean(),
  archived: z.boolean(),
  /** Can a link reach them? */
  hasEmail: z.boolean(),
  openSessions: z.number().int(),
  lastSeenAt: instant.nullable(),
});
export type PortalAccessDto = z.output<typeof portalAccessDto>;
