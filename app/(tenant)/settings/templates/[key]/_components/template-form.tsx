"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { RotateCcw, Save, Send } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { fieldErrors } from "@/app/_ui/patterns/field-errors";
import { showToast } from "@/app/_ui/patterns/toast/toasts";
import { UnsavedGuard } from "@/app/_ui/patterns/form/unsaved-guard";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import type { TemplateDto } from "@/server/modules/templates/schema";
import { ContentFieldInput } from "./content-field";
import { TemplatePreview } from "./template-preview";
import { useIssueWords } from "./issue-words";
import { usePreview } from "./use-preview";

type TemplateFormProps = { template: TemplateDto; mayChange: boolean };

/** The words, field by field, with what is wrong beside each; and at their side what they become. */
export function TemplateForm({ template, mayChange }: TemplateFormProps) {
  const t = useTranslations("templates");
  const [content, setContent] = useState(template.content);
  const [recordId, setRecordId] = useState<string | null>(null);
  const [resetting, setResetting] = useState(false);
  const { template: key, channel, locale, version, fields, variables } = template;
  const place = { template: key, channel, locale };
  const changed = fields.some(({ name }) => content[name] !== template.content[name]);
  const asked = { ...place, content, ...(recordId && { recordId }) };
  const preview = usePreview(asked);
  const words = useIssueWords();
  const { save, reset, sendTest } = useChanges();
  const refused = fieldErrors(save.error);
  const errorOf = (field: string) => {
    const issue = preview.data?.issues.find((one) => one.field === field);
    return issue ? words(issue) : refused[field];
  };
  return (
    <div className="grid gap-6 xl:grid-cols-2">
      <UnsavedGuard active={changed} keepsDraft={false} />
      <Card className="h-fit p-4">
        <form
          className="space-y-5"
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate({ ...place, content, basedOn: version });
          }}
        >
          {fields.map((field) => (
            <ContentFieldInput
              key={field.name}
              field={field}
              variables={variables}
              value={content[field.name] ?? ""}
              error={errorOf(field.name)}
              disabled={!mayChange}
              onChange={(value) => setContent((before) => ({ ...before, [field.name]: value }))}
            />
          ))}
          {(save.error ?? sendTest.error) && <ErrorNotice error={save.error ?? sendTest.error} />}
          {mayChange && (
            <div className="flex flex-wrap gap-2">
              <Button type="submit" variant="primary" disabled={!changed || save.isPending}>
                <Save aria-hidden />
                {t("save")}
              </Button>
              {channel === "email" && (
                <Button
                  disabled={sendTest.isPending}
                  onClick={() => sendTest.mutate({ ...place, content })}
                >
                  <Send aria-hidden />
                  {t("sendTest")}
                </Button>
              )}
              {version > 0 && (
                <Button variant="quiet" onClick={() => setResetting(true)}>
                  <RotateCcw aria-hidden />
                  {t("reset")}
                </Button>
              )}
            </div>
          )}
        </form>
      </Card>
      <TemplatePreview
        template={template}
        preview={preview}
        input={asked}
        recordId={recordId}
        onRecord={setRecordId}
      />
      <ConfirmAction
        open={resetting}
        onOpenChange={setResetting}
        title={t("resetTitle")}
        confirmLabel={t("reset")}
        variant="primary"
        onConfirm={() => reset.mutateAsync({ ...place, basedOn: version })}
      >
        {t("resetText")}
      </ConfirmAction>
    </div>
  );
}

/** Saving, going back and trying out; each says so when it went well. */
function useChanges() {
  const api = useTRPC();
  const cache = useQueryClient();
  const t = useTranslations("templates");
  // A toast: the form itself begins again from the saved words.
  const after = (what: "saved" | "wasReset" | "testSent") => ({
    onSuccess: async () => {
      showToast(t(what));
      await cache.invalidateQueries(api.templates.pathFilter());
    },
  });
  const save = useMutation(api.templates.save.mutationOptions(after("saved")));
  const reset = useMutation(api.templates.reset.mutationOptions(after("wasReset")));
  const sendTest = useMutation(api.templates.sendTest.mutationOptions(after("testSent")));
  return { save, reset, sendTest };
}
