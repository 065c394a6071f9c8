"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Merge, UsersRound } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Badge } from "@/app/_ui/primitives/badge";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { Notice } from "@/app/_ui/primitives/notice";
import type { DuplicateListDto, MergeDto } from "@/server/modules/crm/rules/merge-schema";
import { MergeDialog } from "./merge-dialog";
import { PairSide } from "./pair-side";
import { TellApart } from "./tell-apart";
import { ToldApart } from "./told-apart";

type Pair = DuplicateListDto["pairs"][number];

/** Pairs that may be one customer, the surest first; each is looked at side by side before anything moves. */
export function DuplicateList() {
  const t = useTranslations("customer");
  const customers = useTranslations("customers");
  const api = useTRPC();
  const cache = useQueryClient();
  const duplicates = useQuery(api.customers.listDuplicates.queryOptions({}));
  const [open, setOpen] = useState<Pair>();
  const [merged, setMerged] = useState<MergeDto>();
  const refresh = () => cache.invalidateQueries(api.customers.pathFilter());
  const undo = useMutation(
    api.customers.unmerge.mutationOptions({
      onSuccess: async () => {
        setMerged(undefined);
        await refresh();
      },
    }),
  );
  return (
    <>
      <PageHeader title={t("duplicatesTitle")} description={t("duplicatesText")} />
      <div role="status">
        {merged && (
          <Notice
            tone="info"
            className="mb-4"
            action={
              <Button
                size="sm"
                disabled={undo.isPending}
                onClick={() => undo.mutate({ mergeId: merged.mergeId })}
              >
                {t("undoMerge")}
              </Button>
            }
          >
            {t("merged", { rows: merged.rows })}{" "}
            <Link href={`/customers/${merged.survivorId}`} className="underline underline-offset-4">
              {t("openSurvivor")}
            </Link>
          </Notice>
        )}
      </div>
      {undo.error && <ErrorNotice error={undo.error} />}
      <QueryView query={duplicates}>
        {({ pairs, total }) =>
          pairs.length === 0 ? (
            <Card>
              <EmptyState icon={UsersRound} title={t("noDuplicates")}>
                {t("noDuplicatesText")}
              </EmptyState>
            </Card>
          ) : (
            <>
              <p className="mb-3 text-muted">{t("duplicatesCount", { count: total })}</p>
              <ul className="space-y-3">
                {pairs.map((pair) => (
                  <li key={`${pair.a.id}-${pair.b.id}`}>
                    <Card className="p-4">
                      <div className="flex flex-wrap items-center justify-between gap-3">
                        <span className="flex flex-wrap gap-1">
                          {pair.signs.map((sign) => (
                            <Badge key={sign} tone={sign === "taxId" ? "bad" : "warn"}>
                              {customers(`sign.${sign}`)}
                            </Badge>
                          ))}
                        </span>
                        <span className="flex flex-wrap gap-2">
                          <Button size="sm" onClick={() => setOpen(pair)}>
                            <Merge aria-hidden />
                            {t("compare")}
                            <span className="sr-only">
                              {pair.a.name}, {pair.b.name}
                            </span>
                          </Button>
                          <TellApart pair={pair} onDone={refresh} />
                        </span>
                      </div>
                      <div className="mt-3 grid gap-3 sm:grid-cols-2">
                        <PairSide side={pair.a} />
                        <PairSide side={pair.b} />
                      </div>
                    </Card>
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </QueryView>
      <ToldApart />
      {open && (
        <MergeDialog
          ids={[open.a.id, open.b.id]}
          onClose={() => setOpen(undefined)}
          onMerged={(done) => {
            setOpen(undefined);
            setMerged(done);
            void refresh();
          }}
        />
      )}
    </>
  );
}
