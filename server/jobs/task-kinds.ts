import type { TaskKind } from "@/server/modules/work/define-task";

type Loader = () => Promise<TaskKind>;

/**
 * Every kind of long task: name → the module that does it, loaded on first use. Beside the list of jobs for the same
 * reason: the engine is of tier 0 and knows no module above it.
 */
export const taskKinds: Record<string, Loader> = {
  "customers.archive": () =>
    import("@/server/modules/crm/tasks/bulk-kinds").then(
      (module) => module.archiveCustomers as unknown as TaskKind,
    ),
  "customers.assignOwner": () =>
    import("@/server/modules/crm/tasks/bulk-kinds").then(
      (module) => module.assignOwner as unknown as TaskKind,
    ),
  "customers.import": () =>
    import("@/server/modules/crm/tasks/import-kind").then(
      (module) => module.importCustomers as unknown as TaskKind,
    ),
  "customers.setUnit": () =>
    import("@/server/modules/crm/tasks/bulk-kinds").then(
      (module) => module.setUnit as unknown as TaskKind,
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
