import type { DoorContext } from "@/server/doors/door-context";
import { appRouter } from "@/server/trpc/root";

type Caller = { [name: string]: Caller } & ((input: unknown) => Promise<unknown>);

/** Calls a procedure by its path through the same ladder as tRPC; throws its TRPCError. */
export function callProcedure(ctx: DoorContext, path: string, input: unknown): Promise<unknown> {
  const caller = appRouter.createCaller(ctx) as unknown as Caller;
  const procedure = path.split(".").reduce((node, name) => node[name] as Caller, caller);
  return procedure(input);
}
