import { eq, max } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customers } from "@/db/schema/crm";
import { tenants } from "@/db/schema/tenants";
import { branches, businessUnits } from "@/db/schema/units";
import { countUsage } from "@/server/modules/tenants/count-usage";
import type { Ctx, Locale } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { SAMPLES } from "./sample-people";
import { seedId } from "./seed-id";
import { markSeeded, wasSeeded } from "./was-seeded";

const CUSTOMERS = 40;
const MONTHS = 14;

/**
 * A small invented company in the tenant's language: lines of business, offices and customers of the last 14 months.
 * Each row's id is a UUIDv5 (`seedId`), which is how the wipe tells it from what people entered. A second run, or one
 * after a crash, changes nothing.
 */
export async function seedSample(own: Ctx): Promise<void> {
  if (await wasSeeded(own)) return;
  await inTenant(own, async (tx) => {
    const [tenant] = await tx
      .select({ locale: tenants.locale, demo: tenants.demo })
      .from(tenants)
      .where(eq(tenants.id, own.tenantId));
    // Wiped before the job came: then nothing is wanted.
    if (!tenant?.demo) return;
    const sample = SAMPLES[tenant.locale as Locale];
    const places = await addPlaces(own, tx, sample);
    await addCustomers(own, tx, sample, places, tenant.locale);
  });
  await markSeeded(own);
}

type Sample = (typeof SAMPLES)[Locale];
type Places = { units: string[]; branches: string[] };
const idOf = (own: Ctx, name: string): string => seedId(`${own.tenantId}:${name}`);

async function addPlaces(own: Ctx, tx: Tx, sample: Sample): Promise<Places> {
  const { tenantId } = own;
  const units = sample.units.map(([code, name]) => ({
    ...{ id: idOf(own, `unit:${code}`), tenantId, code, name },
  }));
  // A code that a person has taken meanwhile stays theirs.
  const addedUnits = await tx
    .insert(businessUnits)
    .values(units)
    .onConflictDoNothing()
    .returning({ id: businessUnits.id });
  const offices = sample.branches.map(([code, name, address]) => ({
    ...{ id: idOf(own, `branch:${code}`), tenantId, code, name, address },
  }));
  const addedBranches = await tx
    .insert(branches)
    .values(offices)
    .onConflictDoNothing()
    .returning({ id: branches.id });
  return { units: addedUnits.map(({ id }) => id), branches: addedBranches.map(({ id }) => id) };
}

async function addCustomers(
  own: Ctx,
  tx: Tx,
  sample: Sample,
  places: Places,
  locale: string,
): Promise<void> {
  const [last] = await tx
    .select({ number: max(customers.number) })
    .from(customers)
    .where(eq(customers.tenantId, own.tenantId));
  const rows = Array.from({ length: CUSTOMERS }, (_, place) => ({
    ...person(own, sample, place),
    ...{ id: idOf(own, `customer:${place}`), tenantId: own.tenantId, locale },
    number: (last?.number ?? 0) + place + 1,
    businessUnitId: at(places.units, place),
    branchId: at(places.branches, place * 3),
  }));
  const added = await tx
    .insert(customers)
    .values(rows.map((row) => ({ ...row, searchText: searchText(row) })))
    .onConflictDoNothing()
    .returning({ id: customers.id });
  await countUsage(own, tx, "customers", added.length);
}

const at = (ids: readonly string[], place: number): string | null =>
  ids[place % Math.max(1, ids.length)] ?? null;

function person(own: Ctx, sample: Sample, place: number) {
  const pick = (list: readonly string[], step: number): string => list[step % list.length] ?? "";
  const company = place % 6 === 5;
  const [given, one, two] = [
    pick(sample.given, place),
    pick(sample.family, place * 3),
    pick(sample.family, place * 5 + 4),
  ];
  const name = company ? pick(sample.companies, Math.floor(place / 6)) : `${given} ${one} ${two}`;
  const daysAgo = Math.floor(((CUSTOMERS - place) * MONTHS * 30) / CUSTOMERS);
  const createdAt = new Date(own.now.getTime() - daysAgo * 86_400_000);
  return {
    ...{ kind: company ? ("company" as const) : ("person" as const), name, createdAt },
    // Every fourth has no e-mail, as in life.
    email: place % 4 === 3 ? null : `${fold(name).replaceAll(/[^a-z]+/g, ".")}@${sample.domain}`,
    city: pick(sample.cities, place * 2),
    status:
      place % 11 === 10 ? ("former" as const) : place % 9 === 8 ? ("lead" as const) : "active",
  } as const;
}

const fold = (text: string): string =>
  text
    .normalize("NFD")
    .replaceAll(/\p{Diacritic}/gu, "")
    .toLowerCase();

const searchText = (row: { name: string; number: number; email: string | null; city: string }) =>
  fold([row.name, row.number, row.email, row.city].filter(Boolean).join(" "));
