import type { Moved } from "./move-rows";
import type { Transferred } from "./transfer-balance";

/** What `customer_merges.before` holds: enough to take the merge back. */
export type MergeBefore = {
  /** The survivor's columns that changed: as they were, and as the merge left them. */
  changed: { before: Record<string, unknown>; after: Record<string, unknown> };
  absorbed: { archivedAt: string | null; mainAddressIds: string[] };
  moved: Moved;
  transferred: Transferred | null;
  /** Legs that both had in the books. */
  legs: number;
};

/** Rows of these say that money was about the absorbed one. */
export const MONEY = ["invoices", "payments", "credit_notes", "deposits", "charges"];
