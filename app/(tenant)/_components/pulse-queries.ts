import type { PermissionName } from "@/server/auth/permissions";

type Tile = { key: string; href: "/invoices" | "/services"; filters: string };

/** The lists whose size or sum says how the company is; each tile leads to its list. */
export const MONEY_TILES = [
  { key: "overdue", href: "/invoices", filters: "overdue=yes" },
  { key: "owed", href: "/invoices", filters: "owed=yes" },
] as const satisfies readonly Tile[];
export const SERVICE_TILES = [
  { key: "active", href: "/services", filters: "state=active" },
  { key: "suspended", href: "/services", filters: "heldDebt=yes" },
  { key: "unproven", href: "/services", filters: "differs=yes" },
] as const satisfies readonly Tile[];

/** What a tile asks of its list. */
export const pulseQuery = ({ filters }: Pick<Tile, "filters">) => ({
  search: "",
  sort: "",
  filters,
});

export const MONEY_PERMISSION = "invoice.read" satisfies PermissionName;
export const SERVICE_PERMISSION = "service.read" satisfies PermissionName;
