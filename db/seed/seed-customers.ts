import { asc, eq } from "drizzle-orm";
import { memberships } from "@/db/schema/auth";
import { customers } from "@/db/schema/crm";
import { businessUnits } from "@/db/schema/units";
import { foldText } from "@/server/kernel/fold-text";
import { insertCustomers, type NewCustomer } from "@/server/modules/crm/insert-customers";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { FAMILY, FIRMS, FIRST, PLACES, type Region, SUFFIX } from "./customer-names";
import { draw } from "./draw";
import { seedId } from "./seed-id";

type Plan = { count: number; region: Region; companies: number; phone: string; digits: number };

/** How many customers each demo company has, where, and how many in a hundred are firms. */
const PLANS: Readonly<Record<string, Plan>> = {
  fibranet: { count: 1_204, region: "lima", companies: 9, phone: "+519", digits: 8 },
  climasur: { count: 183, region: "cordoba", companies: 38, phone: "+549351", digits: 7 },
  bytek: { count: 61, region: "trujillo", companies: 100, phone: "+5144", digits: 6 },
};

const MONTHS = 14;
const DAY_MS = 86_400_000;

/** Customers of a demo company over the last fourteen months, in one statement with their facts; none where there are some. */
export async function seedCustomers(owner: Ctx, slug: string): Promise<void> {
  const plan = PLANS[slug];
  if (!plan) return;
  const { tenantId } = owner;
  await inTenant(owner, async (tx) => {
    const there = await tx
      .select({ id: customers.id })
      .from(customers)
      .where(eq(customers.tenantId, tenantId))
      .limit(1);
    if (there.length > 0) return;
    const staff = await tx
      .select({ id: memberships.id })
      .from(memberships)
      .where(eq(memberships.tenantId, tenantId))
      .orderBy(asc(memberships.id));
    const units = await tx
      .select({ id: businessUnits.id })
      .from(businessUnits)
      .where(eq(businessUnits.tenantId, tenantId))
      .orderBy(asc(businessUnits.code));
    const rows = Array.from({ length: plan.count }, (_, place) =>
      customer(slug, plan, place, owner.now, { staff, units }),
    ).toSorted((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
    await insertCustomers(owner, tx, rows, "seed");
  });
}

type Around = { staff: readonly { id: string }[]; units: readonly { id: string }[] };

function customer(slug: string, plan: Plan, place: number, now: Date, { staff, units }: Around) {
  const { region } = plan;
  const ask = (question: string, below: number) => draw(`${slug}:${place}`, question, below);
  const pick = <T>(question: string, list: readonly T[]): T | undefined =>
    list[ask(question, list.length)];
  const isFirm = ask("kind", 100) < plan.companies;
  const name = isFirm ? firmName(region, pick) : personName(region, pick);
  const agedDays = ask("age", MONTHS * 30) + ask("hour", 24) / 24;
  const state = ask("status", 100);
  const mail = `${foldText(name)
    .replaceAll(/[^a-z0-9]+/g, ".")
    .replaceAll(/^\.|\.$/g, "")}.${place + 1}`;
  return {
    id: seedId(`customer:${slug}:${place}`),
    kind: isFirm ? "company" : "person",
    name,
    // Some people gave no e-mail, fewer no phone: screens must cope with both.
    email: ask("email", 100) < 72 ? `${mail}@${isFirm ? "empresa" : "correo"}.demo` : null,
    phone: ask("hasPhone", 100) < 94 ? phone(plan, ask) : null,
    city: pick("city", PLACES[region]) ?? "",
    locale: "es",
    status: state < 88 ? "active" : state < 95 ? "lead" : "former",
    portalAccess: state < 95,
    businessUnitId: pick("unit", units)?.id ?? null,
    branchId: null,
    ownerMembershipId: ask("owner", 10) < 8 ? (pick("member", staff)?.id ?? null) : null,
    createdAt: new Date(now.getTime() - Math.round(agedDays * DAY_MS)),
  } satisfies NewCustomer & { createdAt: Date };
}

type Pick = <T>(question: string, list: readonly T[]) => T | undefined;

const personName = (region: Region, pick: Pick): string =>
  [pick("first", FIRST), pick("father", FAMILY[region]), pick("mother", FAMILY[region])].join(" ");

const firmName = (region: Region, pick: Pick): string =>
  `${pick("firm", FIRMS[region])} ${pick("father", FAMILY[region])} ${pick("place", PLACES[region])} ${SUFFIX[region]}`;

const phone = ({ phone: start, digits }: Plan, ask: (q: string, below: number) => number): string =>
  start + String(ask("phone", 10 ** digits)).padStart(digits, "0");
