import type { Metadata } from "next";
import { getTimeZone, getTranslations } from "next-intl/server";
import { api, Prefetch } from "@/app/_trpc/server";
import { dayIn } from "@/server/kernel/day";
import { Statement } from "./_components/statement";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invoices"))("statement") };
}

type Props = {
  params: Promise<{ customerId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const dayOf = (given: string | string[] | undefined, otherwise: string): string =>
  typeof given === "string" && DAY.test(given) ? given : otherwise;

export default async function StatementPage({ params, searchParams }: Props) {
  const { customerId } = await params;
  const asked = await searchParams;
  const today = dayIn(await getTimeZone(), new Date());
  const from = dayOf(asked.from, `${Number(today.slice(0, 4)) - 1}${today.slice(4, 8)}01`);
  const to = dayOf(asked.to, today);
  const currency = typeof asked.currency === "string" ? asked.currency : "";
  const input = { customerId, from, to, currency };
  return (
    <Prefetch queries={[api.billing.statement.queryOptions(input)]}>
      <Statement {...input} />
    </Prefetch>
  );
}
