import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { memberships, users } from "@/db/schema/auth";
import { tenants } from "@/db/schema/tenants";
import { hashPassword } from "@/server/auth/password-hash";
import { record } from "@/server/events/record";
import { Conflict } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import type { Ctx, Locale } from "@/server/tenancy/context";
import { countUsage } from "./count-usage";
import type { CreatedTenantDto } from "./schema";

/** A tenant to be: everything that its row and its owner's need. */
export type NewTenant = {
  /** Absent: a new one. Seeds fix theirs. */
  id?: string;
  slug: string;
  name: string;
  country: string;
  timeZone: string;
  currency: string;
  locale: Locale;
  plan: { id: string; code: string } | null;
  parentTenantId: string | null;
  origin: "platform" | "reseller" | "seed";
  demo?: boolean;
  /** `id` and `passwordHash` only where a seed or a test fixes them. */
  owner: { email: string; name: string; id?: string; passwordHash?: string };
};

/**
 * Writes a tenant, its owner and the first fact of its chain in the platform's open transaction.
 * A person who is new gets a random password, returned once; one who exists keeps theirs.
 * Throws Conflict("slug_taken").
 */
export async function openTenant(ctx: Ctx, tx: Tx, input: NewTenant): Promise<CreatedTenantDto> {
  const { slug, name, country, timeZone, currency, locale, plan, parentTenantId, origin } = input;
  const id = input.id ?? newId();
  const inserted = await tx
    .insert(tenants)
    .values({
      id,
      slug,
      name,
      country,
      timeZone,
      currency,
      locale,
      parentTenantId,
      saasPlanId: plan?.id ?? null,
      demo: input.demo ?? false,
      createdAt: ctx.now,
    })
    .onConflictDoNothing()
    .returning({ id: tenants.id });
  if (inserted.length === 0) throw new Conflict("slug_taken", { slug });
  const { userId, initialPassword } = await ensurePerson(tx, input.owner, locale);
  await tx.insert(memberships).values({ tenantId: id, userId, role: "owner", createdAt: ctx.now });
  const own = { ...ctx, tenantId: id };
  await countUsage(own, tx, "staff", 1);
  record(own, "tenant.created", {
    entity: { type: "tenant", id },
    payload: { slug, plan: plan?.code ?? null, parentTenantId, origin },
  });
  return { id, slug, initialPassword };
}

async function ensurePerson(
  tx: Tx,
  person: NewTenant["owner"],
  locale: Locale,
): Promise<{ userId: string; initialPassword: string | null }> {
  const initialPassword = randomBytes(15).toString("base64url");
  const passwordHash = person.passwordHash ?? (await hashPassword(initialPassword));
  const [made] = await tx
    .insert(users)
    .values({ ...person, locale, passwordHash })
    .onConflictDoNothing({ target: users.email })
    .returning({ id: users.id });
  if (made)
    return { userId: made.id, initialPassword: person.passwordHash ? null : initialPassword };
  const [known] = await tx
    .select({ id: users.id })
    .from(users)
    .where(eq(users.email, person.email));
  if (!known) throw new Error("a person with this e-mail vanished");
  return { userId: known.id, initialPassword: null };
}
