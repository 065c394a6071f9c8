import { resource } from "@/server/modules/tenants/schema";

/** Everything that can be limited, in the order of the plans. */
export const RESOURCE_KEYS = resource.options;
export type ResourceKey = (typeof RESOURCE_KEYS)[number];
