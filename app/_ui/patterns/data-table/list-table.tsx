"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { cn } from "@/app/_ui/cn";
import type { ListColumn } from "./list-column";
import type { ListSelection } from "./use-selection";

/** Fewer rows are all drawn, on the server too, so that the first paint has them. */
const VIRTUAL_FROM = 100;
const ROW_PX = 45;

type ListTableProps<Row> = {
  caption: string;
  columns: readonly ListColumn<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  rowName: (row: Row) => string;
  rowClassName?: ((row: Row) => string | undefined) | undefined;
  /** Rows in all; undefined while nobody knows. */
  total: number | undefined;
  sort: string;
  onSort: (sort: string) => void;
  selection: ListSelection | undefined;
  active: number;
  onNearEnd: () => void;
  /** A row was clicked beside its link. */
  onOpen: (row: Row) => void;
  busy: boolean;
};

/** The rows as a true table: places and totals are told to screen readers though only what is in sight is drawn. */
export function ListTable<Row>(props: ListTableProps<Row>) {
  const { caption, rows, rowId, total, active, busy, onNearEnd } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const virtual = rows.length > VIRTUAL_FROM;
  const rowsInSight = useRowsInSight(body, rows.length, virtual);
  const { items, before, after, scrollToIndex } = rowsInSight;
  const lastSeen = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (virtual && lastSeen >= rows.length - 15) onNearEnd();
  }, [virtual, lastSeen, rows.length, onNearEnd]);
  useEffect(() => {
    if (active < 0) return;
    if (virtual) scrollToIndex(active);
    const frame = requestAnimationFrame(() =>
      body.current
        // The row's link, so that Enter opens it; the box only where there is none.
        ?.querySelector<HTMLElement>(
          `[data-index="${active}"] a, [data-index="${active}"]:not(:has(a)) input`,
        )
        ?.focus(),
    );
    return () => cancelAnimationFrame(frame);
    // Only a move moves the focus.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [active]);
  return (
    // More columns than the card is wide move inside it; rows have links, so that keys reach what is out of sight.
    <div className="overflow-x-auto">
      <table
        className="w-full border-collapse text-left"
        aria-rowcount={total === undefined ? -1 : total + 1}
        aria-busy={busy}
      >
        <caption className="sr-only">{caption}</caption>
        <ListHead {...props} />
        <tbody ref={body} className={cn("transition-opacity duration-100", busy && "opacity-60")}>
          {before > 0 && <tr aria-hidden style={{ height: before }} />}
          {items.map(({ index, measure }) => {
            const row = rows[index];
            return (
              row !== undefined && (
                <ListRow key={rowId(row)} {...props} row={row} index={index} measure={measure} />
              )
            );
          })}
          {after > 0 && <tr aria-hidden style={{ height: after }} />}
        </tbody>
      </table>
    </div>
  );
}

function useRowsInSight(
  body: RefObject<HTMLTableSectionElement | null>,
  count: number,
  virtual: boolean,
) {
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => {
    const top = body.current?.getBoundingClientRect().top ?? 0;
    setMargin(top + window.scrollY);
  }, [body, virtual]);
  // oxlint-disable-next-line react/incompatible-library -- rows in sight change with every scroll; nothing memoises them
  const virtualizer = useWindowVirtualizer({
    count,
    enabled: virtual,
    estimateSize: () => ROW_PX,
    overscan: 12,
    scrollMargin: margin,
  });
  const scrollToIndex = (index: number) => virtualizer.scrollToIndex(index, { align: "auto" });
  if (!virtual)
    return {
      items: Array.from({ length: count }, (_, index) => ({ index, measure: undefined })),
      before: 0,
      after: 0,
      scrollToIndex,
    };
  const inSight = virtualizer.getVirtualItems();
  return {
    items: inSight.map(({ index }) => ({ index, measure: virtualizer.measureElement })),
    before: (inSight[0]?.start ?? margin) - margin,
    after: virtualizer.getTotalSize() - ((inSight.at(-1)?.end ?? margin) - margin),
    scrollToIndex,
  };
}

function ListHead<Row>({ columns, rows, sort, onSort, selection }: ListTableProps<Row>) {
  const t = useTranslations("table");
  const every =
    rows.length > 0 && selection !== undefined && (selection.all || selection.size >= rows.length);
  return (
    <thead>
      <tr aria-rowindex={1} className="border-b border-subtle text-xs text-muted">
        {selection && (
          <th scope="col" className="w-10 py-1 pl-3 sm:pl-4">
            <label className="grid size-6 place-items-center">
              <input
                type="checkbox"
                className="size-4 accent-(--brand)"
                aria-label={t("chooseShown")}
                checked={every}
                ref={(box) => {
                  if (box) box.indeterminate = !every && selection.size > 0;
                }}
                onChange={() => (every ? selection.clear() : selection.page())}
              />
            </label>
          </th>
        )}
        {columns.map((column) => (
          <HeadCell key={column.key} column={column} sort={sort} onSort={onSort} />
        ))}
      </tr>
    </thead>
  );
}

type HeadCellProps<Row> = {
  column: ListColumn<Row>;
  sort: string;
  onSort: (sort: string) => void;
};

function HeadCell<Row>({ column, sort, onSort }: HeadCellProps<Row>) {
  const { sort: name, label, numeric, wide, className } = column;
  const up = name !== undefined && sort === name;
  const down = name !== undefined && sort === `-${name}`;
  const Arrow = down ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      aria-sort={up ? "ascending" : down ? "descending" : undefined}
      className={cn(
        "px-3 py-1 font-medium whitespace-nowrap sm:px-4",
        numeric && "text-right",
        wide && "hidden sm:table-cell",
        className,
      )}
    >
      {name === undefined ? (
        label
      ) : (
        <button
          type="button"
          onClick={() => onSort(up ? `-${name}` : name)}
          className="inline-flex min-h-7 items-center gap-1 rounded-control hover:text-text"
        >
          {label}
          <Arrow aria-hidden className={cn("size-3.5", !up && !down && "invisible")} />
        </button>
      )}
    </th>
  );
}

type ListRowProps<Row> = ListTableProps<Row> & {
  row: Row;
  index: number;
  measure: ((element: Element | null) => void) | undefined;
};

function ListRow<Row>(props: ListRowProps<Row>) {
  const { row, index, measure, columns, rowId, rowName, rowClassName, selection, active, onOpen } =
    props;
  const t = useTranslations("table");
  const chosen = selection?.has(rowId(row)) ?? false;
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={selection ? chosen : undefined}
      onClick={(event) => {
        // The link is the way by keyboard; the rest of the row is a larger target for the mouse.
        if (event.target instanceof Element && event.target.closest("a, button, label, input"))
          return;
        onOpen(row);
      }}
      className={cn(
        "cursor-pointer border-b border-subtle last:border-0 hover:bg-raised",
        active === index && "bg-raised",
        chosen && "bg-brand-soft/40",
        rowClassName?.(row),
      )}
    >
      {selection && (
        <td className="w-10 py-row pl-3 align-middle sm:pl-4">
          <label className="relative grid size-6 place-items-center">
            <input
              type="checkbox"
              className="size-4 accent-(--brand)"
              aria-label={t("choose", { name: rowName(row) })}
              checked={chosen}
              // Shift is known when clicked, not when changed.
              onClick={(event) => selection.toggle(index, event.shiftKey)}
              onChange={() => undefined}
            />
          </label>
        </td>
      )}
      {columns.map(({ key, cell, numeric, wide, className }, place) => (
        <td
          key={key}
          className={cn(
            "max-w-80 px-3 py-row align-middle sm:px-4",
            numeric && "text-right tabular-nums",
            wide && "hidden sm:table-cell",
            // On a phone the first column takes what the others leave, and is cut rather than widening the page.
            place === 0 && "max-sm:w-full max-sm:max-w-0",
            className,
          )}
        >
          {cell(row)}
        </td>
      ))}
    </tr>
  );
}
