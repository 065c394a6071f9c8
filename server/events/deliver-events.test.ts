import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { JobDelivery } from "@/server/jobs/define-job";
import { newId } from "@/server/kernel/ids";
import { verifyChain } from "@/server/modules/audit/verify-chain";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { asJobs, graphileRig } from "@/server/testing/queue-rigs/graphile-rig";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";
import { deliverEvents } from "./deliver-events";
import { allReactions, defineReaction, registerReactions } from "./reactions";
import { record } from "./record";

let tenant: TestTenant;
let release = () => undefined as void;
beforeEach(async () => {
  tenant = await mintTenant();
});
afterEach(() => release());

const job = (): JobDelivery => ({
  jobId: newId(),
  name: "events.deliver",
  attempt: 1,
  signal: new AbortController().signal,
  deadline: new Date(Date.now() + 60_000),
  timeoutMs: 60_000,
});

const verified = (host: string) =>
  record(tenant.ctx, "domain.verified", {
    entity: { type: "domain", id: newId() },
    payload: { host, face: "staff" },
  });

const namesInChain = () =>
  inTenant(tenant.ctx, async (tx) => {
    const { rows } = await tx.execute<{ name: string }>(sql`select name from events order by seq`);
    return rows.map(({ name }) => name);
  });

const cursors = () =>
  inTenant(tenant.ctx, async (tx) => {
    const { rows } = await tx.execute<{ consumer: string; seq: string }>(
      sql`select consumer, seq from event_cursors order by consumer`,
    );
    return Object.fromEntries(rows.map(({ consumer, seq }) => [consumer, Number(seq)]));
  });

const marksFlag = (inTx: boolean, fails: () => boolean = () => false) =>
  defineReaction({
    on: ["domain.verified"],
    name: "test.markFlag",
    inTx,
    handle: async (ctx, { payload }) => {
      await inTenant(ctx, (tx) =>
        tx.execute(
          sql`insert into tenant_flags (tenant_id, flag, enabled) values (${ctx.tenantId}, ${`${payload.host}:${newId()}`}, true)`,
        ),
      );
      // Facts of earlier tests may still be on their way; they are not this test's.
      if (ctx.tenantId === tenant.id && fails()) throw new Error("reaction failed");
    },
  });

const flags = async () =>
  (await inTenant(tenant.ctx, (tx) => tx.execute(sql`select flag from tenant_flags`))).rows.length;

test("a reaction marked inTx happens in the fact's transaction: both or neither", async () => {
  let fails = false;
  release = registerReactions([marksFlag(true, () => fails)]);
  await inTenant(tenant.ctx, async () => void verified("a.example"));
  expect(await flags()).toBe(1);
  fails = true;
  await expect(inTenant(tenant.ctx, async () => void verified("b.example"))).rejects.toThrow(
    "reaction failed",
  );
  expect(await flags()).toBe(1);
  expect(await namesInChain()).toEqual(["domain.verified"]);
});

test("a fact that a reaction states in the transaction follows its cause in the chain", async () => {
  release = registerReactions([
    defineReaction({
      on: ["domain.verified"],
      name: "test.answer",
      inTx: true,
      handle: async (ctx) => {
        record(ctx, "webhook.endpoint.paused", {
          entity: { type: "webhookEndpoint", id: newId() },
          payload: {},
        });
      },
    }),
  ]);
  await inTenant(tenant.ctx, async () => void verified("a.example"));
  expect(await namesInChain()).toEqual(["domain.verified", "webhook.endpoint.paused"]);
});

test("reactions that set each other off end the transaction instead of the process", async () => {
  release = registerReactions([
    defineReaction({
      on: ["domain.verified"],
      name: "test.loop",
      inTx: true,
      handle: async () => void verified("again.example"),
    }),
  ]);
  await expect(inTenant(tenant.ctx, async () => void verified("a.example"))).rejects.toThrow(
    "set each other off",
  );
  expect(await namesInChain()).toEqual([]);
});

test("any other reaction happens once, after the commit, and is tried again when it fails", async () => {
  let attempts = 0;
  release = registerReactions([marksFlag(false, () => attempts++ === 0)]);
  const rig = graphileRig();
  await rig.startWorking();
  try {
    await inTenant(tenant.ctx, async () => void verified("a.example"));
    await expect.poll(flags, { timeout: 15_000 }).toBe(1);
    expect(attempts).toBe(2);
  } finally {
    await rig.stopWorking();
  }
}, 150_000);

test("a reaction that takes facts together handles each once, and one that fails holds up no other", async () => {
  const handled: string[] = [];
  let broken = 1;
  const flag = async (ctx: Ctx, host: string) => {
    if (ctx.tenantId !== tenant.id) return;
    await inTenant(ctx, (tx) =>
      tx.execute(
        sql`insert into tenant_flags (tenant_id, flag, enabled) values (${ctx.tenantId}, ${host}, true)`,
      ),
    );
    handled.push(host);
    if (host === "130.example" && broken-- > 0) throw new Error("reaction failed");
  };
  release = registerReactions([
    defineReaction({
      on: ["domain.verified"],
      name: "test.together",
      together: async (ctx, events) => {
        for (const { payload } of events) await flag(ctx, payload.host);
      },
      handle: (ctx, { payload }) => flag(ctx, payload.host),
    }),
  ]);
  const rig = graphileRig();
  await rig.startWorking();
  try {
    await inTenant(tenant.ctx, async () => {
      for (let n = 0; n < 240; n++) verified(`${n}.example`);
    });
    await expect.poll(flags, { timeout: 60_000 }).toBe(240);
    // A hundred, the hundred with the one that failed (rolled back, then one by one), forty.
    const times = (n: number) => handled.filter((host) => host === `${n}.example`).length;
    expect([0, 99, 100, 130, 200, 239].map(times)).toEqual([1, 1, 2, 2, 1, 1]);
  } finally {
    await rig.stopWorking();
  }
}, 150_000);

test("each consumer takes every fact once, however many deliver at the same time", async () => {
  const taken: string[] = [];
  release = registerReactions([marksFlag(false)]);
  await inTenant(tenant.ctx, async () => {
    for (let i = 0; i < 1_200; i++) taken.push(verified(`${i}.example`));
  });
  await Promise.all(Array.from({ length: 4 }, () => deliverEvents.handle(tenant.ctx, {}, job())));
  expect(await cursors()).toEqual({ reactions: 1_200, webhooks: 1_200 });
});

test("a consumer that fails stays where it is and does not hold the others", async () => {
  await inTenant(tenant.ctx, async () => void verified("a.example"));
  release = registerReactions([
    {
      name: "test.broken",
      handle: async () => undefined,
      get on(): never {
        throw new Error("consumer broke");
      },
    },
  ]);
  await expect(deliverEvents.handle(tenant.ctx, {}, job())).rejects.toThrow("consumer broke");
  expect(await cursors()).toEqual({ webhooks: 1 });
});

test("a burst asks for one delivery, and what is stated while it runs is taken without another", async () => {
  const burst = () => inTenant(tenant.ctx, async () => void verified("a.example"));
  for (let i = 0; i < 5; i++) await burst();
  const waiting = "select count(*)::int as n from graphile_worker.jobs where key = $1";
  const { rows } = await asJobs(waiting, [`${tenant.id}:events.deliver:next`]);
  expect(rows).toEqual([{ n: 1 }]);
  const rig = graphileRig();
  await rig.startWorking();
  try {
    await Promise.all(Array.from({ length: 60 }, () => burst()));
    const all = { reactions: 65, webhooks: 65 };
    await expect.poll(cursors, { timeout: 30_000 }).toEqual(all);
    await burst();
    await expect.poll(cursors, { timeout: 30_000 }).toEqual({ reactions: 66, webhooks: 66 });
  } finally {
    await rig.stopWorking();
  }
});

test("a fact that the platform states about a tenant is delivered to that tenant", async () => {
  await asPlatform(tenant.ctx, "change of the test", async () => {
    record(tenant.ctx, "tenant.flagChanged", {
      entity: { type: "tenant", id: tenant.id },
      payload: { flag: "x", before: false, after: true },
    });
  });
  expect(await namesInChain()).toEqual(["tenant.flagChanged"]);
  await deliverEvents.handle(tenant.ctx, {}, job());
  expect(await cursors()).toEqual({ reactions: 1, webhooks: 1 });
  expect((await verifyChain(tenant.ctx)).ok).toBe(true);
});

test("reactions have names of their own, and those in the transaction are the ones listed here", async () => {
  const reactions = await allReactions();
  const names = reactions.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(reactions.filter(({ inTx }) => inTx).map(({ name }) => name)).toEqual([
    // Whoever paid is on the way back, and who bounced is not, when the money's own transaction stands.
    "dunning.settleDebt",
    "dunning.reopenLadder",
    // What waits for its first payment begins with it, and waits again when it went back before the installation.
    "payments.beginPaidServices",
    "payments.holdUnpaidServices",
  ]);
});
