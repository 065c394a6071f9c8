"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { BookmarkPlus, MoreHorizontal, Users } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { cn } from "@/app/_ui/cn";
import { Button } from "@/app/_ui/primitives/button";
import { Menu, MenuItem } from "@/app/_ui/primitives/menu";
import { useMay } from "@/app/_ui/shell/person";
import type { ViewDto } from "@/server/modules/work/schema";
import { type ListState, readListState, writeListState } from "./list-params";
import { SaveViewDialog } from "./save-view-dialog";

type SavedViewsProps = {
  list: string;
  filters: readonly string[];
  state: ListState;
  onChange: (state: Partial<ListState>) => void;
  /** Views that everybody has: a label and what it sets. */
  presets: readonly { key: string; label: string; filters: Record<string, string> }[];
};

/** The list's views as tabs: those that everybody has, one's own, and those that colleagues share. */
export function SavedViews({ list, filters, state, onChange, presets }: SavedViewsProps) {
  const t = useTranslations("table");
  const api = useTRPC();
  const views = useQuery(api.work.listViews.queryOptions({ list }));
  const [saving, setSaving] = useState(false);
  const open = (query: string, view: string) =>
    onChange({ ...readListState(Object.fromEntries(new URLSearchParams(query)), filters), view });
  const own = views.data?.find(({ id }) => id === state.view);
  const now = writeListState({ ...state, view: undefined });
  const changed = own ? own.query.replace(/&?default=1/, "") !== now : now !== "";
  return (
    <div className="flex items-center gap-1 overflow-x-auto border-b border-subtle px-2 py-1.5">
      <nav aria-label={t("views")} className="flex items-center gap-1">
        {presets.map(({ key, label, filters: set }) => {
          const query = writeListState({ ...EMPTY, filters: set });
          return (
            <ViewTab
              key={key}
              label={label}
              current={!own && now === query}
              onOpen={() => open(query, "all")}
            />
          );
        })}
        {views.data?.map((view) => (
          <ViewTab
            key={view.id}
            label={view.name}
            shared={view.shared}
            current={view.id === state.view}
            onOpen={() => open(view.query, view.id)}
          />
        ))}
      </nav>
      {own?.own && (
        <ViewMenu view={own} query={now} changed={changed} onGone={() => open("", "all")} />
      )}
      {changed && (
        <Button size="sm" variant="quiet" onClick={() => setSaving(true)}>
          <BookmarkPlus aria-hidden />
          {t("saveView")}
        </Button>
      )}
      {saving && (
        <SaveViewDialog
          list={list}
          query={now}
          onClose={() => setSaving(false)}
          onSaved={(view) => onChange({ view: view.id })}
        />
      )}
    </div>
  );
}

const EMPTY: ListState = { search: "", filters: {}, sort: "", columns: undefined, view: undefined };

type ViewTabProps = { label: string; shared?: boolean; current: boolean; onOpen: () => void };

function ViewTab({ label, shared, current, onOpen }: ViewTabProps) {
  const t = useTranslations("table");
  return (
    <button
      type="button"
      aria-current={current ? "page" : undefined}
      onClick={onOpen}
      className={cn(
        "inline-flex h-8 items-center gap-1.5 rounded-control px-2.5 text-[0.8125rem] whitespace-nowrap hover:bg-raised",
        current ? "bg-brand-soft font-medium text-on-brand-soft" : "text-muted",
      )}
    >
      {shared && <Users role="img" aria-label={t("shared")} className="size-3.5" />}
      {label}
    </button>
  );
}

type ViewMenuProps = { view: ViewDto; query: string; changed: boolean; onGone: () => void };

/** What one may do with a view of one's own. */
function ViewMenu({ view, query, changed, onGone }: ViewMenuProps) {
  const t = useTranslations("table");
  const api = useTRPC();
  const cache = useQueryClient();
  const may = useMay();
  const onSuccess = () => cache.invalidateQueries(api.work.listViews.pathFilter());
  const update = useMutation(api.work.updateView.mutationOptions({ onSuccess }));
  const remove = useMutation(api.work.deleteView.mutationOptions({ onSuccess }));
  const first = view.query.includes("default=1");
  const withDefault = (on: boolean, text: string) =>
    [text.replace(/&?default=1/, ""), on ? "default=1" : ""].filter(Boolean).join("&");
  const change = (set: { query?: string; shared?: boolean }) =>
    update.mutate({ viewId: view.id, ...set });
  return (
    <Menu
      trigger={
        <Button size="sm" variant="quiet" aria-label={t("viewActions", { name: view.name })}>
          <MoreHorizontal aria-hidden />
        </Button>
      }
    >
      {changed && (
        <MenuItem onSelect={() => change({ query: withDefault(first, query) })}>
          {t("updateView")}
        </MenuItem>
      )}
      <MenuItem onSelect={() => change({ query: withDefault(!first, view.query) })}>
        {first ? t("notFirst") : t("makeFirst")}
      </MenuItem>
      {may("view.share") && (
        <MenuItem onSelect={() => change({ shared: !view.shared })}>
          {view.shared ? t("unshare") : t("share")}
        </MenuItem>
      )}
      <MenuItem
        onSelect={() => {
          remove.mutate({ viewId: view.id });
          onGone();
        }}
      >
        {t("deleteView")}
      </MenuItem>
    </Menu>
  );
}
