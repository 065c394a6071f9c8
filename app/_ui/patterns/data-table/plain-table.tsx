import type { ReactNode } from "react";
import { cn } from "@/app/_ui/cn";

/** A column: what it is called, how a row fills it, and whether a phone has room for it. */
export type Column<Row> = {
  key: string;
  label: ReactNode;
  cell: (row: Row) => ReactNode;
  /** Right-aligned: amounts and counts. */
  numeric?: boolean;
  /** Left out below 640 px. */
  wide?: boolean;
  className?: string;
};

type PlainTableProps<Row> = {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  rowClassName?: (row: Row) => string | undefined;
  empty: ReactNode;
  footer?: ReactNode;
};

/** A plain list: readable before any script runs, and inside its own scroll on a phone. */
export function PlainTable<Row>(props: PlainTableProps<Row>) {
  const { caption, columns, rows, rowKey, rowClassName, empty, footer } = props;
  const side = (column: Column<Row>) =>
    cn(column.numeric && "text-right", column.wide && "hidden sm:table-cell", column.className);
  if (rows.length === 0) return empty;
  return (
    <div>
      <div
        role="region"
        aria-label={caption}
        // A table wider than the screen is scrolled by keyboard too.
        tabIndex={0}
        className="relative overflow-x-auto rounded-card focus-visible:-outline-offset-2"
      >
        <table className="w-full border-collapse text-left">
          <caption className="sr-only">{caption}</caption>
          <thead>
            <tr className="border-b border-subtle text-xs text-muted">
              {columns.map((column) => (
                <th
                  key={column.key}
                  scope="col"
                  className={cn("px-3 py-2.5 font-medium sm:px-4", side(column))}
                >
                  {column.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr
                key={rowKey(row)}
                className={cn(
                  "border-b border-subtle align-top last:border-0",
                  rowClassName?.(row),
                )}
              >
                {columns.map((column) => (
                  <td key={column.key} className={cn("px-3 py-3 sm:px-4", side(column))}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {footer}
    </div>
  );
}
