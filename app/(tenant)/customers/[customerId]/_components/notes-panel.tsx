"use client";

import { useMutation } from "@tanstack/react-query";
import { Pencil, Pin, PinOff, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Form } from "@/app/_ui/patterns/form/form";
import { TextareaField } from "@/app/_ui/patterns/form/textarea-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { When } from "@/app/_ui/patterns/when";
import { Badge } from "@/app/_ui/primitives/badge";
import { type NoteDto, noteForm } from "@/server/modules/crm/rules/details-schema";
import type { CustomerDto } from "@/server/modules/crm/schema";
import { PanelRow } from "./panel";
import { IconButton } from "@/app/_ui/patterns/icon-button";
import { useDetails } from "./use-details";

/** What people wrote down: pinned first, then the newest. */
export function NotesPanel({ customer }: { customer: CustomerDto }) {
  const t = useTranslations("customer");
  const api = useTRPC();
  const { details, mayChange, refresh } = useDetails(customer);
  const [edited, setEdited] = useState<string>();
  const [doomed, setDoomed] = useState<NoteDto>();
  const [round, setRound] = useState(0);
  const customerId = customer.id;
  const add = useMutation(api.customers.addNote.mutationOptions({ onSuccess: refresh }));
  const update = useMutation(api.customers.updateNote.mutationOptions({ onSuccess: refresh }));
  const remove = useMutation(api.customers.removeNote.mutationOptions({ onSuccess: refresh }));
  return (
    <QueryView query={details}>
      {({ notes }) => (
        <div className="space-y-3">
          {mayChange && (
            <NoteEditor
              key={round}
              label={t("newNote")}
              submitLabel={t("addNote")}
              onSubmit={async (text) => {
                await add.mutateAsync({ customerId, text });
                setRound(round + 1);
              }}
            />
          )}
          {update.error && <ErrorNotice error={update.error} />}
          {notes.length === 0 && <p className="text-muted">{t("noNotes")}</p>}
          <ul className="divide-y divide-(--border)">
            {notes.map((note) =>
              edited === note.id ? (
                <li key={note.id} className="py-2">
                  <NoteEditor
                    label={t("editNote")}
                    submitLabel={t("saveNote")}
                    text={note.text}
                    onCancel={() => setEdited(undefined)}
                    onSubmit={async (text) => {
                      await update.mutateAsync({ customerId, noteId: note.id, text });
                      setEdited(undefined);
                    }}
                  />
                </li>
              ) : (
                <PanelRow
                  key={note.id}
                  actions={
                    mayChange && (
                      <>
                        <IconButton
                          icon={note.pinned ? PinOff : Pin}
                          label={note.pinned ? t("unpin") : t("pin")}
                          disabled={update.isPending}
                          onClick={() =>
                            update.mutate({ customerId, noteId: note.id, pinned: !note.pinned })
                          }
                        />
                        <IconButton
                          icon={Pencil}
                          label={t("editNote")}
                          onClick={() => setEdited(note.id)}
                        />
                        <IconButton
                          icon={Trash2}
                          label={t("removeNote")}
                          onClick={() => setDoomed(note)}
                        />
                      </>
                    )
                  }
                >
                  <p className="whitespace-pre-wrap">{note.text}</p>
                  <p className="mt-0.5 flex flex-wrap items-center gap-2 text-[0.8125rem] text-muted">
                    {note.pinned && <Badge tone="info">{t("pinned")}</Badge>}
                    {[note.authorName].filter(Boolean).join("")} <When at={note.createdAt} />
                  </p>
                </PanelRow>
              ),
            )}
          </ul>
          <ConfirmAction
            open={doomed !== undefined}
            onOpenChange={() => setDoomed(undefined)}
            title={t("removeNote")}
            confirmLabel={t("remove")}
            onConfirm={() => remove.mutateAsync({ customerId, noteId: doomed?.id ?? "" })}
          >
            {t("removeNoteText")}
          </ConfirmAction>
        </div>
      )}
    </QueryView>
  );
}

type NoteEditorProps = {
  label: string;
  submitLabel: string;
  text?: string;
  onCancel?: () => void;
  onSubmit: (text: string) => Promise<unknown>;
};

function NoteEditor({ label, submitLabel, text = "", onCancel, onSubmit }: NoteEditorProps) {
  const form = useAppForm({ schema: noteForm, defaultValues: { text } });
  return (
    <Form
      form={form}
      unguarded
      submitLabel={submitLabel}
      onSubmit={({ text: written }) => onSubmit(written)}
      {...(onCancel && { onCancel })}
    >
      <TextareaField form={form} name="text" label={label} rows={2} maxLength={5_000} />
    </Form>
  );
}
