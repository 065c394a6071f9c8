"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import type { LucideIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { ErrorNotice } from "../error-notice";
import { QueryView } from "../query-view";

type BulkChoiceProps<Action extends string> = {
  actions: readonly { action: Action; label: string; icon: LucideIcon }[];
  onStarted: (taskId: string) => void;
  /** The dialog of the action that somebody asked for. */
  dialog: (action: Action, close: () => void, onStarted: (taskId: string) => void) => ReactNode;
};

/** What can be done to the chosen rows of a list: a button for each action, each with its dialog. */
export function BulkChoice<Action extends string>(props: BulkChoiceProps<Action>) {
  const { actions, onStarted, dialog } = props;
  const [asked, setAsked] = useState<Action>();
  const close = () => setAsked(undefined);
  const started = (taskId: string) => {
    close();
    onStarted(taskId);
  };
  return (
    <>
      {actions.map(({ action, label, icon: Icon }) => (
        <Button key={action} size="sm" onClick={() => setAsked(action)}>
          <Icon aria-hidden />
          {label}
        </Button>
      ))}
      {asked && dialog(asked, close, started)}
    </>
  );
}

type BulkDialogProps<Found> = {
  title: string;
  danger: boolean;
  onClose: () => void;
  /** How many, and some of them by name. */
  preview: UseQueryResult<Found, unknown>;
  shown: (found: Found) => ReactNode;
  start: { isPending: boolean; error: unknown };
  /** The chosen value, `""` where the action asks for none. */
  onSubmit: (value: string) => void;
  /** The field named `value`, and what else is to be said. */
  children: ReactNode;
};

/** How many, some of them by name, and then it begins: a task that can be left, stopped and undone. */
export function BulkDialog<Found>(props: BulkDialogProps<Found>) {
  const { title, danger, onClose, preview, shown, start, onSubmit, children } = props;
  const common = useTranslations("common");
  return (
    <Dialog open onOpenChange={onClose} title={title}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit(String(new FormData(event.currentTarget).get("value") ?? ""));
        }}
      >
        <QueryView query={preview}>{shown}</QueryView>
        {children}
        {start.error !== null && <ErrorNotice error={start.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button
            type="submit"
            variant={danger ? "danger" : "primary"}
            disabled={start.isPending || preview.data === undefined}
          >
            {start.isPending ? common("working") : title}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type SomeOfThemProps = {
  title: string;
  names: readonly { id: string; name: string }[];
  more: string | false;
};

/** The first few of many by name. */
export function SomeOfThem({ title, names, more }: SomeOfThemProps) {
  return (
    <div>
      <p className="font-medium">{title}</p>
      <ul className="mt-1 text-muted">
        {names.map(({ id, name }) => (
          <li key={id} className="truncate">
            {name}
          </li>
        ))}
        {more && <li>{more}</li>}
      </ul>
    </div>
  );
}
