"use client";

import { TRPCClientError, type TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import dynamic from "next/dynamic";
import { useSyncExternalStore } from "react";
import type { AppRouter } from "@/server/trpc/root";
import { publicErrorOf } from "./public-error-of";

/** The question under way: everything that was refused meanwhile waits for the one answer. */
let open: { promise: Promise<boolean>; answer: (proved: boolean) => void } | undefined;
const listeners = new Set<() => void>();

function ask(): Promise<boolean> {
  if (open) return open.promise;
  const { promise, resolve } = Promise.withResolvers<boolean>();
  open = {
    promise,
    answer: (proved) => {
      open = undefined;
      for (const tell of listeners) tell();
      resolve(proved);
    },
  };
  for (const tell of listeners) tell();
  return promise;
}

/** A mutation that is refused because the last proof is old: asks for one, then tries again by itself, once. */
export const stepUpLink: TRPCLink<AppRouter> =
  () =>
  ({ op, next }) =>
    observable((observer) => {
      let subscription = next(op).subscribe({
        next: (value) => observer.next(value),
        complete: () => observer.complete(),
        error: (error) => {
          if (op.type !== "mutation" || publicErrorOf(error)?.key !== "step_up_required")
            return observer.error(error);
          const tryAgain = async () => {
            if (await ask()) subscription = next(op).subscribe(observer);
            else observer.error(TRPCClientError.from(error));
          };
          void tryAgain();
        },
      });
      return () => subscription.unsubscribe();
    });

// Loaded when it is first asked for: most pages never need it.
const ProofDialog = dynamic(() => import("./proof-dialog").then((module) => module.ProofDialog));

/** Where the question appears. */
export function StepUp() {
  const asked = useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => open,
    () => undefined,
  );
  return asked ? <ProofDialog onAnswer={asked.answer} /> : null;
}
