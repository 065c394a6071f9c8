import { z } from "zod";
import { email, phone } from "./reach-fields";

const uuid = z.uuid();
const instant = z.string();
const text = (most: number) => z.string().trim().max(most);
const customerId = uuid;

export const CONTACT_ROLES = ["billing", "technical", "owner", "other"] as const;
const contactFields = {
  name: text(160).min(1, "name_required"),
  role: z.enum(CONTACT_ROLES),
  email: email.nullable(),
  phone: phone.nullable(),
  /** Gets invoices and reminders too. */
  receivesBilling: z.boolean(),
};
/** What the form asks for; empty addresses are none. */
export const contactForm = z.object({
  ...contactFields,
  role: contactFields.role.default("other"),
  email: contactFields.email.default(null),
  phone: contactFields.phone.default(null),
  receivesBilling: contactFields.receivesBilling.default(false),
});
export type ContactForm = z.output<typeof contactForm>;
export const addContactInput = contactForm.extend({ customerId });
export type AddContactInput = z.input<typeof addContactInput>;
export const updateContactInput = z
  .object(contactFields)
  .partial()
  .extend({ customerId, contactId: uuid });
export type UpdateContactInput = z.input<typeof updateContactInput>;
export const contactIdInput = z.object({ customerId, contactId: uuid });
export type ContactIdInput = z.output<typeof contactIdInput>;
export const contactDto = z.object({
  id: uuid,
  name: z.string(),
  role: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  receivesBilling: z.boolean(),
});
export type ContactDto = z.output<typeof contactDto>;

export const ADDRESS_KINDS = ["service", "fiscal", "other"] as const;
/** Degrees (WGS 84). */
export const position = z.object({
  lat: z.number().min(-90).max(90),
  lng: z.number().min(-180).max(180),
});
const addressFields = {
  kind: z.enum(ADDRESS_KINDS),
  label: text(60),
  street: text(200),
  district: text(80),
  city: text(80),
  region: text(80),
  postalCode: text(20),
  country: z
    .string()
    .trim()
    .toUpperCase()
    .refine((code) => code === "" || /^[A-Z]{2}$/.test(code), "country_invalid"),
  reference: text(300),
  position: position.nullable(),
  primary: z.boolean(),
};
export const addressForm = z.object({
  ...addressFields,
  kind: addressFields.kind.default("service"),
  label: addressFields.label.default(""),
  street: addressFields.street.default(""),
  district: addressFields.district.default(""),
  city: addressFields.city.default(""),
  region: addressFields.region.default(""),
  postalCode: addressFields.postalCode.default(""),
  country: addressFields.country.default(""),
  reference: addressFields.reference.default(""),
  position: addressFields.position.default(null),
  primary: addressFields.primary.default(false),
});
export const addAddressInput = addressForm.extend({ customerId });
export type AddAddressInput = z.input<typeof addAddressInput>;
export const updateAddressInput = z
  .object(addressFields)
  .partial()
  .extend({ customerId, addressId: uuid });
export type UpdateAddressInput = z.input<typeof updateAddressInput>;
export const addressIdInput = z.object({ customerId, addressId: uuid });
export type AddressIdInput = z.output<typeof addressIdInput>;
export const addressDto = z.object({
  id: uuid,
  kind: z.enum(ADDRESS_KINDS),
  label: z.string(),
  street: z.string(),
  district: z.string(),
  city: z.string(),
  region: z.string(),
  postalCode: z.string(),
  country: z.string(),
  reference: z.string(),
  position: position.nullable(),
  primary: z.boolean(),
});
export type AddressDto = z.output<typeof addressDto>;

export const IDENTITY_CHANNELS = ["email", "phone", "whatsapp", "telegram"] as const;
const identityShape = z.object({
  channel: z.enum(IDENTITY_CHANNELS),
  value: z.string().trim().min(1).max(254),
});
/** By channel: an e-mail address, a phone in E.164, a name of Telegram. */
export const identityForm = identityShape.superRefine(({ channel, value }, context) => {
  const problem = problemOf(channel, value);
  if (problem) context.addIssue({ code: "custom", path: ["value"], message: problem });
});
function problemOf(channel: z.output<typeof identityShape>["channel"], value: string) {
  if (channel === "email") return email.safeParse(value).success ? null : "email_invalid";
  if (channel === "telegram") return /^@?[A-Za-z0-9_]{4,32}$/.test(value) ? null : "name_required";
  return phone.safeParse(value).success ? null : "phone_invalid";
}
export type IdentityForm = z.output<typeof identityForm>;
export const addIdentityInput = identityForm.safeExtend({ customerId });
export type AddIdentityInput = z.input<typeof addIdentityInput>;
export const identityIdInput = z.object({ customerId, identityId: uuid });
export type IdentityIdInput = z.output<typeof identityIdInput>;
export const identityDto = z.object({
  id: uuid,
  channel: z.enum(IDENTITY_CHANNELS),
  kind: z.string(),
  value: z.string(),
  primary: z.boolean(),
  /** Other customers that have the same one. */
  sharedWith: z.number().int(),
});
export type IdentityDto = z.output<typeof identityDto>;

const noteText = z.string().trim().min(1, "note_required").max(5_000);
export const noteForm = z.object({ text: noteText });
export const addNoteInput = z.object({
  customerId,
  text: noteText,
  pinned: z.boolean().default(false),
});
export type AddNoteInput = z.input<typeof addNoteInput>;
export const updateNoteInput = z.object({
  customerId,
  noteId: uuid,
  text: noteText.optional(),
  pinned: z.boolean().optional(),
});
export type UpdateNoteInput = z.output<typeof updateNoteInput>;
export const noteIdInput = z.object({ customerId, noteId: uuid });
export type NoteIdInput = z.output<typeof noteIdInput>;
export const noteDto = z.object({
  id: uuid,
  text: z.string(),
  pinned: z.boolean(),
  authorName: z.string().nullable(),
  createdAt: instant,
  updatedAt: instant,
});
export type NoteDto = z.output<typeof noteDto>;

export const addFileInput = z.object({ customerId, fileId: uuid, label: text(120).default("") });
export type AddFileInput = z.input<typeof addFileInput>;
export const customerFileIdInput = z.object({ customerId, fileId: uuid });
export type CustomerFileIdInput = z.output<typeof customerFileIdInput>;
export const customerFileDto = z.object({
  fileId: uuid,
  name: z.string(),
  label: z.string(),
  mediaType: z.string(),
  sizeBytes: z.number().int(),
  authorName: z.string().nullable(),
  createdAt: instant,
});
export type CustomerFileDto = z.output<typeof customerFileDto>;

/** What hangs on a customer besides its services and documents. */
export const customerDetails = z.object({
  contacts: z.array(contactDto),
  addresses: z.array(addressDto),
  identities: z.array(identityDto),
  /** Pinned first, then the newest; at most 200. */
  notes: z.array(noteDto),
  files: z.array(customerFileDto),
});
export type CustomerDetailsDto = z.output<typeof customerDetails>;
