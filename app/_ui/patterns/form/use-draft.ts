"use client";

import { useEffect, useState } from "react";
import type { FieldValues } from "react-hook-form";
import { usePerson } from "@/app/_ui/shell/person";
import type { AppForm } from "./use-app-form";
import { draftPlace, dropDraft, keepDraft, readDraft } from "./draft-store";

const QUIET_MS = 400;

/** Keeps what is typed under the form's key and brings it back; says since when, and how to be rid of it. */
export function useDraft<V extends FieldValues, T>(form: AppForm<V, T>, key: string | undefined) {
  const { id } = usePerson();
  const place = key === undefined ? undefined : draftPlace(id, key);
  const [foundAt, setFoundAt] = useState<number>();
  useEffect(() => {
    if (place === undefined) return undefined;
    const bringBack = setTimeout(() => {
      const draft = readDraft(place, Date.now());
      if (!draft) return;
      for (const [name, value] of Object.entries(draft.values))
        form.setValue(name as never, value as never, { shouldDirty: true });
      setFoundAt(draft.at);
    });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = form.subscribe({
      formState: { values: true },
      callback: ({ values }) => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          if (form.formState.isDirty) keepDraft(place, values as FieldValues, Date.now());
        }, QUIET_MS);
      },
    });
    return () => {
      stop();
      clearTimeout(bringBack);
      clearTimeout(timer);
    };
  }, [form, place]);
  const forget = () => {
    if (place !== undefined) dropDraft(place);
    setFoundAt(undefined);
  };
  return { foundAt, forget };
}
