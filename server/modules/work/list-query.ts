import { type AnyColumn, and, asc, desc, gt, lt, or, type SQL, sql } from "drizzle-orm";
import { Invalid } from "@/server/kernel/errors";
import { isUuid } from "@/server/kernel/ids";
import { foldText } from "@/server/kernel/fold-text";
import type { Ctx } from "@/server/tenancy/context";
import type { ListQuery } from "./schema";

/** A filter that a list offers: the column it looks at and how its text is read. */
export type ListField =
  /** `date`: an instant, by the tenant's days; `day`: a day already. */
  | { type: "text" | "date" | "day" | "number"; column: AnyColumn }
  | { type: "choice"; column: AnyColumn; ids?: boolean }
  | { type: "boolean"; where: SQL }
  /** Ids of what stands in another table; `none` asks for rows without any. */
  | { type: "set"; where: (ids: SQL) => SQL; none: SQL }
  /** A range over what stands in another table. */
  | { type: "sum"; where: (test: (amount: SQL) => SQL) => SQL };

/** What a module declares of a list; everything else follows. Sorts name indexed columns that are never null. */
export type ListSpec = {
  id: AnyColumn;
  tenantId: AnyColumn;
  /** Folded text of all that search looks through. */
  search: AnyColumn;
  fields: Readonly<Record<string, ListField>>;
  sorts: Readonly<Record<string, AnyColumn>>;
  /** `name` or, newest or highest first, `-createdAt`. */
  defaultSort: string;
  /** Holds unless the filter of that name is set: archived rows stay out of sight. */
  unless?: { field: string; where: SQL };
};

/**
 * What is known beforehand of the rows that have the words: `few` are all among these ids; `many`: the planner, which
 * cannot know it, is told to read in order and stop early. It changes how the rows are found, never which.
 */
export type Sought = { readonly few: string[] } | "many" | "unknown";

/** The words that a row must have all of. */
export const wordsOf = (search: string): string[] => foldText(search).split(" ").filter(Boolean);

/** Every row that the query means, whichever page. Throws `Invalid` for what the list does not offer. */
export function whereOf(
  ctx: Ctx,
  spec: ListSpec,
  query: ListQuery,
  sought: Sought = "unknown",
): SQL {
  const filters = [...new URLSearchParams(query.filters)].filter(([, value]) => value !== "");
  const tests = filters.map(([name, value]) => {
    const field = Object.hasOwn(spec.fields, name) ? spec.fields[name] : undefined;
    if (!field) throw unknown(name);
    return testOf(ctx, name, field, value);
  });
  const hidden =
    spec.unless && !filters.some(([name]) => name === spec.unless?.field) && spec.unless.where;
  const found = wordsOf(query.search).map((word) =>
    // Both ask the same. A pattern is guessed to fit hardly any row, a comparison to fit a third.
    sought === "many"
      ? sql`strpos(${spec.search}, ${word}) > 0`
      : sql`${spec.search} like ${`%${escapeLike(word)}%`}`,
  );
  const among =
    typeof sought === "object"
      ? sql`${spec.id} = any(${sql.param(sought.few)}::uuid[])`
      : undefined;
  const own = sql`${spec.tenantId} = ${ctx.tenantId}`;
  return and(own, among, hidden || undefined, ...tests, ...found) ?? own;
}

const unknown = (name: string) =>
  new Invalid("list_filter_unknown", {}, { detail: `the list offers no ${name}` });

const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, "\\$&");

function testOf(ctx: Ctx, name: string, field: ListField, value: string): SQL | undefined {
  switch (field.type) {
    case "text":
      return sql`${foldSql(field.column)} like ${`%${escapeLike(foldText(value))}%`}`;
    case "choice":
      return choice(name, field.column, value.split(","), field.ids === true);
    case "boolean":
      if (value !== "yes" && value !== "no") throw unknown(`${name}=${value}`);
      return value === "yes" ? field.where : sql`not (${field.where})`;
    case "number":
    case "day":
    case "date":
      return range(ctx, name, field, value);
    case "set":
      return anyOf(name, field, value.split(","));
    case "sum":
      return field.where(
        (amount) => range(ctx, name, { type: "number", column: amount }, value) ?? sql`true`,
      );
    default:
      return field satisfies never;
  }
}

/** Accents fall as in `foldText`, for columns without a folded twin. */
const foldSql = (column: AnyColumn): SQL =>
  sql`translate(lower(${column}), 'áàâãäéèêëíìîïóòôõöúùûüñç', 'aaaaaeeeeiiiiooooouuuunc')`;

/** `a,b`; the word `none` means empty. */
function choice(name: string, column: AnyColumn, values: string[], ids: boolean): SQL | undefined {
  const named = values.filter((value) => value !== "none");
  if (ids && named.some((value) => !isUuid(value))) throw unknown(`${name}=${named.join(",")}`);
  return or(
    values.includes("none") ? sql`${column} is null` : undefined,
    named.length > 0
      ? sql`${column} = any(${sql.param(named)}::${sql.raw(ids ? "uuid" : "text")}[])`
      : undefined,
  );
}

function anyOf(
  name: string,
  { where, none }: Extract<ListField, { type: "set" }>,
  values: string[],
): SQL | undefined {
  const ids = values.filter((value) => value !== "none");
  if (ids.some((id) => !isUuid(id))) throw unknown(`${name}=${ids.join(",")}`);
  return or(
    values.includes("none") ? none : undefined,
    ids.length > 0 ? where(sql`${sql.param(ids)}::uuid[]`) : undefined,
  );
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** `from..to`, either end open; days are the tenant's own, both inclusive. */
function range(
  ctx: Ctx,
  name: string,
  { type, column }: { type: "number" | "date" | "day" | "text"; column: AnyColumn | SQL },
  value: string,
): SQL | undefined {
  const [from = "", to = "", more] = value.split("..");
  const good = (text: string) =>
    text === "" || (type === "number" ? Number.isFinite(Number(text)) : isDay(text));
  if (more !== undefined || !value.includes("..") || !good(from) || !good(to))
    throw unknown(`${name}=${value}`);
  if (type === "number")
    return and(
      from ? sql`${column} >= ${Number(from)}` : undefined,
      to ? sql`${column} <= ${Number(to)}` : undefined,
    );
  if (type === "day")
    return and(
      from ? sql`${column} >= ${from}::date` : undefined,
      to ? sql`${column} <= ${to}::date` : undefined,
    );
  const zone = sql`(select time_zone from tenants where id = ${ctx.tenantId})`;
  return and(
    from ? sql`${column} >= (${from}::date)::timestamp at time zone ${zone}` : undefined,
    to ? sql`${column} < (${to}::date + 1)::timestamp at time zone ${zone}` : undefined,
  );
}

const isDay = (text: string): boolean => DAY.test(text) && !Number.isNaN(Date.parse(text));

/** A page by keyset: what to select beside the columns, where it begins, its order. */
export function pageOf(spec: ListSpec, query: ListQuery & { cursor?: string | undefined }) {
  const sort = query.sort || spec.defaultSort;
  const down = sort.startsWith("-");
  const name = down ? sort.slice(1) : sort;
  const column = Object.hasOwn(spec.sorts, name) ? spec.sorts[name] : undefined;
  if (!column) throw unknown(`sort ${sort}`);
  const order = down ? desc : asc;
  return {
    /** As text, because a Date would lose the microseconds that the next page begins after. */
    sortKey: sql<string>`${column}::text`,
    after: query.cursor === undefined ? undefined : beyond(spec, column, down, query.cursor),
    orderBy: [order(column), order(spec.id)],
  };
}

function beyond(spec: ListSpec, column: AnyColumn, down: boolean, cursor: string): SQL {
  const [id = "", ...rest] = cursor.split("~");
  if (!isUuid(id) || rest.length === 0) throw unknown("cursor");
  const place = sql`(${sql.param(rest.join("~"))}::${sql.raw(column.getSQLType())}, ${id}::uuid)`;
  const row = sql`(${column}, ${spec.id})`;
  return down ? lt(row, place) : gt(row, place);
}

/** At most `limit` rows of those fetched one further, and the cursor of the page after. */
export function toKeysetPage<R extends { id: string; sortKey: string }>(rows: R[], limit: number) {
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? `${last.id}~${last.sortKey}` : null };
}
