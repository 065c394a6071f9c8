/** More changes than this, or more than this share of the router's services, need somebody's word. */
export const CAP_CHANGES = 20;
export const CAP_SHARE = 0.05;

export type Radius = { readonly changes: number; readonly services: number };

/**
 * Would a reconciliation change more than it may by itself (isp-domain.md §3.10)? A small router's first service
 * is always more than 5 %: under three changes nobody is asked.
 */
export const isOverCap = ({ changes, services }: Radius): boolean =>
  changes > CAP_CHANGES || (changes > 2 && changes > services * CAP_SHARE);
