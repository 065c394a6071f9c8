import { afterAll, afterEach, beforeAll, beforeEach, describe } from "vitest";
import { newWebhookSecret } from "@/server/kernel/standard-webhooks";
import { createIntegration } from "@/server/modules/integrations/create-integration";
import { forgetLanes } from "@/server/outbound/lanes";
import { setOutboundSeams } from "@/server/outbound/seams";
import type { Ctx } from "@/server/tenancy/context";
import { type EnforcementReceiver, startReceiver } from "@/server/testing/enforcement-receiver";
import { mintTenant } from "@/server/testing/tenant";
import { enforcementContract } from "./contract";
import { manualEnforcement } from "./manual";
import { noEnforcement } from "./none";
import { webhookEnforcement } from "./webhook";

let ctx: Ctx;
beforeEach(async () => {
  ({ ctx } = await mintTenant());
  forgetLanes();
});
const base = { ctx: () => ctx, integrationId: () => null };

describe("none", () => {
  enforcementContract({ ...base, adapter: noEnforcement });
});
describe("manual task", () => {
  enforcementContract({ ...base, adapter: manualEnforcement });
});

describe("signed webhook", () => {
  const secret = newWebhookSecret();
  let receiver: EnforcementReceiver;
  let integrationId: string;
  beforeAll(async () => {
    receiver = await startReceiver(secret);
  });
  beforeEach(async () => {
    setOutboundSeams({ allowLoopbackPorts: [receiver.listener.port] });
    const { origin } = receiver.listener;
    const made = await createIntegration(ctx, {
      vendor: "enforcement-webhook",
      name: "Panel",
      config: { url: `${origin}/enforce`, readBackUrl: `${origin}/state` },
      credentials: { signingSecret: secret },
    });
    integrationId = made.id;
  });
  afterEach(() => setOutboundSeams({}));
  afterAll(() => receiver.listener.close());

  enforcementContract({
    adapter: webhookEnforcement,
    ctx: () => ctx,
    integrationId: () => integrationId,
    offline: (away) => {
      receiver.mood = away ? "down" : "honest";
    },
    tamper: (serviceId, state) => void receiver.states.set(serviceId, state),
    changes: (serviceId) => receiver.changed.get(serviceId) ?? 0,
  });
});
