import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import {
  customerAddresses,
  customerContacts,
  customerFiles,
  customerIdentities,
  notes,
} from "@/db/schema/crm";
import { files } from "@/db/schema/operations";
import type { Ctx } from "@/server/tenancy/context";
import type {
  AddressDto,
  ContactDto,
  CustomerFileDto,
  IdentityDto,
  NoteDto,
} from "../rules/details-schema";

const MOST_NOTES = 200;
const MOST_FILES = 200;

export const contactColumns = {
  id: customerContacts.id,
  name: customerContacts.name,
  role: customerContacts.role,
  email: customerContacts.email,
  phone: customerContacts.phone,
  receivesBilling: customerContacts.receivesBilling,
};
export const addressColumns = {
  id: customerAddresses.id,
  kind: customerAddresses.kind,
  label: customerAddresses.label,
  street: customerAddresses.street,
  district: customerAddresses.district,
  city: customerAddresses.city,
  region: customerAddresses.region,
  postalCode: customerAddresses.postalCode,
  country: customerAddresses.country,
  reference: customerAddresses.reference,
  position: customerAddresses.position,
  primary: customerAddresses.primary,
};
const author = (column: "notes" | "customer_files") =>
  sql<string | null>`(select u.name from memberships m join users u on u.id = m.user_id
    where m.tenant_id = ${sql.identifier(column)}.tenant_id and m.id = ${sql.identifier(column)}.membership_id)`;

export const readContacts = (ctx: Ctx, tx: Tx, customerId: string): Promise<ContactDto[]> =>
  tx
    .select(contactColumns)
    .from(customerContacts)
    .where(
      and(eq(customerContacts.tenantId, ctx.tenantId), eq(customerContacts.customerId, customerId)),
    )
    .orderBy(asc(customerContacts.name), asc(customerContacts.id));

export const readAddresses = (ctx: Ctx, tx: Tx, customerId: string): Promise<AddressDto[]> =>
  tx
    .select(addressColumns)
    .from(customerAddresses)
    .where(
      and(
        eq(customerAddresses.tenantId, ctx.tenantId),
        eq(customerAddresses.customerId, customerId),
      ),
    )
    .orderBy(
      desc(customerAddresses.primary),
      asc(customerAddresses.createdAt),
      asc(customerAddresses.id),
    );

/** The main ones first; each with how many other customers have it, whom the archive holds aside. */
export const readIdentities = (ctx: Ctx, tx: Tx, customerId: string): Promise<IdentityDto[]> =>
  tx
    .select({
      id: customerIdentities.id,
      channel: customerIdentities.channel,
      kind: customerIdentities.kind,
      value: customerIdentities.value,
      primary: customerIdentities.primary,
      sharedWith: sql<number>`(select count(*)::int from customer_identities o
        join customers c on c.tenant_id = o.tenant_id and c.id = o.customer_id and c.archived_at is null
        where o.tenant_id = customer_identities.tenant_id and o.channel = customer_identities.channel
          and o.value = customer_identities.value and o.customer_id <> customer_identities.customer_id)`,
    })
    .from(customerIdentities)
    .where(
      and(
        eq(customerIdentities.tenantId, ctx.tenantId),
        eq(customerIdentities.customerId, customerId),
        isNull(customerIdentities.contactId),
      ),
    )
    .orderBy(
      asc(customerIdentities.channel),
      desc(customerIdentities.primary),
      asc(customerIdentities.createdAt),
      asc(customerIdentities.id),
    );

export async function readNotes(
  ctx: Ctx,
  tx: Tx,
  customerId: string,
  noteId?: string,
): Promise<NoteDto[]> {
  const rows = await tx
    .select({
      id: notes.id,
      text: notes.text,
      pinned: notes.pinned,
      authorName: author("notes"),
      createdAt: notes.createdAt,
      updatedAt: notes.updatedAt,
    })
    .from(notes)
    .where(
      and(
        eq(notes.tenantId, ctx.tenantId),
        eq(notes.customerId, customerId),
        noteId === undefined ? undefined : eq(notes.id, noteId),
        isNull(notes.deletedAt),
      ),
    )
    .orderBy(desc(notes.pinned), desc(notes.createdAt), desc(notes.id))
    .limit(MOST_NOTES);
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }));
}

export async function readFiles(ctx: Ctx, tx: Tx, customerId: string): Promise<CustomerFileDto[]> {
  const rows = await tx
    .select({
      fileId: files.id,
      name: files.name,
      label: customerFiles.label,
      mediaType: files.mediaType,
      sizeBytes: files.sizeBytes,
      authorName: author("customer_files"),
      createdAt: customerFiles.createdAt,
    })
    .from(customerFiles)
    .innerJoin(
      files,
      and(eq(files.tenantId, customerFiles.tenantId), eq(files.id, customerFiles.fileId)),
    )
    .where(
      and(
        eq(customerFiles.tenantId, ctx.tenantId),
        eq(customerFiles.customerId, customerId),
        isNull(files.deletedAt),
      ),
    )
    .orderBy(desc(customerFiles.createdAt), desc(customerFiles.id))
    .limit(MOST_FILES);
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}
