import type { z } from "zod";
import type { PermissionName } from "@/server/auth/permissions";
import type { Audience, ProcedureMeta } from "./init";
import { appRouter } from "./root";

/** One procedure as tables, documents and the enumeration test see it. */
export type ProcedureInfo = {
  /** `auth.whoAmI` */
  path: string;
  type: "query" | "mutation" | "subscription";
  audience: Audience | undefined;
  permission: PermissionName | undefined;
  meta: ProcedureMeta;
  /** Undefined: takes no input. */
  input: z.ZodType | undefined;
  output: z.ZodType | undefined;
};

/** Every procedure of every module, sorted by path; loads all lazy routers. */
export async function listProcedures(): Promise<ProcedureInfo[]> {
  await loadAllRouters();
  const procedures = appRouter._def.procedures as unknown as Record<string, { _def: Definition }>;
  return Object.entries(procedures)
    .map(([path, { _def }]) => ({
      path,
      type: _def.type,
      audience: _def.meta?.audience,
      permission: _def.meta?.permission,
      meta: _def.meta ?? {},
      input: _def.inputs.at(-1),
      output: _def.output,
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Loads what `lazy` put off, also lazies inside lazies: the root is eager afterwards. */
export async function loadAllRouters(): Promise<void> {
  for (;;) {
    const waiting = Object.values(appRouter._def.lazy);
    if (waiting.length === 0) return;
    for (const loader of waiting) await loader.load();
  }
}

/** What tRPC keeps of a procedure; not in its public types. */
type Definition = {
  type: ProcedureInfo["type"];
  meta?: ProcedureMeta;
  inputs: z.ZodType[];
  output?: z.ZodType;
};
