"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Button } from "@/app/_ui/primitives/button";
import { Checkbox } from "@/app/_ui/primitives/checkbox";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { useMay } from "@/app/_ui/shell/person";
import type { CustomerDto } from "@/server/modules/crm/schema";
import { TagList } from "../../_components/tag-list";
import { IconButton } from "@/app/_ui/patterns/icon-button";

/** The customer's tags, and which of the tenant's it bears. */
export function TagsEdit({ customer, fixed }: { customer: CustomerDto; fixed: boolean }) {
  const t = useTranslations("customer");
  const [open, setOpen] = useState(false);
  return (
    <span className="flex flex-wrap items-center gap-1">
      {customer.tags.length === 0 && <span className="text-muted">{t("noTags")}</span>}
      <TagList tags={customer.tags} />
      {!fixed && <IconButton icon={Pencil} label={t("editTags")} onClick={() => setOpen(true)} />}
      {open && <TagsDialog customer={customer} onClose={() => setOpen(false)} />}
    </span>
  );
}

function TagsDialog({ customer, onClose }: { customer: CustomerDto; onClose: () => void }) {
  const t = useTranslations("customer");
  const common = useTranslations("common");
  const api = useTRPC();
  const cache = useQueryClient();
  const may = useMay();
  const tags = useQuery(api.customers.listTags.queryOptions());
  const [chosen, setChosen] = useState(() => new Set(customer.tags.map(({ id }) => id)));
  const save = useMutation(
    api.customers.setTags.mutationOptions({
      onSuccess: async () => {
        await cache.invalidateQueries(api.customers.pathFilter());
        onClose();
      },
    }),
  );
  const toggle = (id: string, on: boolean) =>
    setChosen((before) => new Set(on ? [...before, id] : [...before].filter((one) => one !== id)));
  return (
    <Dialog open onOpenChange={onClose} title={t("tags")}>
      <div className="space-y-4">
        <QueryView query={tags}>
          {(rows) =>
            rows.length === 0 ? (
              <p className="text-muted">{t("noTagsYet")}</p>
            ) : (
              <fieldset className="max-h-80 space-y-1 overflow-y-auto">
                <legend className="sr-only">{t("tags")}</legend>
                {rows.map(({ id, name }) => (
                  <Checkbox
                    key={id}
                    label={name}
                    checked={chosen.has(id)}
                    onChange={({ target }) => toggle(id, target.checked)}
                  />
                ))}
              </fieldset>
            )
          }
        </QueryView>
        {may("customerField.manage") && (
          <Link
            href="/settings/custom-fields"
            className="inline-block min-h-6 text-brand-text underline-offset-4 hover:underline"
          >
            {t("manageTags")}
          </Link>
        )}
        {save.error && <ErrorNotice error={save.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button
            variant="primary"
            disabled={save.isPending}
            onClick={() => save.mutate({ customerId: customer.id, tagIds: [...chosen] })}
          >
            {save.isPending ? common("working") : common("save")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
