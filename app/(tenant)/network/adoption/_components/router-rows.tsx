"use client";

import { useMutation } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useDeferredValue, useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Segments } from "@/app/_ui/patterns/segments";
import { When } from "@/app/_ui/patterns/when";
import { Button } from "@/app/_ui/primitives/button";
import { Input } from "@/app/_ui/primitives/input";
import { useMay } from "@/app/_ui/shell/person";
import type { ForeignRowPage } from "@/server/modules/network/adoption/schema";
import { AdoptedRows } from "./adopted-rows";
import { OpenRows } from "./open-rows";
import { SkippedRows } from "./skipped-rows";
import { type RowState, useForeignRows, useRefresh } from "./use-foreign-rows";

/** One router's rows without an owner: to decide, left alone, adopted. */
export function RouterRows({ routerId }: { routerId: string }) {
  const t = useTranslations("network.adoption");
  const [state, setState] = useState<RowState>("open");
  const [sought, setSought] = useState("");
  const search = useDeferredValue(sought.trim());
  const { query, rows, first } = useForeignRows(routerId, state, search);
  const parts = { routerId, rows, query, run: first?.run ?? null, isSearch: search !== "" };
  return (
    <>
      <Scan routerId={routerId} run={first?.run ?? null} />
      <Segments
        label={t("views")}
        value={state}
        onChoose={setState}
        options={(["open", "skipped", "adopted"] as const).map((value) => ({
          value,
          label: t(value, { count: first?.counts[value] ?? 0 }),
        }))}
      />
      <Input
        type="search"
        aria-label={t("search")}
        placeholder={t("search")}
        className="mb-4 sm:w-96"
        maxLength={80}
        value={sought}
        onChange={({ target }) => setSought(target.value)}
      />
      <QueryView query={query}>
        {() =>
          state === "open" ? (
            <OpenRows {...parts} />
          ) : state === "skipped" ? (
            <SkippedRows {...parts} />
          ) : (
            <AdoptedRows {...parts} />
          )
        }
      </QueryView>
    </>
  );
}

export type RowsProps = {
  routerId: string;
  rows: ForeignRowPage["items"];
  run: ForeignRowPage["run"];
  isSearch: boolean;
  query: {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    fetchNextPage: () => Promise<unknown>;
  };
};

/** When the router was read, and reading it again. */
function Scan({ routerId, run }: { routerId: string; run: ForeignRowPage["run"] }) {
  const t = useTranslations("network.adoption");
  const api = useTRPC();
  const refresh = useRefresh();
  const may = useMay()("router.reconcile");
  const scan = useMutation(api.network.planReconcile.mutationOptions({ onSettled: refresh }));
  return (
    <div className="mb-4 space-y-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {may && (
          <Button disabled={scan.isPending} onClick={() => scan.mutate({ routerId })}>
            <RefreshCw aria-hidden />
            {t(scan.isPending ? "scanning" : "scan")}
          </Button>
        )}
        {run && (
          <p className="text-muted">
            {t("scanned")} <When at={run.at} short />
          </p>
        )}
      </div>
      {scan.error && <ErrorNotice error={scan.error} />}
    </div>
  );
}
