import { sql } from "drizzle-orm";
import { hashPassword } from "@/server/auth/password-hash";
import { composition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import { signInWithPassword } from "@/server/modules/auth/sign-in-with-password";
import { systemCtx } from "@/server/tenancy/context";
import { type Measure, median } from "./report";

const ROUNDS = 200;

/**
 * A wrong password for an account that exists against one for an account that does not, taken in turn, each from an
 * address of its own and for an account of its own, so that no delay is due.
 */
export async function run(): Promise<Measure[]> {
  const tenantId = newId();
  const passwordHash = await hashPassword("correct horse battery staple");
  await composition().db.platform.transaction(tenantId, async (tx) => {
    await tx.execute(sql`insert into tenants (id, slug, name, country, time_zone, currency, locale)
      values (${tenantId}, 'bench', 'bench', 'PE', 'America/Lima', 'PEN', 'es')`);
    for (let i = 0; i < ROUNDS; i++) {
      const userId = newId();
      await tx.execute(sql`insert into users (id, email, name, password_hash)
        values (${userId}, ${`known${i}@bench.example`}, 'x', ${passwordHash})`);
      await tx.execute(sql`insert into memberships (id, tenant_id, user_id, role)
        values (${newId()}, ${tenantId}, ${userId}, 'agent')`);
    }
  });
  const times: Record<"known" | "nobody", number[]> = { known: [], nobody: [] };
  for (let i = -20; i < ROUNDS; i++)
    // The order changes from round to round: neither is always the first after a pause.
    for (const who of i % 2 ? (["known", "nobody"] as const) : (["nobody", "known"] as const)) {
      const n = Math.abs(i);
      const ip = `10.${who === "known" ? 1 : 2}.${n >> 8}.${n & 255}`;
      const ctx = { ...systemCtx(tenantId, "bench"), actor: { kind: "anonymous" } as const, ip };
      const startedAt = performance.now();
      await signInWithPassword(ctx, { email: `${who}${n}@bench.example`, password: "wrong" }).catch(
        () => undefined,
      );
      if (i >= 0) times[who].push(performance.now() - startedAt);
    }
  const [ours, baseline] = [median(times.known), median(times.nobody)];
  const gap = Math.abs(ours - baseline);
  console.log(`|Δ| of the medians: ${gap.toFixed(2)} ms over ${ROUNDS} each`);
  console.log(`permutation test: p = ${permutation(times.known, times.nobody).toFixed(3)}`);
  return [
    {
      name: "sign-in, known account",
      ...{ ours, baseline, ratio: ours / baseline, unit: "ms" },
      against: "an unknown account",
      bar: "|Δ| ≤ 2 ms",
    },
  ];
}

/** How often a random split of the same times is at least as far apart: small means that they can be told apart. */
function permutation(a: readonly number[], b: readonly number[]): number {
  const all = [...a, ...b];
  const seen = Math.abs(median(a) - median(b));
  let atLeast = 0;
  for (let round = 0; round < 1000; round++) {
    for (let i = all.length - 1; i > 0; i--) {
      const j = Math.floor(Math.random() * (i + 1));
      [all[i], all[j]] = [all[j] ?? 0, all[i] ?? 0];
    }
    if (Math.abs(median(all.slice(0, a.length)) - median(all.slice(a.length))) >= seen) atLeast++;
  }
  return atLeast / 1000;
}
