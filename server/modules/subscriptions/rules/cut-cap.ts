/** What may be cut on one router within an hour before a person is asked (isp-domain.md §3.10: the blast radius). */
export type CutCap = {
  /** So many always go through: a small router's few debtors ask nobody. */
  readonly cutsAtOnce: number;
  /** And up to this share of the router's services, in percent; 100: nothing is ever stopped. */
  readonly cutSharePercent: number;
};

/** Reasons that a person already approved, or that only write again what was so. */
export const UNCAPPED_REASONS = ["provision", "reconcile", "adopt"] as const;

/** The most services that may be cut on a router of `services` within an hour. */
export const cutCapOf = (services: number, { cutsAtOnce, cutSharePercent }: CutCap): number =>
  cutSharePercent >= 100
    ? Number.MAX_SAFE_INTEGER
    : Math.max(cutsAtOnce, Math.floor((services * cutSharePercent) / 100));
