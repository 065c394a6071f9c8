"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { fieldErrors } from "@/app/_ui/patterns/field-errors";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { Input, Select } from "@/app/_ui/primitives/input";

type AddDomainProps = { open: boolean; onOpenChange: (open: boolean) => void };

/** Names a host and which face it opens. */
export function AddDomain({ open, onOpenChange }: AddDomainProps) {
  const t = useTranslations("domains");
  const api = useTRPC();
  const cache = useQueryClient();
  const add = useMutation(
    api.tenants.addDomain.mutationOptions({
      onSuccess: async () => {
        await cache.invalidateQueries(api.tenants.listDomains.queryFilter());
        onOpenChange(false);
      },
    }),
  );
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t("add")} description={t("addText")}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const face = form.get("face") === "portal" ? "portal" : "staff";
          add.mutate({ host: String(form.get("host")), face });
        }}
      >
        {add.isError && <ErrorNotice error={add.error} />}
        <FormField label={t("host")} hint={t("hostHint")} error={fieldErrors(add.error).host}>
          {(control) => (
            <Input
              {...control}
              name="host"
              required
              maxLength={253}
              placeholder="portal.example.com"
              autoCapitalize="none"
              spellCheck={false}
            />
          )}
        </FormField>
        <FormField label={t("face")}>
          {(control) => (
            <Select {...control} name="face" defaultValue="portal">
              <option value="portal">{t("facePortal")}</option>
              <option value="staff">{t("faceStaff")}</option>
            </Select>
          )}
        </FormField>
        <div className="flex justify-end">
          <Button type="submit" variant="primary" disabled={add.isPending}>
            {t("add")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
