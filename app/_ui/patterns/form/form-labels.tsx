"use client";

import { createContext, useContext, useEffect } from "react";

/** Field path → its label, for the summary of what is wrong. */
export const FormLabels = createContext<Map<string, string> | null>(null);

/** Tells the form around it what this field is called. */
export function useFormLabel(name: string, label: string): void {
  const labels = useContext(FormLabels);
  useEffect(() => {
    labels?.set(name, label);
    return () => void labels?.delete(name);
  }, [labels, name, label]);
}
