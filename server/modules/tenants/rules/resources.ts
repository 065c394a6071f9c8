/**
 * What a SaaS plan can limit. Stock is counted up and down and stays; flow starts at zero
 * every calendar month in the tenant's own time zone.
 */
export const RESOURCES = {
  staff: "stock",
  customers: "stock",
  devices: "stock",
  storageBytes: "stock",
  apiKeys: "stock",
  webhookEndpoints: "stock",
  domains: "stock",
  childTenants: "stock",
  messages: "flow",
  apiCalls: "flow",
} as const satisfies Record<string, "stock" | "flow">;

export type Resource = keyof typeof RESOURCES;

export const RESOURCE_NAMES = Object.keys(RESOURCES) as [Resource, ...Resource[]];
