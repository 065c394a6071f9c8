"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { CopyText } from "@/app/_ui/patterns/copy-text";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { fieldErrors } from "@/app/_ui/patterns/field-errors";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { Input, Select } from "@/app/_ui/primitives/input";
import { Notice } from "@/app/_ui/primitives/notice";
import { CUT_METHODS } from "@/server/modules/network/rules/access";

/** Adds a router, and shows the script to paste into it, this once. */
export function CreateRouter({ onClose }: { onClose: () => void }) {
  const t = useTranslations("network");
  const api = useTRPC();
  const cache = useQueryClient();
  const go = useRouter();
  const create = useMutation(
    api.network.createRouter.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.network.pathFilter()),
    }),
  );
  const made = create.data;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t("add")}>
      {made ? (
        <div className="space-y-4">
          <Notice tone="warn">{t("scriptOnce")}</Notice>
          <div className="max-h-80 overflow-y-auto">
            <CopyText text={made.script} label={t("script")} />
          </div>
          <div className="flex justify-end">
            <Button
              variant="primary"
              onClick={() => {
                onClose();
                go.push(`/network?router=${made.id}`);
              }}
            >
              {t("pasted")}
            </Button>
          </div>
        </div>
      ) : (
        <RouterForm
          busy={create.isPending}
          error={create.error}
          onSubmit={(form) => create.mutate(inputOf(form))}
        />
      )}
    </Dialog>
  );
}

const inputOf = (form: FormData) => ({
  name: String(form.get("name")),
  host: String(form.get("host")).trim(),
  port: Number(form.get("port")),
  cutMethod: CUT_METHODS.find((one) => one === form.get("cutMethod")) ?? "addressList",
  callers: String(form.get("callers"))
    .split(/[\s,]+/)
    .filter(Boolean),
});

type FormProps = { busy: boolean; error: unknown; onSubmit: (form: FormData) => void };

function RouterForm({ busy, error, onSubmit }: FormProps) {
  const t = useTranslations("network");
  const faults = fieldErrors(error);
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(new FormData(event.currentTarget));
      }}
    >
      {Boolean(error) && <ErrorNotice error={error} />}
      <FormField label={t("name")} error={faults.name}>
        {(control) => <Input {...control} name="name" required maxLength={80} />}
      </FormField>
      <FormField label={t("host")} hint={t("hostHint")} error={faults.host}>
        {(control) => <Input {...control} name="host" required maxLength={253} />}
      </FormField>
      <FormField label={t("port")} error={faults.port}>
        {(control) => (
          <Input
            {...control}
            name="port"
            type="number"
            min={1024}
            max={65_535}
            defaultValue={8728}
          />
        )}
      </FormField>
      <FormField label={t("cutMethod")} error={faults.cutMethod}>
        {(control) => (
          <Select {...control} name="cutMethod" defaultValue="addressList">
            {CUT_METHODS.map((method) => (
              <option key={method} value={method}>
                {t(`cutMethods.${method}`)}
              </option>
            ))}
          </Select>
        )}
      </FormField>
      <FormField label={t("callers")} hint={t("callersHint")} error={faults.callers} optional>
        {(control) => <Input {...control} name="callers" maxLength={300} />}
      </FormField>
      <div className="flex justify-end">
        <Button type="submit" variant="primary" disabled={busy}>
          {t("add")}
        </Button>
      </div>
    </form>
  );
}
