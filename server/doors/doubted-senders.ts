import { localWindows } from "@/server/rate-limit/local-windows";
import { networkOf } from "@/server/rate-limit/network-of";
import type { Ctx } from "@/server/tenancy/context";

/** Refusals in a minute, of a network and of all at one tenant. Beyond it forgeries must cost the database nothing each. */
const OF_NETWORK = { max: 60, windowSeconds: 60, onFailure: "allow" } as const;
const AT_TENANT = { ...OF_NETWORK, max: 600 };

type Sender = Pick<Ctx, "tenantId" | "ip">;

/** Counts a refusal in this process's memory; true where the sender's network has had its share. */
export function countRefusal(sender: Sender): boolean {
  localWindows.spend(atTenant(sender), AT_TENANT, 1);
  return !localWindows.spend(ofNetwork(sender), OF_NETWORK, 1).ok;
}

/**
 * Are there so many refusals, of this network or at this tenant, that the next is likely to be another? Not a verdict: who
 * has the secret is never refused for what others sent, also from the same address.
 */
export const isDoubted = (sender: Sender): boolean =>
  localWindows.spend(ofNetwork(sender), OF_NETWORK, 0).remaining === 0 ||
  localWindows.spend(atTenant(sender), AT_TENANT, 0).remaining === 0;

const ofNetwork = ({ tenantId, ip }: Sender) => `${tenantId}:webhook:${networkOf(ip ?? "")}`;
const atTenant = ({ tenantId }: Sender) => `${tenantId}:webhook`;
