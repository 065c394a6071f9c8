import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { listPlans } from "@/server/modules/platform/list-plans";
import { upsertPlan } from "@/server/modules/platform/upsert-plan";
import { type Ctx, systemCtx } from "@/server/tenancy/context";
import { addPeople } from "./add-people";
import { DEMO_ADMIN, DEMO_CHILD, DEMO_PASSWORD, DEMO_TENANTS } from "./demo-tenants";
import { DEMO_PLANS } from "./demo-plans";
import { seedReseller } from "./seed-reseller";
import { seedTenant } from "./seed-tenant";
import { markSeeded, wasSeeded } from "./was-seeded";

/** Who can sign in after the seed, and where: `tenant` null is the admin host. */
export type DemoLogin = {
  tenant: string | null;
  face: "staff" | "platform";
  path: string;
  email: string;
  password: string;
  role: string;
};

/** The demo: plans, three companies with a person per role, a reseller's child, the platform's admin. A second run changes nothing. */
export async function seedDemo(): Promise<DemoLogin[]> {
  const ctx = systemCtx(PLATFORM_TENANT_ID, "seed");
  if (await wasSeeded(ctx)) return demoLogins();
  await addPeople(ctx, [{ ...DEMO_ADMIN, role: "owner" }]);
  await addPlans(ctx);
  for (const tenant of DEMO_TENANTS) await seedTenant(ctx, tenant);
  await seedReseller(ctx);
  await markSeeded(ctx);
  return demoLogins();
}

/** A plan that is there already may have been changed by a person: it stays. */
async function addPlans(ctx: Ctx): Promise<void> {
  const there = new Set((await listPlans(ctx)).map((plan) => plan.code));
  for (const plan of DEMO_PLANS) if (!there.has(plan.code)) await upsertPlan(ctx, plan);
}

function demoLogins(): DemoLogin[] {
  const common = { path: "/sign-in", password: DEMO_PASSWORD };
  return [
    ...DEMO_TENANTS.flatMap(({ slug, staff }) =>
      staff.map(({ email, role }) => ({
        tenant: slug,
        face: "staff" as const,
        ...common,
        email,
        role,
      })),
    ),
    {
      tenant: DEMO_CHILD.slug,
      face: "staff",
      ...common,
      email: DEMO_CHILD.owner.email,
      role: "owner",
    },
    { tenant: null, face: "platform", ...common, email: DEMO_ADMIN.email, role: "platform" },
  ];
}
