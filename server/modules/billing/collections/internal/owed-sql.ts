import { type SQL, sql } from "drizzle-orm";

/** As `currencyDigits` in the kernel says. */
const digits = (currency: string): string =>
  `case when ${currency} in ('CLP', 'PYG', 'JPY', 'KRW') then 0 when ${currency} = 'UYW' then 4 else 2 end`;

/** What a row of `customers` (by the name it has in the query) owes that is overdue, in the tenant's currency. */
export const overdueSql = (customer: "customers", today: string): SQL<number> =>
  sql<number>`(select coalesce(sum(round(i.open_minor * i.fx_rate
      * power(10::numeric, ${sql.raw(`(${digits("t.currency")}) - (${digits("i.currency")})`)}))), 0)::float8
    from invoices i join tenants t on t.id = i.tenant_id
    where i.tenant_id = ${sql.raw(customer)}.tenant_id and i.customer_id = ${sql.raw(customer)}.id and i.open_minor > 0
      and i.document_status = 'finalized' and i.due_on < ${today}::date)`;
