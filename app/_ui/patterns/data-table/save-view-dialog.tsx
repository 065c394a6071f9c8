"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/primitives/button";
import { Checkbox } from "@/app/_ui/primitives/checkbox";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { Input } from "@/app/_ui/primitives/input";
import { useMay } from "@/app/_ui/shell/person";
import type { ViewDto } from "@/server/modules/work/schema";
import { ErrorNotice } from "../error-notice";
import { fieldErrors } from "../field-errors";
import { FormField } from "../form-field";

type SaveViewDialogProps = {
  list: string;
  query: string;
  onClose: () => void;
  onSaved: (view: ViewDto) => void;
};

/** Keeps what the list shows under a name. */
export function SaveViewDialog({ list, query, onClose, onSaved }: SaveViewDialogProps) {
  const t = useTranslations("table");
  const common = useTranslations("common");
  const may = useMay();
  const api = useTRPC();
  const cache = useQueryClient();
  const save = useMutation(
    api.work.saveView.mutationOptions({
      onSuccess: async (view) => {
        await cache.invalidateQueries(api.work.listViews.pathFilter());
        onSaved(view);
        onClose();
      },
    }),
  );
  const errors = fieldErrors(save.error);
  return (
    <Dialog open onOpenChange={onClose} title={t("saveView")} description={t("saveViewHint")}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const name = String(form.get("name")).trim();
          if (name) save.mutate({ list, query, name, shared: form.has("shared") });
        }}
      >
        <FormField label={t("viewName")} error={errors.name}>
          {(control) => <Input {...control} name="name" required maxLength={60} />}
        </FormField>
        {may("view.share") && <Checkbox name="shared" label={t("shareWithAll")} />}
        {save.error && !errors.name && <ErrorNotice error={save.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" variant="primary" disabled={save.isPending}>
            {common("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
