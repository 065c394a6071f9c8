import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx, Locale } from "@/server/tenancy/context";
import type { Reach } from "../port";

/** A customer with what is needed to reach it, and its contacts that get bills. */
export type Addressee = {
  customerId: string;
  number: number;
  reach: Reach;
  contacts: { contactId: string; reach: Reach }[];
};

type Identity = { contact: string | null; channel: string; kind: string; value: string };
type Contact = { id: string; name: string; email: string | null; phone: string | null };
type Row = {
  id: string;
  number: number;
  name: string;
  email: string | null;
  phone: string | null;
  locale: Locale;
  identities: Identity[] | null;
  contacts: Contact[] | null;
};

/** Addresses as they stand now, of many customers in one query. */
export async function readAddressees(
  ctx: Pick<Ctx, "tenantId">,
  tx: Tx,
  customerIds: readonly string[],
): Promise<Map<string, Addressee>> {
  const ids = sql.param([...new Set(customerIds)]);
  const { rows } = await tx.execute<Row>(sql`
    select c.id, c.number, c.name, c.email, c.phone, c.locale,
      (select json_agg(json_build_object('contact', i.contact_id, 'channel', i.channel, 'kind', i.kind, 'value', i.value) order by i.is_primary desc, i.id)
         from customer_identities i where i.tenant_id = c.tenant_id and i.customer_id = c.id) as identities,
      (select json_agg(json_build_object('id', k.id, 'name', k.name, 'email', k.email, 'phone', k.phone) order by k.id)
         from customer_contacts k where k.tenant_id = c.tenant_id and k.customer_id = c.id and k.receives_billing) as contacts
    from customers c where c.tenant_id = ${ctx.tenantId} and c.id = any(${ids}::uuid[])`);
  return new Map(rows.map((row) => [row.id, toAddressee(row)]));
}

function toAddressee({ id, number, locale, contacts, identities, ...own }: Row): Addressee {
  const of = (contact: string | null) =>
    (identities ?? []).filter((identity) => identity.contact === contact);
  return {
    ...{ customerId: id, number },
    reach: { ...reachBy(own, of(null)), locale },
    contacts: (contacts ?? []).map(({ id: contactId, ...contact }) => ({
      contactId,
      reach: { ...reachBy(contact, of(contactId)), locale },
    })),
  };
}

/** What somebody said they use for WhatsApp goes before their phone. */
function reachBy(
  { name, email, phone }: { name: string; email: string | null; phone: string | null },
  identities: readonly Identity[],
): Omit<Reach, "locale"> {
  const first = (channel: string, kind?: string) =>
    identities.find((one) => one.channel === channel && (!kind || one.kind === kind))?.value;
  const mail = email ?? first("email");
  const number = first("whatsapp", "phone") ?? phone ?? first("phone");
  const userId = first("whatsapp", "bsuid");
  return {
    name,
    ...(mail && { email: mail }),
    ...(number && { phone: number }),
    ...(userId && { whatsappUserId: userId }),
  };
}
