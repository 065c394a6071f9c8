import { sql } from "drizzle-orm";
import { record } from "@/server/events/record";
import { enqueue } from "@/server/jobs/enqueue";
import { newId } from "@/server/kernel/ids";
import { createApiKey } from "@/server/modules/auth/create-api-key";
import { revokeApiKey } from "@/server/modules/auth/revoke-api-key";
import { deleteFile } from "@/server/modules/files/delete-file";
import { uploadFile } from "@/server/modules/files/upload-file";
import { createEndpoint } from "@/server/modules/hub/create-endpoint";
import { deleteEndpoint } from "@/server/modules/hub/delete-endpoint";
import { setTenantLimit } from "@/server/modules/platform/set-tenant-limit";
import { getSettings } from "@/server/modules/tenants/get-settings";
import { updateSettings } from "@/server/modules/tenants/update-settings";
import { idempotently } from "@/server/rest/idempotently";
import { type Ctx, systemCtx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { note } from "./ledger";
import { patientJob } from "./patient-job";
import type { Random } from "./random";
import { callerOf, hold, type SeedTenant, type World } from "./world";

type Call = { world: World; tenant: SeedTenant; ctx: Ctx; random: Random; mark: string };
type Action = { weight: number; run(call: Call): Promise<string | void> };

const newKey = (ctx: Ctx, mark: string) =>
  createApiKey(ctx, { name: mark, scopes: ["event.read"] });

/** Real verbs; each gives the id of what it made. */
const actions: Record<string, Action> = {
  createKey: {
    weight: 5,
    run: async ({ tenant, ctx, mark }) => kept(tenant.keys, (await newKey(ctx, mark)).id),
  },
  createKeyOnce: {
    weight: 2,
    run: ({ tenant, ctx, mark }) => untilAnswered(ctx, mark, tenant.keys),
  },
  revokeKey: {
    weight: 4,
    run: async ({ tenant, ctx, random }) => {
      const apiKeyId = hold(random, tenant.keys);
      if (apiKeyId) await revokeApiKey(ctx, { apiKeyId });
      return apiKeyId;
    },
  },
  createEndpoint: {
    weight: 2,
    run: async ({ world, tenant, ctx, random, mark }) => {
      const url = `${world.stage.receiver.origin}/${mark}`;
      const eventNames = random.chance(0.5) ? ["apiKey.*"] : ["schedule.ticked", "file.*"];
      const { id } = await createEndpoint(ctx, { url, description: mark, eventNames });
      return kept(tenant.endpoints, id);
    },
  },
  deleteEndpoint: {
    weight: 1,
    run: async ({ tenant, ctx, random }) => {
      const endpointId = tenant.endpoints.length > 1 ? hold(random, tenant.endpoints) : undefined;
      if (endpointId) await deleteEndpoint(ctx, { endpointId });
      return endpointId;
    },
  },
  saveSettings: {
    weight: 3,
    run: async ({ ctx, mark }) => {
      const { version, data } = await getSettings(ctx, { module: "company" });
      await updateSettings(ctx, { module: "company", version, data: { ...data, legalName: mark } });
    },
  },
  askForJob: {
    weight: 6,
    run: ({ ctx, random, mark }) => askForJob(ctx, mark, random.between(0, 120)),
  },
  uploadFile: {
    weight: 4,
    run: async ({ tenant, ctx, random, mark }) => {
      const bytes = Buffer.from(`${mark}\n`.repeat(random.between(1, 60)));
      return kept(tenant.files, (await uploadFile(ctx, { name: `${mark}.txt`, bytes })).id);
    },
  },
  deleteFile: {
    weight: 2,
    run: async ({ tenant, ctx, random }) => {
      const id = hold(random, tenant.files);
      if (id) await deleteFile(ctx, { id });
      return id;
    },
  },
  agreeLimit: {
    weight: 1,
    run: ({ ctx, random }) =>
      setTenantLimit(systemCtx(ctx.tenantId, "test", { requestId: ctx.requestId }), {
        tenantId: ctx.tenantId,
        resource: "devices",
        maximum: random.between(1, 50),
      }),
  },
};

const deck = Object.entries(actions).flatMap(([name, { weight }]) =>
  Array.from({ length: weight }, () => name),
);

/** One call of a drawn verb by a drawn tenant; what its caller was told goes into the ledger. */
export async function act(world: World, random: Random, mark: string): Promise<void> {
  const tenant = random.pick(world.tenants);
  const name = random.pick(deck) ?? "";
  const action = actions[name];
  if (!tenant || !action) return;
  const ctx = callerOf(world, tenant);
  await note(world.ledger, { action: name, tenantId: tenant.id, mark }, () =>
    action.run({ world, tenant, ctx, random, mark }),
  );
}

function kept(list: string[], id: string): string {
  list.push(id);
  return id;
}

/** The wish is a row and a fact; what the job does about it comes later. */
async function askForJob(ctx: Ctx, mark: string, takesMs: number): Promise<string> {
  return inTenant(ctx, async (tx) => {
    await tx.execute(
      sql`insert into tenant_flags (tenant_id, flag, enabled) values (${ctx.tenantId}, ${mark}, true)`,
    );
    record(ctx, "tenant.flagChanged", {
      entity: { type: "tenant", id: ctx.tenantId },
      payload: { flag: mark, before: false, after: true },
    });
    return enqueue(ctx, patientJob, { label: mark, takesMs });
  });
}

const TRIES = 200;

/** As a client of the REST door does: the same Idempotency-Key again until there is an answer. */
async function untilAnswered(ctx: Ctx, mark: string, keys: string[]): Promise<string> {
  let last: unknown;
  for (let i = 0; i < TRIES; i++) {
    try {
      const call = { key: mark, operation: "apiKey.create", input: { mark } };
      const { value } = await idempotently(ctx, call, () => newKey(ctx, mark));
      return kept(keys, (value as { id: string }).id);
    } catch (error) {
      last = error;
      const { code } = error as { code?: unknown };
      if (code === "limit_reached") throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw last;
}

export const newMark = (seed: number, index: number): string =>
  `s${seed}-${index}-${newId().slice(-6)}`;
