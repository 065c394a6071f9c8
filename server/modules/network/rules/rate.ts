/** What a plan gives, in kbit/s, as the customer reads it. */
export type PlanRate = {
  readonly downKbps: number;
  readonly upKbps: number;
  readonly burstDownKbps?: number | null | undefined;
  readonly burstUpKbps?: number | null | undefined;
  readonly burstSeconds?: number | null | undefined;
  readonly priority?: number | undefined;
};

/**
 * The plan's rate as RouterOS reads it, from the router: customer's upload first (isp-domain.md §3.9). Burst follows
 * when the plan has one: threshold at the plan's own speed, twice its seconds as the averaging time.
 */
export function rateLimit(plan: PlanRate): string {
  const base = `${speed(plan.upKbps)}/${speed(plan.downKbps)}`;
  const { burstDownKbps: down, burstUpKbps: up, priority = 8 } = plan;
  if (!down && !up) return priority === 8 ? base : `${base} 0/0 0/0 0/0 ${priority}`;
  const burst = `${speed(up ?? plan.upKbps)}/${speed(down ?? plan.downKbps)}`;
  const time = (plan.burstSeconds ?? 8) * 2;
  return `${base} ${burst} ${base} ${time}/${time} ${priority}`;
}

/** The first pair alone: what a simple queue's `max-limit` takes. */
export const maxLimit = (rate: string): string => rate.trim().split(/\s+/)[0] ?? "0/0";

const speed = (kbps: number): string => (kbps % 1_000 === 0 ? `${kbps / 1_000}M` : `${kbps}k`);

/** Is this a rate that RouterOS takes: `rx/tx` and up to five more words of the same kind? */
export const isRate = (text: string): boolean =>
  /^\d+(\.\d+)?[kMG]?\/\d+(\.\d+)?[kMG]?( \d+(\.\d+)?[kMG]?\/\d+(\.\d+)?[kMG]?){0,3}( [1-8])?$/.test(
    text,
  );
