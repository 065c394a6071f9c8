import { deliverEvents } from "@/server/events/deliver-events";
import type { JobDelivery } from "@/server/jobs/define-job";
import { dispatch } from "@/server/jobs/dispatch";
import { newId } from "@/server/kernel/ids";
import { deliverWebhook } from "@/server/modules/hub/deliver-webhook";
import { systemCtx } from "@/server/tenancy/context";
import { patientJob } from "./patient-job";
import type { Random } from "./random";
import type { World } from "./world";

/** Jobs, events and webhooks arrive again, several times at once, beside the worker that has them too. */
export async function repeatDeliveries(world: World, random: Random): Promise<void> {
  const asked = world.ledger.entries.filter(
    ({ action, outcome }) => action === "askForJob" && outcome === "done",
  );
  const again = asked.filter(() => random.chance(0.4)).slice(-8);
  const pending = await world.stage.ask<{ tenantId: string; id: string; attempts: number }>(
    `select tenant_id as "tenantId", id, attempts from webhook_deliveries where status = 'pending' order by id limit 8`,
  );
  await Promise.allSettled([
    ...twice(again).map(({ tenantId, mark, about = "" }) =>
      dispatch(
        {
          job: patientJob.name,
          tenant: tenantId,
          id: about,
          request: newId(),
          payload: { label: mark, takesMs: 10 },
        },
        { attempt: 1, diedBefore: false, draining: new AbortController().signal },
      ),
    ),
    ...twice(world.tenants).map(({ id }) =>
      deliverEvents.handle(systemCtx(id, deliverEvents.name), {}, delivery()),
    ),
    ...twice(pending).map(({ tenantId, id, attempts }) =>
      deliverWebhook.handle(
        systemCtx(tenantId, deliverWebhook.name),
        { deliveryId: id, attempt: attempts + 1 },
        delivery(),
      ),
    ),
  ]);
}

const twice = <T>(list: readonly T[]): T[] => list.flatMap((one) => [one, one]);

const delivery = (): JobDelivery => ({
  name: "test.repeated",
  jobId: newId(),
  attempt: 1,
  signal: new AbortController().signal,
  deadline: new Date(Date.now() + 30_000),
  timeoutMs: 30_000,
});
