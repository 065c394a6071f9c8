import { channelsIn } from "@/server/modules/notifications/channels";
import type { Ctx } from "@/server/tenancy/context";
import type { CodeChannel } from "../rules/channels";

/** What the tenant can send codes by, in the order in which codes prefer it. */
export async function availableChannels(ctx: Ctx): Promise<CodeChannel[]> {
  const found: CodeChannel[] = [];
  for (const channel of channelsIn()) if (await channel.available(ctx)) found.push(channel.name);
  return found;
}
