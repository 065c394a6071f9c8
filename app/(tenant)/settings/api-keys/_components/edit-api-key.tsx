"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { Input } from "@/app/_ui/primitives/input";
import type { ApiKeyDto } from "@/server/modules/auth/schema";
import { networksOf } from "./networks-field";
import { UseFields } from "./use-fields";

/** Changes a key's name and whence and how often it may be used; what it may do never changes. */
export function EditApiKey({ apiKey, onClose }: { apiKey: ApiKeyDto; onClose: () => void }) {
  const t = useTranslations("apiKeys");
  const api = useTRPC();
  const cache = useQueryClient();
  const update = useMutation(
    api.auth.updateApiKey.mutationOptions({
      onSuccess: async () => {
        await cache.invalidateQueries(api.auth.pathFilter());
        onClose();
      },
    }),
  );
  const submit = (form: FormData) => {
    const calls = Number(form.get("calls"));
    update.mutate({
      apiKeyId: apiKey.id,
      name: String(form.get("name")),
      allowedNetworks: networksOf(String(form.get("networks"))),
      callsPerMinute: calls > 0 ? calls : null,
    });
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t("editTitle")}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit(new FormData(event.currentTarget));
        }}
      >
        {update.error && <ErrorNotice error={update.error} />}
        <FormField label={t("name")}>
          {(control) => (
            <Input {...control} name="name" required maxLength={80} defaultValue={apiKey.name} />
          )}
        </FormField>
        <UseFields
          error={update.error}
          networks={apiKey.allowedNetworks}
          calls={apiKey.callsPerMinute}
        />
        <div className="flex justify-end">
          <Button type="submit" variant="primary" disabled={update.isPending}>
            {t("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
