import { policyOfService } from "./service-debt";
import type { LadderPolicy, Policies } from "./types";

export type LadderOf = {
  policy: LadderPolicy;
  why: "customer" | "plan" | "company";
  services: string[];
};
type Asked = {
  policyId: string | null;
  services: readonly { label: string; planPolicyId: string | null }[];
};

/** The ladders that a customer's services stand on and why, as the ladder itself chooses them; pure. */
export function laddersOf({ policyId, services }: Asked, policies: Policies): LadderOf[] {
  const found = new Map<string, LadderOf>();
  const asked = services.length > 0 ? services : [{ label: "", planPolicyId: null }];
  for (const { label, planPolicyId } of asked) {
    const policy = policyOfService({ policyId }, { planPolicyId }, policies);
    const why =
      policyId !== null && policy.id === policyId
        ? "customer"
        : policyId === null && planPolicyId !== null && policy.id === planPolicyId
          ? "plan"
          : "company";
    const key = `${policy.id} ${why}`;
    const one = found.get(key) ?? { policy, why, services: [] };
    if (label) one.services.push(label);
    found.set(key, one);
  }
  return [...found.values()];
}
