import type { TaskKind } from "@/server/modules/work/define-task";

type Loader = () => Promise<TaskKind>;

/**
 * Every kind of long task: name → the module that does it, loaded on first use. Beside the list of jobs for the same
 * reason: the engine is of tier 0 and knows no module above it.
 */
export const taskKinds: Record<string, Loader> = {
  "catalog.archive": () =>
    import("@/server/modules/catalog/tasks/item-kinds").then(
      (module) => module.archiveItems as unknown as TaskKind,
    ),
  "catalog.changePrices": () =>
    import("@/server/modules/catalog/tasks/change-prices").then(
      (module) => module.changePrices as unknown as TaskKind,
    ),
  "catalog.setCategory": () =>
    import("@/server/modules/catalog/tasks/item-kinds").then(
      (module) => module.setItemCategory as unknown as TaskKind,
    ),
  "catalog.setUnit": () =>
    import("@/server/modules/catalog/tasks/item-kinds").then(
      (module) => module.setItemUnit as unknown as TaskKind,
    ),
  "customers.archive": () =>
    import("@/server/modules/crm/tasks/bulk-kinds").then(
      (module) => module.archiveCustomers as unknown as TaskKind,
    ),
  "customers.assignOwner": () =>
    import("@/server/modules/crm/tasks/bulk-kinds").then(
      (module) => module.assignOwner as unknown as TaskKind,
    ),
  "customers.setUnit": () =>
    import("@/server/modules/crm/tasks/bulk-kinds").then(
      (module) => module.setUnit as unknown as TaskKind,
    ),
  "customers.addTag": () =>
    import("@/server/modules/crm/tasks/tag-kinds").then(
      (module) => module.addTag as unknown as TaskKind,
    ),
  "customers.removeTag": () =>
    import("@/server/modules/crm/tasks/tag-kinds").then(
      (module) => module.removeTag as unknown as TaskKind,
    ),
  "imports.customers": () =>
    import("@/server/modules/imports/tasks/import-tasks").then(
      (module) => module.importTasks.customers as unknown as TaskKind,
    ),
  "imports.plans": () =>
    import("@/server/modules/imports/tasks/import-tasks").then(
      (module) => module.importTasks.plans as unknown as TaskKind,
    ),
  "imports.services": () =>
    import("@/server/modules/imports/tasks/import-tasks").then(
      (module) => module.importTasks.services as unknown as TaskKind,
    ),
  "imports.openInvoices": () =>
    import("@/server/modules/imports/tasks/import-tasks").then(
      (module) => module.importTasks.openInvoices as unknown as TaskKind,
    ),
  "imports.openingBalances": () =>
    import("@/server/modules/imports/tasks/import-tasks").then(
      (module) => module.importTasks.openingBalances as unknown as TaskKind,
    ),
  "imports.credits": () =>
    import("@/server/modules/imports/tasks/import-tasks").then(
      (module) => module.importTasks.credits as unknown as TaskKind,
    ),
};

/** The definition behind a name; undefined when this version does not know it. */
export async function loadTaskKind(kind: string): Promise<TaskKind | undefined> {
  return Object.hasOwn(taskKinds, kind) ? taskKinds[kind]?.() : undefined;
}

/** Adds kinds from outside the product's own list (tests); returns what takes them out again. */
export function registerTaskKinds(kinds: readonly TaskKind[]): () => void {
  for (const kind of kinds) taskKinds[kind.kind] = async () => kind;
  return () => kinds.forEach(({ kind }) => delete taskKinds[kind]);
}
