"use client";

import { useState } from "react";
import { publicErrorOf } from "@/app/_trpc/public-error-of";

/** One call at a time: whether it runs, what went wrong, and the words beside a field. */
export function useCall() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const fields = publicErrorOf(error)?.fields;
  return {
    busy,
    /** What is said above the form: an error that names a field stands beside that field. */
    error: fields ? null : error,
    fieldError: (field: string) => fields?.[field],
    forget: () => setError(null),
    run: async (work: () => Promise<void>) => {
      setBusy(true);
      setError(null);
      try {
        await work();
      } catch (cause) {
        setError(cause);
      } finally {
        setBusy(false);
      }
    },
  };
}
