import { z } from "zod";
import { authorize } from "@/server/auth/authorize";
import { catalog } from "@/server/events/catalog";
import type { Ctx } from "@/server/tenancy/context";
import type { EventTypeDto } from "./schema";

/** Every event that an endpoint may ask for, with the JSON Schema of its payload. */
export async function listEventTypes(ctx: Ctx): Promise<EventTypeDto[]> {
  authorize(ctx, "webhook.read");
  return Object.entries(catalog).map(([name, { entity, version, payload }]) => ({
    name,
    entity,
    version,
    schema: z.toJSONSchema(payload) as Record<string, unknown>,
  }));
}
