"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import type {
  AdoptionPreview,
  AdoptionResult,
  ForeignRowDto,
} from "@/server/modules/network/adoption/schema";
import { useRefresh } from "./use-foreign-rows";

export type Pick = { row: ForeignRowDto; service: NonNullable<ForeignRowDto["service"]> };
type Items = AdoptionPreview["items"];
type Results = AdoptionResult["results"];

/** So many go to the router at a time: a thousand rows are adopted in sight, lot by lot. */
const LOT = 20;

type Stage =
  | { at: "closed" }
  | { at: "reading" }
  | { at: "preview"; items: Items }
  | { at: "running"; items: Items; done: number; count: number }
  | { at: "done"; items: Items; results: Results }
  | { at: "failed"; error: unknown };

/** From the picks to the preview, and from the preview to what became of each; nothing is written before the second. */
export function useAdoption(runId: string) {
  const api = useTRPC();
  const refresh = useRefresh();
  const preview = useMutation(api.network.previewAdoption.mutationOptions());
  const adopt = useMutation(api.network.adoptRows.mutationOptions());
  const [stage, setStage] = useState<Stage>({ at: "closed" });
  const read = async (picks: readonly Pick[]) => {
    setStage({ at: "reading" });
    try {
      const named = picks.map(({ row, service }) => ({ rowId: row.id, serviceId: service.id }));
      const items: Items = [];
      for (const lot of lots(named))
        items.push(...(await preview.mutateAsync({ runId, picks: lot })).items);
      setStage({ at: "preview", items });
    } catch (error) {
      setStage({ at: "failed", error });
    }
  };
  const run = async (items: Items) => {
    const picks = items
      .filter(({ problem }) => problem === null)
      .map(({ rowId, serviceId }) => ({ rowId, serviceId }));
    const results: Results = [];
    try {
      for (const lot of lots(picks)) {
        setStage({ at: "running", items, done: results.length, count: picks.length });
        results.push(...(await adopt.mutateAsync({ runId, picks: lot })).results);
      }
      setStage({ at: "done", items, results });
    } catch (error) {
      setStage({ at: "failed", error });
    }
    await refresh();
  };
  return { stage, read, run, close: () => setStage({ at: "closed" }) };
}

const lots = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / LOT) }, (_, at) =>
    all.slice(at * LOT, (at + 1) * LOT),
  );
