"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { Input } from "@/app/_ui/primitives/input";
import { ErrorNotice } from "../error-notice";
import { LoadMore } from "../load-more";
import { BulkBar } from "./bulk-bar";
import { ColumnMenu } from "./column-menu";
import { FilterChips } from "./filter-chips";
import type { Chosen, ListColumn, ListFilter } from "./list-column";
import type { ListState } from "./list-params";
import { ListSkeleton } from "./list-skeleton";
import { ListTable } from "./list-table";
import { SavedViews } from "./saved-views";
import { useListKeys } from "./use-list-keys";
import { useSelection } from "./use-selection";

type Pages<Row> = {
  data: { pages: { items: Row[] }[] } | undefined;
  error: unknown;
  hasNextPage: boolean;
  isFetching: boolean;
  isFetchingNextPage: boolean;
  isPlaceholderData: boolean;
  fetchNextPage: () => Promise<unknown>;
  refetch: () => Promise<unknown>;
};

type DataTableProps<Row> = {
  /** Name of the list for saved views: the first word of its path. */
  list: string;
  caption: string;
  columns: readonly ListColumn<Row>[];
  filters: readonly ListFilter[];
  presets: readonly { key: string; label: string; filters: Record<string, string> }[];
  /** The order when the URL says none. */
  defaultSort: string;
  state: ListState;
  onChange: (state: Partial<ListState>) => void;
  query: Pages<Row>;
  /** Rows in all; `estimated` is said, never hidden. */
  count: { count: number; estimated: boolean } | undefined;
  /** `1 204 customers` in words. */
  countText: (values: { count: number; estimated: "true" | "false" }) => string;
  rowName: (row: Row) => string;
  rowHref: (row: Row) => string;
  rowClassName?: (row: Row) => string | undefined;
  /** What can be done to the chosen; absent: nothing can be chosen. */
  bulk?: (chosen: Chosen, count: number, clear: () => void) => ReactNode;
  /** Export and the like, beside the columns. */
  tools?: ReactNode;
  /** Nothing at all, without any filter. */
  empty: ReactNode;
};

const idOf = ({ id }: { id: string }): string => id;

/**
 * A list that people work in: views, search, filters, columns, order, choice and actions, by mouse, keyboard and thumb.
 * What it shows stands in the URL. The module declares columns and filters; the server helper is `work/list-query.ts`.
 */
export function DataTable<Row extends { id: string }>(props: DataTableProps<Row>) {
  const { columns, filters, state, onChange, query, count, bulk, rowHref } = props;
  const t = useTranslations("table");
  const router = useRouter();
  const search = useRef<HTMLInputElement>(null);
  const [active, setActive] = useState(-1);
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const selection = useSelection(rows.map(idOf), state);
  const shown = state.columns ?? columns.filter(({ hidden }) => !hidden).map(({ key }) => key);
  const visible = shown
    .map((key) => columns.find((column) => column.key === key))
    .filter((column) => column !== undefined);
  const more = () => {
    if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
  };
  useListKeys({
    down: () => setActive((at) => Math.min(at + 1, rows.length - 1)),
    up: () => setActive((at) => Math.max(at - 1, 0)),
    choose: () => bulk && active >= 0 && selection.toggle(active, false),
    search: () => search.current?.focus(),
    leave: () => selection.clear(),
  });
  const bare = !state.search && Object.keys(state.filters).length === 0;
  const total = count?.estimated ? undefined : count?.count;
  return (
    <Card className="relative">
      <SavedViews
        list={props.list}
        filters={filters.map(({ key }) => key)}
        state={state}
        onChange={onChange}
        presets={props.presets}
      />
      <div className="flex flex-wrap items-center gap-2 border-b border-subtle p-2 sm:px-3">
        <SearchBox
          ref={search}
          label={t("search")}
          value={state.search}
          onSearch={(text) => onChange({ search: text })}
        />
        <FilterChips
          filters={filters}
          values={state.filters}
          onChange={(next) => onChange({ filters: next })}
        />
        <span className="ml-auto flex items-center gap-2">
          {props.tools}
          <ColumnMenu
            columns={columns}
            shown={shown}
            onChange={(keys) => onChange({ columns: keys })}
          />
        </span>
      </div>
      <p role="status" className="px-4 pt-2 text-[0.8125rem] text-muted tabular-nums">
        {count
          ? props.countText({ count: count.count, estimated: count.estimated ? "true" : "false" })
          : "\u00A0"}
      </p>
      {query.error !== null && query.data === undefined ? (
        <div className="space-y-3 p-4">
          <ErrorNotice error={query.error} />
          <Button onClick={() => void query.refetch()}>{t("retry")}</Button>
        </div>
      ) : query.data === undefined ? (
        <ListSkeleton />
      ) : rows.length === 0 ? (
        bare ? (
          props.empty
        ) : (
          <Nothing onClear={() => onChange({ search: "", filters: {}, view: undefined })} />
        )
      ) : (
        <ListTable
          caption={props.caption}
          columns={visible}
          rows={rows}
          rowId={idOf}
          rowName={props.rowName}
          rowClassName={props.rowClassName}
          total={total}
          sort={state.sort || props.defaultSort}
          onSort={(sort) => onChange({ sort: sort === props.defaultSort ? "" : sort })}
          selection={bulk ? selection : undefined}
          active={Math.min(active, rows.length - 1)}
          onNearEnd={more}
          onOpen={(row) => router.push(rowHref(row))}
          busy={query.isPlaceholderData}
        />
      )}
      {rows.length > 0 && <LoadMore query={query} />}
      {bulk && rows.length > 0 && (
        <BulkBar selection={selection} shown={rows.length} total={count?.count}>
          {bulk(
            selection.chosen,
            selection.all ? (count?.count ?? 0) : selection.size,
            selection.clear,
          )}
        </BulkBar>
      )}
    </Card>
  );
}

/** Nothing matches: say so, and give the way back. */
function Nothing({ onClear }: { onClear: () => void }) {
  const t = useTranslations("table");
  return (
    <div className="flex flex-col items-center gap-3 px-6 py-12 text-center">
      <p className="font-medium">{t("noMatch")}</p>
      <p className="max-w-md text-muted">{t("noMatchHint")}</p>
      <Button onClick={onClear}>{t("clearAll")}</Button>
    </div>
  );
}

const WAIT_MS = 200;

type SearchBoxProps = {
  ref: React.Ref<HTMLInputElement>;
  label: string;
  value: string;
  onSearch: (text: string) => void;
};

/** Searches while one types, when the fingers rest. */
function SearchBox({ ref, label, value, onSearch }: SearchBoxProps) {
  const [typed, setTyped] = useState<string>();
  useEffect(() => {
    if (typed === undefined) return undefined;
    const timer = setTimeout(() => {
      onSearch(typed.trim());
      setTyped(undefined);
    }, WAIT_MS);
    return () => clearTimeout(timer);
    // Each letter begins the wait anew; who listens may be a new function each time.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [typed]);
  return (
    <span className="relative w-full sm:w-72">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-muted"
      />
      <Input
        ref={ref}
        type="search"
        aria-label={label}
        placeholder={label}
        maxLength={120}
        className="pl-8"
        value={typed ?? value}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
      />
    </span>
  );
}
