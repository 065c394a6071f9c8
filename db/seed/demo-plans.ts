import type { UpsertPlanInput } from "@/server/modules/platform/schema";

const GIB = 1024 ** 3;

/** What the demo platform sells: for a neighbourhood WISP, a growing provider, and one that resells. Per month, in cents of USD. */
export const DEMO_PLANS: readonly UpsertPlanInput[] = [
  {
    code: "inicio",
    name: "Inicio",
    priceMinor: 29_00,
    currency: "USD",
    public: true,
    limits: {
      staff: 5,
      customers: 300,
      devices: 60,
      storageBytes: 5 * GIB,
      apiKeys: 2,
      webhookEndpoints: 2,
      domains: 1,
      childTenants: 0,
      messages: 1_500,
      apiCalls: 20_000,
    },
  },
  {
    code: "crecimiento",
    name: "Crecimiento",
    priceMinor: 99_00,
    currency: "USD",
    public: true,
    limits: {
      staff: 25,
      customers: 3_000,
      devices: 600,
      storageBytes: 50 * GIB,
      apiKeys: 10,
      webhookEndpoints: 10,
      domains: 3,
      childTenants: 0,
      messages: 20_000,
      apiCalls: 300_000,
    },
  },
  {
    code: "pro",
    name: "Pro",
    priceMinor: 299_00,
    currency: "USD",
    public: true,
    limits: {
      staff: 120,
      customers: 30_000,
      devices: 6_000,
      storageBytes: 500 * GIB,
      apiKeys: 50,
      webhookEndpoints: 50,
      domains: 10,
      childTenants: 25,
      messages: 200_000,
      apiCalls: 5_000_000,
    },
  },
];
