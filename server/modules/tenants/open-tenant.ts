import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { memberships, users } from "@/db/schema/auth";
import { tenants } from "@/db/schema/tenants";
import { record } from "@/server/events/record";
import { Conflict } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { roleName } from "@/server/modules/people/role-name";
import { writeInvitation } from "@/server/modules/people/write-invitation";
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
  origin: "platform" | "reseller" | "seed" | "signUp";
  demo?: boolean;
  /**
   * With `passwordHash` (a seed, or a sign-up that has proved the mailbox) a member from the start; a person who exists
   * keeps theirs. Without it they are invited by e-mail, whether or not anybody has the address: nothing tells them apart.
   */
  owner: { email: string; name: string; id?: string; passwordHash?: string };
  /** In whose name an owner is invited. */
  inviterName?: string;
};

/**
 * Writes a tenant, its owner (or the owner's invitation) and the first fact of its chain in the platform's open
 * transaction. No password is made or shown. Throws Conflict("slug_taken").
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
  const own = { ...ctx, tenantId: id };
  record(own, "tenant.created", {
    entity: { type: "tenant", id },
    payload: { slug, plan: plan?.code ?? null, parentTenantId, origin },
  });
  await bringOwner(own, tx, input);
  return { id, slug };
}

async function bringOwner(own: Ctx, tx: Tx, { owner, locale, ...input }: NewTenant): Promise<void> {
  const { passwordHash } = owner;
  if (passwordHash) {
    const userId = await ensurePerson(tx, { ...owner, passwordHash }, locale);
    const { tenantId, now } = own;
    await tx.insert(memberships).values({ tenantId, userId, role: "owner", createdAt: now });
    await countUsage(own, tx, "staff", 1);
    return;
  }
  await writeInvitation(own, tx, {
    name: owner.name,
    email: owner.email,
    phone: null,
    role: "owner",
    roleName: roleName("owner", locale),
    locale,
    inviterName: input.inviterName ?? "Trama",
  });
}

async function ensurePerson(
  tx: Tx,
  person: NewTenant["owner"] & { passwordHash: string },
  locale: Locale,
): Promise<string> {
  const [made] = await tx
    .insert(users)
    .values({ ...person, locale })
    .onConflictDoNothing({ target: users.email })
    .returning({ id: users.id });
  if (made) return made.id;
  const [known] = await tx
    .select({ id: users.id })
    .from(users)
    .where(eq(users.email, person.email));
  if (!known) throw new Error("a person with this e-mail vanished");
  return known.id;
}
