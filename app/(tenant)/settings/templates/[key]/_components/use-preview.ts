"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTRPCClient } from "@/app/_trpc/client";
import type { PreviewInput } from "@/server/modules/templates/schema";

const PAUSE_MS = 350;

/** What is asked for once the writer pauses. */
export function useSettled(asked: string): string {
  const [settled, setSettled] = useState(asked);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(asked), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [asked]);
  return settled;
}

/** What the words become, asked again when the writer pauses; the last answer stays until the next is there. */
export function usePreview(input: PreviewInput) {
  const client = useTRPCClient();
  const settled = useSettled(JSON.stringify(input));
  return useQuery({
    queryKey: ["templatePreview", settled],
    queryFn: () => client.templates.preview.mutate(JSON.parse(settled) as PreviewInput),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  });
}
