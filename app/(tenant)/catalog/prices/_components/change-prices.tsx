"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { TaskProgress } from "@/app/_ui/patterns/data-table/task-progress";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Form } from "@/app/_ui/patterns/form/form";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import {
  type BookDto,
  type PriceChange,
  priceChange,
} from "@/server/modules/catalog/prices/schema";
import { today } from "../../_components/today";
import { ChangeFields } from "./change-fields";
import { ChangePreview } from "./change-preview";

type ChangePricesProps = { books: readonly BookDto[]; onClose: () => void };

/** Many prices at once: what is wanted, then what it would do price by price, then it is done and can be undone. */
export function ChangePricesDialog({ books, onClose }: ChangePricesProps) {
  const t = useTranslations("catalog");
  const [asked, setAsked] = useState<PriceChange>();
  const usable = books.filter(({ archivedAt }) => archivedAt === null);
  const form = useAppForm({
    schema: priceChange,
    defaultValues: {
      ...{ priceBookId: usable[0]?.id ?? "", validFrom: today(), by: "percent", value: "" },
      ...{ rounding: "none", category: "", kind: "", belowFloor: false },
    },
  });
  return (
    <Dialog open onOpenChange={onClose} title={t("changePrices")}>
      {asked ? (
        <DryRunStep change={asked} onBack={() => setAsked(undefined)} onClose={onClose} />
      ) : (
        <Form
          form={form}
          submitLabel={t("dryRun")}
          onCancel={onClose}
          unguarded
          onSubmit={async (values) => setAsked(values)}
        >
          <ChangeFields form={form} books={usable} />
        </Form>
      )}
    </Dialog>
  );
}

type DryRunStepProps = { change: PriceChange; onBack: () => void; onClose: () => void };

function DryRunStep({ change, onBack, onClose }: DryRunStepProps) {
  const t = useTranslations("catalog");
  const common = useTranslations("common");
  const api = useTRPC();
  const cache = useQueryClient();
  const preview = useQuery(api.catalog.previewChange.queryOptions(change));
  const start = useMutation(api.catalog.startChange.mutationOptions());
  const count = preview.data?.count ?? 0;
  if (start.data)
    return (
      <TaskProgress
        taskId={start.data.id}
        onClose={onClose}
        onChanged={() => void cache.invalidateQueries(api.catalog.pathFilter())}
      />
    );
  return (
    <div className="space-y-4">
      <QueryView query={preview}>
        {(found) => <ChangePreview preview={found} allowed={change.belowFloor === true} />}
      </QueryView>
      {start.error && <ErrorNotice error={start.error} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onBack}>{common("back")}</Button>
        <Button
          variant="primary"
          disabled={count === 0 || start.isPending}
          onClick={() => start.mutate(change)}
        >
          {start.isPending ? common("working") : t("applyChange", { count })}
        </Button>
      </div>
    </div>
  );
}
