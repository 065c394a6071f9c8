"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";

/** Saves one module's settings over the version that was read, and tells when it is done. */
export function useSaveSettings(module: "auth" | "calendar" | "subscriptions" | "selfService") {
  const api = useTRPC();
  const cache = useQueryClient();
  const update = useMutation(api.tenants.updateSettings.mutationOptions());
  const [saved, setSaved] = useState(false);
  const save = async (version: number, data: Record<string, unknown>) => {
    setSaved(false);
    await update.mutateAsync({ module, version, data });
    setSaved(true);
    await cache.invalidateQueries(api.tenants.pathFilter());
  };
  return { save, saved };
}
