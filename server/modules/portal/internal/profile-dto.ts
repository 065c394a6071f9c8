import type { customers } from "@/db/schema/crm";
import type { Locale } from "@/server/tenancy/context";
import type { ProfileDto } from "../schema";

/** What customers see of their own record. */
export const toProfileDto = (row: typeof customers.$inferSelect, country: string): ProfileDto => ({
  customerId: row.id,
  number: row.number,
  kind: row.kind,
  name: row.name,
  email: row.email,
  phone: row.phone,
  locale: row.locale as Locale,
  country,
});
